package org.voxmeta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudyTableWriter;
import org.voxmeta.task.Progress;

import ij.ImagePlus;

/** Runs the code that the README and the page on NIfTI show, on small files. */
class ReadmeExampleTest {

	private static final Path README = Path.of("README.md");

	/** A block of code in a language. */
	private static final String BLOCK = "(?ms)^```%s\n(.*?)^```$";

	/** The folder in the README's calls. */
	private static final String FOLDER = "my-studies";

	private static final long[] DIMS = { 4, 3, 2 };
	private static final int VOXELS = 24;
	private static final int STUDIES = 5;
	private static final double VARIANCE = 0.04;

	/** This voxel is missing in the first study. */
	private static final int HOLE = 7;

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	private final float[][] effects = new float[STUDIES][VOXELS];

	@BeforeEach
	void writeStudies() throws IOException {
		final NiftiHeader header = NiftiHeader.of(DIMS, NiftiType.FLOAT32);
		final Random random = new Random(11);
		final List<Study> studies = new ArrayList<>();
		for (int k = 0; k < STUDIES; k++) {
			final float[] variances = new float[VOXELS];
			Arrays.fill(variances, (float) VARIANCE);
			for (int j = 0; j < VOXELS; j++)
				effects[k][j] = (float) (1 + 0.5 * random.nextGaussian());
			if (k == 0) effects[k][HOLE] = Float.NaN;
			final Map<StudyMap, Path> maps = new EnumMap<>(StudyMap.class);
			maps.put(StudyMap.BETA, write(header, effects[k], "beta-" + k + ".nii.gz"));
			maps.put(StudyMap.VARCOPE, write(header, variances, "varcope-" + k + ".nii.gz"));
			studies.add(new Study("study " + k, maps, Double.NaN, "", Map.of(), 0));
		}
		StudyTableWriter.write(folder.resolve("studies.tsv"), studies);
		final float[] mask = new float[VOXELS];
		Arrays.fill(mask, 1);
		write(header, mask, "mask.nii.gz");
	}

	static EstimatorRun.Outcome analyse(final Path folder) throws IOException {
		final DerSimonianLaird estimator = DerSimonianLaird.withDefaults().with(Adjustment.KNAPP_HARTUNG);
		final StudyInputs studies = StudyInputs.ofTable(folder.resolve("studies.tsv"), estimator.needs(), true);
		final InputImage mask = InputImage.read(folder.resolve("mask.nii.gz"));
		return EstimatorRun.of(estimator)
			.withAggressiveMask(false)
			.withOutput(folder.resolve("results"))
			.run(studies, mask, "1.0.0-SNAPSHOT", Progress.NONE);
	}

	@Test
	void readmeShowsTheJavaCodeThatIsTestedHere() throws IOException {
		final String here = Files.readString(Path.of("src/test/java/org/voxmeta/ReadmeExampleTest.java"));
		final int method = code("java").indexOf("static ");

		final String imports = code("java").substring(0, method);
		final String body = code("java").substring(method).replaceAll("(?m)^(?=.)", "\t");

		assertTrue(here.contains("\n" + body), "This class has the method\n" + body);
		imports.lines().filter(line -> !line.isBlank()).forEach(
			line -> assertTrue(here.contains("\n" + line + "\n"), "This class has the line: " + line));
	}

	/** With equal variances, Knapp and Hartung's test is the t test of the effects. */
	@Test
	void javaCodeGivesATTestInEveryVoxel() throws IOException {
		final EstimatorRun.Outcome outcome = analyse(folder);

		for (int j = 0; j < VOXELS; j++) {
			final int voxel = j;
			final double[] y = Stream.of(effects).mapToDouble(study -> study[voxel]).filter(Double::isFinite)
				.toArray();
			assertEquals(j == HOLE ? STUDIES - 1 : STUDIES, y.length);
			final String at = " of voxel " + j;
			assertClose(Arrays.stream(y).average().orElseThrow(), outcome.result().maps().get(MapKind.EST)[j], 1e-12,
				"est" + at);
			assertClose(new TTest().tTest(0, y), outcome.result().maps().get(MapKind.P)[j], 1e-10, "p" + at);
		}
		assertTrue(outcome.notes().isEmpty(), outcome.notes().toString());
		final Set<MapKind> written = MapKind.always();
		written.retainAll(EstimatorRun.available(DerSimonianLaird.withDefaults()));
		assertEquals(written.size() + 2, outcome.files().size());
	}

	@Test
	void macroShowsTheMapsItAsksForAndWritesAll() throws IOException {
		final FijiRun run = fiji.runMacro(inTestFolder(code("ijm")));

		run.clean();
		assertEquals(List.of("z", "p", "est"), fiji.images().stream().map(ImagePlus::getTitle).toList());
		assertTrue(run.printed().get(0).matches("largest z in this slice: \\d.*"), run.printed().toString());
		assertTrue(Files.exists(folder.resolve("results/tau2.nii.gz")));
		assertEquals(VOXELS, fiji.results().getValue("fitted", 0));
	}

	@Test
	void scriptRunsFromTheCommandLineThatIsShown() throws IOException {
		final Path script = Files.writeString(folder.resolve("my-script.groovy"), code("groovy"));

		final FijiRun run = fiji.runCommandLine("--headless", "--run", script.toString(),
			inTestFolder(argumentOf("my-script.groovy")));

		final ImagePlus z = (ImagePlus) run.clean().output("z");
		assertEquals(analyse(folder).result().maps().get(MapKind.Z)[0], z.getStack().getVoxel(0, 0, 0), 1e-6);
	}

	@Test
	void commandRunsFromTheCommandLineThatIsShown() throws IOException {
		final String command = "org.voxmeta.command.DerSimonianLairdCommand";

		fiji.runCommandLine("--headless", "--run", command, inTestFolder(argumentOf(command))).clean();

		assertTrue(Files.exists(folder.resolve("results/result.json")));
	}

	@Test
	void macroOfTheNiftiPageCopiesAFile() throws IOException {
		final String macro = only(Path.of("docs", "nifti.md"), BLOCK.formatted("ijm"));
		Files.copy(folder.resolve("beta-1.nii.gz"), folder.resolve("effect.nii.gz"));

		fiji.runMacro(macro.replace("file=", "file=" + folder.toString().replace('\\', '/') + "/")).clean();

		assertArrayEquals(Files.readAllBytes(folder.resolve("effect.nii.gz")),
			Files.readAllBytes(folder.resolve("copy.nii.gz")));
	}

	private Path write(final NiftiHeader header, final float[] values, final String name) throws IOException {
		final Path file = folder.resolve(name);
		NiftiWriter.write(NiftiImage.of(header, values), file);
		return file;
	}

	private String inTestFolder(final String code) {
		assertTrue(code.contains(FOLDER), code);
		return code.replace(FOLDER, folder.toString().replace('\\', '/'));
	}

	/** The README's only block of code in a language. */
	private static String code(final String language) throws IOException {
		return only(README, BLOCK.formatted(language));
	}

	/** The argument that the README gives to a script or command after {@code --run}. */
	private static String argumentOf(final String run) throws IOException {
		return only(README, "`fiji --headless --run " + Pattern.quote(run) + " \"([^\"]*)\"`");
	}

	private static String only(final Path page, final String regex) throws IOException {
		final List<String> found = Pattern.compile(regex).matcher(Files.readString(page)).results()
			.map(match -> match.group(1)).toList();
		assertEquals(1, found.size(), "places in " + page + " with " + regex);
		return found.get(0);
	}
}
