package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.command.MapAssertions.assertMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.MapKinds;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.combination.CombinationMode;
import org.voxmeta.stats.combination.Fisher;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudyTableWriter;
import org.voxmeta.task.Progress;

/** What the options of the commands for studies without variances do, on a study table. */
class CombinationCommandsTest {

	private static final double FLOAT = 1e-6;
	private static final SmallStudies STUDIES = SmallStudies.of(5, 4, 3, 2);
	private static final double[] SIZES = { 12, 40, 25, 18, 30 };

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	private Path table;

	@BeforeEach
	void writeStudies() throws IOException {
		final List<Study> studies = new ArrayList<>();
		for (int k = 0; k < STUDIES.studies(); k++) {
			final Path z = STUDIES.writeMap(folder.resolve("z-" + k + ".nii.gz"), STUDIES.effects()[k]);
			final Path beta = STUDIES.writeMap(folder.resolve("beta-" + k + ".nii.gz"), STUDIES.effects()[k]);
			studies.add(new Study("study " + k, Map.of(StudyMap.Z, z, StudyMap.BETA, beta), SIZES[k], "", Map.of(),
				0));
		}
		table = folder.resolve("studies.tsv");
		StudyTableWriter.write(table, studies);
	}

	@ParameterizedTest
	@CsvSource({ "Stouffer..., z p", "Fisher..., z p", "Permuted OLS..., z p dof t" })
	void theUsualMapsThatThereAreAreOpen(final String label, final String titles) {
		run(label, "");

		assertEquals(List.of(titles.split(" ")), fiji.images().stream().map(ImagePlus::getTitle).toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "concordant", "directed", "undirected" })
	void modeIsTheAlternative(final String mode) {
		final CombinationMode wanted = CombinationMode.parse(mode);

		run("Stouffer...", "mode=" + mode);
		assertEquals(mode, fiji.results().getStringValue("mode", 0));
		assertMaps(Stouffer.withDefaults().with(wanted));
		fiji.reset();
		run("Fisher...", "mode=" + mode);
		assertMaps(Fisher.withDefaults().with(wanted));
	}

	@Test
	void weightBySizeTakesTheNumbersOfSubjects() {
		run("Stouffer...", "weightbysize=true");
		assertMaps(Stouffer.withDefaults().withWeightBySize(true));
		fiji.reset();
		run("Fisher...", "weightbysize=true");
		assertMaps(Fisher.withDefaults().withWeightBySize(true));
		fiji.reset();
		run("Permuted OLS...", "weightbysize=true");
		assertMaps(PermutedOls.withDefaults().withWeightBySize(true));
	}

	@Test
	void studiesWithoutASizeAreDroppedOnlyWhereItIsNeeded() throws IOException {
		final List<String> lines = new ArrayList<>(Files.readAllLines(table));
		lines.set(1, lines.get(1).replace("\t12\t", "\t\t"));
		Files.write(table, lines);

		run("Stouffer...", "maps=k");
		run("Stouffer...", "maps=k weightbysize=true");

		assertEquals(5, MapAssertions.values(fiji.image("k"))[0]);
		assertEquals(4, MapAssertions.values(fiji.image("k-1"))[0]);
	}

	@Test
	void twoSidedIsFalseForEffectsAboveZero() {
		run("Permuted OLS...", "twosided=false maps=t,z,p,dof");

		assertMaps(PermutedOls.withDefaults().withTwoSided(false));
		assertEquals("false", fiji.results().getStringValue("twosided", 0));
	}

	@Test
	void outputFolderHoldsEveryMap() throws IOException {
		final Path output = folder.resolve("maps");

		run("Fisher...", "output=[" + output + "]");

		for (final String key : List.of("z", "p", "dof", "logp", "k", "reason"))
			assertTrue(Files.exists(output.resolve(key + ".nii.gz")), key);
		assertTrue(Files.readString(output.resolve("result.json")).contains("\"correlation\": \"estimated\""));
	}

	@Test
	void mapThatThereIsNotIsNamed() {
		final FijiRun run = fiji.runMacro(macro("Stouffer...", "maps=tau2"));

		assertTrue(run.cancellations().get(0)
			.startsWith("Maps: got 'tau2', wanted any of z, p, dof, logp, k, reason"),
			run.cancellations().toString());
	}

	@Test
	void correlationIsReadFromItsFile() throws IOException {
		final Path file = Files.writeString(folder.resolve("r.csv"), "1,0.5\n0.5,1\n");

		// without groups there is nothing to correlate, which says that the file was read
		final FijiRun run = fiji.runMacro(macro("Stouffer...", "correlation=[" + file + "]"));

		assertTrue(run.cancellations().get(0)
			.startsWith("Correlation: got one, but every study is a group of its own"),
			run.cancellations().toString());
	}

	@Test
	void correlationThatIsNoneIsRefused() throws IOException {
		final Path file = Files.writeString(folder.resolve("r.csv"), "1,0.5\n0.5,high\n");

		final FijiRun words = fiji.runMacro(macro("Fisher...", "correlation=[" + file + "]"));
		final FijiRun missing = fiji.runMacro(macro("Fisher...", "correlation=[" + folder.resolve("no.csv") + "]"));

		assertEquals(List.of("Correlation: row 2 of " + file + " has 'high' in column 2, wanted a number"),
			words.cancellations());
		assertEquals(List.of("Correlation: got " + folder.resolve("no.csv")
			+ ", which is no file, wanted a .csv or .tsv"
			+ " file"), missing.cancellations());
	}

	private void assertMaps(final Estimator estimator) {
		final Signals values = Signals.of(STUDIES.effects());
		final FittedMaps wanted = BlockwiseFitter.of(estimator)
			.fit(new StudyData(Studies.independent(values.studies())
			.withSampleSizes(SIZES), values, null), EnumSet.allOf(MapKind.class), Progress.NONE);
		for (final ImagePlus image : fiji.images())
			assertMap(wanted.get(MapKinds.of(image.getTitle())), image, FLOAT);
	}

	private void run(final String label, final String keys) {
		fiji.runMacro(macro(label, keys)).clean();
	}

	private String macro(final String label, final String keys) {
		return "run('" + label + "', 'studies=[" + table + "] " + keys + "');";
	}
}
