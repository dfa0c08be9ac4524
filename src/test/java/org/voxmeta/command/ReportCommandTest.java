package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.WindowManager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.log.LogLevel;
import org.scijava.util.VersionUtils;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.Fit;
import org.voxmeta.cli.HeadlessRunner;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.report.Report;
import org.voxmeta.stats.correction.Correction;
import org.voxmeta.task.Progress;

class ReportCommandTest {

	private static final SmallStudies STUDIES = SmallStudies.of(8, 5, 4, 3).withHoles();

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void theReportOfAFolderLiesInIt() throws IOException {
		fit("DerSimonian-Laird...", "");

		final FijiRun run = fiji.runMacro("run('Report...', 'result=[" + out() + "]');").clean();

		assertEquals(out().resolve("report.html").toString(), run.output("report"));
		Report.of(Fit.read(out())).write(folder.resolve("wanted.html"), version(), Progress.NONE);
		assertEquals(Files.readString(folder.resolve("wanted.html")).replace("wanted.bib", "report.bib"),
			Files.readString(out()
			.resolve("report.html")));
		assertTrue(Files.exists(out().resolve("report.bib")));
	}

	@Test
	void everyKeyReachesTheReport() throws IOException {
		fit("DerSimonian-Laird...", "");
		final Path file = folder.resolve("sub").resolve("my page.html");

		fiji.runMacro("run('Report...', 'fit=z output=[" + file + "] correction=holm alpha=0.2 peaks=2"
			+ " open=false');").clean();

		Report.of(Fit.read(out())).with(Correction.HOLM).withAlpha(0.2).withPeaks(2)
			.write(folder.resolve("wanted.html"),
			version(), Progress.NONE);
		assertEquals(Files.readString(folder.resolve("wanted.html")).replace("wanted.bib", "my page.bib"),
			Files.readString(
			file));
	}

	@Test
	void aFitInTheWorkspaceNeedsAFile() throws IOException {
		STUDIES.frames("y", STUDIES.effects(), 32).show();
		STUDIES.frames("v", STUDIES.variances(), 32).show();
		fiji.runMacro("run('DerSimonian-Laird...', 'effects=y variances=v');").clean();

		final FijiRun run = fiji.runMacro("run('Report...', 'fit=z');");
		assertTrue(run.log(LogLevel.ERROR).get(0).startsWith("output: got none, wanted a file that ends in .html,"
			+ " as fit by"
			+ " DerSimonian-Laird"), run.log(LogLevel.ERROR).toString());

		fiji.runMacro("run('Report...', 'fit=z output=[" + folder.resolve("r.html") + "]');").clean();
		assertTrue(Files.exists(folder.resolve("r.html")));
	}

	/** Of 2-D images, which have no height, and are small. */
	@Test
	void placesOfImagesOfAMicroscopeAreInMicrometres() throws IOException {
		fiji.runMacro("run('Meta-Analysis...', 'sample=tissue');"
			+ "run('DerSimonian-Laird...', 'effects=effects variances=variances');"
			+ "run('Report...', 'fit=z output=[" + folder.resolve("r.html") + "]');").clean();

		final String page = Files.readString(folder.resolve("r.html"));
		assertTrue(Pattern.compile("lies at \\(\\d+, \\d+\\) \u00b5m").matcher(page).find(), page.substring(page
			.indexOf("<h1")).substring(0, 500));
		assertTrue(page.contains(">x (\u00b5m)<") && page.contains(">\u00b5m\u00b2<"));
		for (final String wrong : List.of("(um)", " um", ">z (\u00b5m)<", "z = 0 \u00b5m"))
			assertFalse(page.replaceAll("(?s)<svg.*?</svg>", "").contains(wrong), wrong);
	}

	@Test
	void wrongInputEndsInOneMessage() throws IOException {
		fit("DerSimonian-Laird...", "");

		assertError("Output: got '" + folder.resolve("r.txt") + "', wanted a file that ends in .html", "output=["
			+ folder.resolve(
			"r.txt") + "]");
		assertError("Correction: got 'x', wanted one of bonferroni, holm, fdr_bh, fdr_by", "correction=x");
		assertError("alpha: got 2.0, wanted a number between 0 and 1", "alpha=2");
		assertError("Peaks: got -1, wanted 0 or more", "peaks=-1");
		assertFalse(Files.exists(out().resolve("report.html")));
	}

	/** What a report says to run again gives the same maps. */
	@ParameterizedTest
	@ValueSource(strings = { "DerSimonian-Laird... adjustment=Knapp-Hartung moderators=age aggressivemask=false",
		"Hunter-Schmidt... smallsample=true minimumstudies=4 aggressivemask=false",
			"Weighted Least Squares... tau2=0.3",
		"Permuted OLS... twosided=false weightbysize=true", "Variance-Based Likelihood... method=ML maps=z,est",
		"Hedges... form=mean", "Sample-Size-Based Likelihood... method=ML", "Fixed-Effects Hedges...",
		"Stouffer... weightbysize=true", "Fisher... mode=directed" })
	void theMacroOfAReportGivesTheSameFit(final String call) throws IOException {
		final int dots = call.indexOf("...") + 3;
		final String label = call.substring(0, dots);
		fit(label, call.substring(dots).strip());
		final float[] z = pixels();
		fiji.runMacro("run('Report...', 'result=[" + out() + "]');").clean();
		final String page = Files.readString(out().resolve("report.html"));
		final String macro = page.replaceFirst("(?s).*<code id=\"macro\">(.*?)</code>.*", "$1").replace("&quot;",
			"\"");
		fiji.reset();

		fiji.runMacro(macro).clean();

		assertEquals(0, Arrays.compare(z, pixels()));
		try (HeadlessRunner runner = new HeadlessRunner((fraction, message) -> {
		})) {
			Pattern.compile("(\\w+)=(\\[[^\\]]*\\]|\\S+)").matcher(macro.substring(macro.indexOf(", \"") + 3))
				.results().forEach(
				key -> assertTrue(runner.keys(label).containsKey(key.group(1)), key.group(1) + " of " + label));
		}
	}

	private static float[] pixels() {
		final String title = Arrays.stream(WindowManager.getImageTitles()).filter(name -> name.matches("z(_age)?"))
			.findFirst().orElseThrow();
		return (float[]) fiji.image(title).getStack().getProcessor(2).getPixelsCopy();
	}

	private void assertError(final String message, final String keys) {
		final FijiRun run = fiji.runMacro("run('Report...', 'result=[" + out() + "] " + keys + "');");

		assertEquals(List.of(message), run.log(LogLevel.ERROR));
	}

	private void fit(final String label, final String keys) throws IOException {
		final Path table = STUDIES.writeWith(folder, Map.of("age", List.of("20", "31", "44", "27", "60", "52", "38",
			"41")));
		fiji.runMacro("run('" + label + "', 'studies=[" + table + "] " + keys + " output=[" + out() + "]');");
	}

	private Path out() {
		return folder.resolve("out");
	}

	private static String version() {
		return VersionUtils.getVersion(ReportCommand.class);
	}
}
