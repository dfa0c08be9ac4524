package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Cancelable;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleService;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.stats.estimator.DerSimonianLaird;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/**
 * What a user reads after a mistake: one message in the dialog, the same in the log, that says what, where,
 * got and wanted. Nothing is left in the output folder, and no image is opened.
 */
class BadInputTest {

	private static final String MAPS = "z, p, est, se, tau2, dof, logp, ci_l, ci_u, pi_l, pi_u, tau2_se, tau2_l, "
		+ "tau2_u, q, q_p, i2, h, i2_tau2, h2_tau2, i2_l, i2_u, h2_l, h2_u, k, reason or all";

	private static final SmallStudies STUDIES = SmallStudies.of(3, 4, 3, 2);
	private static final double[][] ELSEWHERE = { { 2, 0, 0, 0 }, { 0, 2, 0, 0 }, { 0, 0, 2, 0 },
		{ 0, 0, 0, 1 } };

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void unknownTitle() {
		show("my v", STUDIES.variances());

		assertRefused("effects=[my y] variances=[my v]",
			"Effects: got 'my y', wanted the title of an open image or the path of a file; open images: my v");
	}

	@Test
	void unknownTitleOfTheMask() throws IOException {
		assertRefused(table() + " mask=brain",
			"Mask: got 'brain', wanted the title of an open image or the path of a file; open images: none");
	}

	@Test
	void noInput() {
		assertRefused("minimumstudies=3", "Studies: got none, wanted a study table, or effects and variances");
	}

	@Test
	void effectsOrVariancesAlone() {
		show("y", STUDIES.effects());

		assertRefused("effects=y", "Studies: got effects without variances, wanted a study table, or effects and"
			+ " variances");
		assertRefused("variances=y", "Studies: got variances without effects, wanted a study table, or effects and"
			+ " variances");
	}

	@Test
	void tableAndStacks() throws IOException {
		show("y", STUDIES.effects());

		show("v", STUDIES.variances());

		assertRefused(table() + " effects=y",
			"Studies: got effects without variances, wanted a study table, or effects and variances");
		assertRefused(table() + " effects=y variances=v",
			"Studies: got the column beta in the study table, and stacks of maps; wanted the maps in one of them");
	}

	@Test
	void stacksOfDifferentSize() {
		final SmallStudies smaller = SmallStudies.of(3, 4, 3, 1);
		show("y", STUDIES.effects());
		smaller.frames("v", smaller.variances(), 32).show();

		final String message = refuse("effects=y variances=v");

		assertEquals(List.of( //
			"Images: 3 of 6 are on another grid than 'y (study 1)' (4x3x2, no affine); resample them first:",
			"v (study 1)\tsize 4x3, wanted 4x3x2", "v (study 2)\tsize 4x3, wanted 4x3x2",
			"v (study 3)\tsize 4x3, wanted 4x3x2"), message.lines().toList());
	}

	@Test
	void unequalNumbersOfMaps() {
		show("y", STUDIES.effects());
		show("v", Arrays.copyOf(STUDIES.variances(), 2));

		assertRefused("effects=y variances=v", "Variances: got 2 maps, wanted 3, one for each effect map");
	}

	@Test
	void studyOfAnotherSize() throws IOException {
		final Path table = STUDIES.write(folder);
		final SmallStudies longer = SmallStudies.of(1, 4, 3, 5);
		longer.writeMap(folder.resolve("beta-2.nii.gz"), longer.effects()[0]);

		final String message = refuse("resample=never studies=[" + table + "]");

		final List<String> lines = message.lines().toList();
		assertEquals(2, lines.size());
		assertTrue(lines.get(0).startsWith("Images: 1 of 6 are on another grid than 'study 1 (beta-1.nii.gz)' ("),
			message);
		assertEquals("study 2 (beta-2.nii.gz)\tsize 4x3x5, wanted 4x3x2", lines.get(1));
	}

	@Test
	void studyWithAnotherAffine() throws IOException {
		final Path table = STUDIES.write(folder);
		STUDIES.withAffine(ELSEWHERE).writeMap(folder.resolve("varcope-3.nii.gz"), STUDIES.variances()[2]);

		assertRefused("resample=never studies=[" + table + "]", "Images: 1 of 6 are on another grid",
			"study 3 (varcope-3.nii.gz)\taffine [2.000 0.000 0.000 0.000]", "wanted [-2.000 0.000 0.000 90.00]");
	}

	@Test
	void maskOfAnotherSizeOrPlace() throws IOException {
		final SmallStudies smaller = SmallStudies.of(1, 4, 3, 1);
		final Path small = smaller.writeMap(folder.resolve("small.nii"), smaller.effects()[0]);
		final Path away = STUDIES.withAffine(ELSEWHERE).writeMap(folder.resolve("away.nii"), STUDIES.effects()[0]);

		assertRefused(table() + " resample=never mask=" + small,
			"Images: 1 of 7 are on another grid than 'study 1 (beta-1.nii.gz)'",
			small + " (mask)\tsize 4x3, wanted 4x3x2");
		assertRefused(table() + " resample=never mask=" + away, away + " (mask)\taffine [2.000 0.000 0.000 0.000]");
	}

	@Test
	void anUnknownResampling() throws IOException {
		assertRefused(table() + " resample=cubic",
			"Resample: got 'cubic', wanted linear, nearest, continuous or never");
	}

	@Test
	void studiesThatLieOutsideTheMask() throws IOException {
		final Path away = STUDIES.withAffine(ELSEWHERE).writeMap(folder.resolve("away.nii"), STUDIES.effects()[0]);

		assertRefused(table() + " mask=" + away, "Resampling: got 6 images that lie wholly outside the grid of '" + away
			+ " (mask)' (4x3x2, [2.000 0.000 0.000 0.000]", "study 2 (varcope-2.nii.gz)\tx reversed; centre ");
	}

	@Test
	void emptyMask() throws IOException {
		final Path mask = STUDIES.writeMap(folder.resolve("empty.nii"), new float[24]);

		assertRefused(table() + " mask=" + mask, "Mask '" + mask
			+ "': got 0 of 24 voxels, wanted at least 1 that is not"
			+ " 0");
	}

	@Test
	void mapsWithoutAnyValue() throws IOException {
		final SmallStudies empty = STUDIES.withEffects(y -> Double.NaN);

		assertRefused("studies=[" + empty.write(folder) + "]",
			"Studies: got no voxel of 4x3x2 that is valid in any of 3"
			+ " studies, wanted effects that are finite and not 0, and variances above 0");
	}

	@Test
	void onlyNegativeVariances() throws IOException {
		final SmallStudies negative = STUDIES.withVariances(v -> -v);
		final Path mask = STUDIES.writeMap(folder.resolve("mask.nii"), STUDIES.effects()[0]);
		final String table = "studies=[" + negative.write(folder) + "]";

		assertRefused(table, "Studies: got no voxel of 4x3x2 that is valid in any of 3 studies",
			"variances above 0",
			"study 1 (varcope-1.nii.gz): 24 of 24 voxels have a negative variance");
		assertRefused(table + " mask=" + mask,
			"Fit: got a result in none of 24 voxels of 3 studies: 24 too few studies",
			"study 3 (varcope-3.nii.gz): 24 of 24 voxels have a negative variance");
	}

	@Test
	void noVoxelIsInAllStudies() throws IOException {
		final SmallStudies studies = STUDIES.withEffects(y -> y);
		for (int j = 0; j < 24; j++)
			studies.effects()[j % 3][j] = Float.NaN;

		assertRefused("studies=[" + studies.write(folder) + "]",
			"Fit: got a result in none of 24 voxels of 3 studies: 24 missing in some study (aggressive mask)");
	}

	@Test
	void oneStudy() throws IOException {
		assertRefused("studies=[" + SmallStudies.of(1, 4, 3).write(folder) + "]",
			"Studies: got 1, wanted 2 or more");
	}

	@Test
	void minimumStudiesOutOfRange() throws IOException {
		assertRefused(table() + " minimumstudies=1", "Minimum studies: got 1, wanted 2 or more");
		assertRefused(table() + " minimumstudies=4", "Studies: got 3, wanted 4 or more");
		// what SciJava makes of text
		assertRefused(table() + " minimumstudies=few", "Minimum studies: got 0, wanted 2 or more");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '"', value = {
		"adjustment=HKSJ; Adjustment: got 'HKSJ', wanted Wald, Knapp-Hartung, Knapp-Hartung-conservative",
		"maps=[z, t]; Maps: got 't', wanted any of " + MAPS,
		"maps=[ ]; Maps: got none, wanted any of " + MAPS,
		"studyaxis=S; Study axis: got 'S', wanted Auto, T, C or Z",
		"groups=labs; Groups: got 'labs', wanted auto, none, or one of the table's columns 'n'",
		"robust=CR2; Robust: got 'CR2', wanted clubsandwich, pymare",
		"weightscheme=mean; Weight scheme: got 'mean', wanted individual, rescale, collapse",
		"rho=0,8; Rho: got '0,8', wanted a number (with a decimal point)",
		"rho=1.5; Rho: got 1.5, wanted 0 to 1",
		"level=95; Level: got 95.0, wanted a number between 0 and 1, such as 0.95",
		"level=high; Level: got 'high', wanted a number (with a decimal point)",
		"prediction=none; Prediction interval: got 'none', wanted metafor, Higgins" })
	void unknownChoice(final String key, final String message) throws IOException {
		assertRefused(table() + " " + key, message);
	}

	@Test
	void missingTable() {
		final Path table = folder.resolve("no such.tsv");

		assertRefused("studies=[" + table + "]", table + ": ", "no such file");
	}

	@Test
	void tableWithoutAUsableStudy() throws IOException {
		final Path table = Files.writeString(folder.resolve("studies.csv"),
			"study,beta,varcope\nA,,v.nii\nB,y.nii,\n");

		assertRefused("studies=" + table, table + ": got 0 usable of 2 studies, wanted at least 1",
			"line 2, A: no beta", "line 3, B: no varcope or se");
	}

	@Test
	void tableThatNamesMissingFiles() throws IOException {
		final String table = table();
		Files.delete(folder.resolve("beta-2.nii.gz"));

		assertRefused(table, "line 3, column 'beta': got '" + folder.resolve("beta-2.nii.gz")
			+ "', wanted an image file"
			+ " (there is no such file)");
	}

	@Test
	void truncatedFile() throws IOException {
		final String table = table();
		final Path file = folder.resolve("varcope-2.nii.gz");
		final byte[] bytes = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(bytes, bytes.length - 40));

		assertRefused(table + " dropinvalid=false", folder.resolve("studies.tsv")
			+ ": cannot read the maps of 1 of 3 studies (dropInvalid=true would drop these):", "line 3, study 2: " + file
				+ ": truncated");
	}

	@Test
	void textFileNamedNifti() throws IOException {
		final String table = table();
		final Path file = Files.writeString(folder.resolve("beta-3.nii.gz"), "This is no image, but some text.");

		assertRefused(table + " dropinvalid=false", file + ": not a NIfTI file: got", "nor is it gzip, in spite of its name");
	}

	@Test
	void emptyFile() throws IOException {
		final String table = table();
		final Path file = Files.write(folder.resolve("beta-3.nii.gz"), new byte[0]);

		assertRefused(table + " dropinvalid=false", file + ": not a NIfTI file: got an empty file");
	}

	@Test
	void truncatedFilesThatLeaveTooFewStudies() throws IOException {
		final String table = table();
		for (final int k : List.of(1, 3))
			Files.write(folder.resolve("beta-" + k + ".nii.gz"), new byte[] { 1, 2 });

		assertRefused(table + " dropinvalid=true", "Studies: got 1, wanted 2 or more", "Left out study 1: " + folder
			.resolve("beta-1.nii.gz") + ": not a NIfTI file", "Left out study 3: ");
	}

	@Test
	void noFileCanBeRead() throws IOException {
		final String table = table();
		for (int k = 1; k <= STUDIES.studies(); k++)
			Files.write(folder.resolve("beta-" + k + ".nii.gz"), new byte[] { 1, 2 });

		assertRefused(table + " dropinvalid=true", folder.resolve("studies.tsv")
			+ ": got 0 usable of 3 studies, wanted at least 1:", "line 2, study 1: " + folder.resolve("beta-1.nii.gz"),
			"line 4, study 3: ");
	}

	@Test
	void fileThatImageJCannotRead() throws IOException {
		final Path file = Files.writeString(folder.resolve("v.tif"), "This is no image, but some text.");
		show("y", STUDIES.effects());

		assertRefused("effects=y variances=" + file, file
			+ ": ImageJ cannot read this file, wanted a NIfTI, TIFF or"
			+ " other image that it opens");
	}

	/** ImageJ ends the macro here, with a message of its own. */
	@Test
	void fileOfNoKnownKind() throws IOException {
		final Path file = Files.write(folder.resolve("v.tif"), new byte[] { 1, 2, 3 });
		show("y", STUDIES.effects());

		final FijiRun run = fiji.runMacro(macro("effects=y variances=" + file) + "print('after');");

		assertEquals(file + ": ImageJ cannot read this file, wanted a NIfTI, TIFF or other image that it opens",
			run.log(LogLevel.ERROR).get(0));
		assertTrue(run.macroError().orElseThrow().contains("Unsupported format"), run.console());
		assertEquals(List.of(), files(output()));
	}

	@Test
	void colourImage() {
		new ImagePlus("photo", new ColorProcessor(4, 3)).show();
		show("v", STUDIES.variances());

		assertRefused("effects=photo variances=v", "Effects: Image 'photo' is RGB, wanted 8-bit, 16-bit or 32-bit");
		assertRefused("effects=v variances=v mask=photo", "Mask: Image 'photo' is RGB");
	}

	@Test
	void outputThatIsAFile() throws IOException {
		final Path file = Files.writeString(output(), "keep me");

		final FijiRun run = fiji.runMacro(macro(table()));

		assertEquals(List.of("Output: " + file + " is a file, wanted a folder"), run.cancellations());
		assertEquals(run.cancellations(), run.log(LogLevel.ERROR));
		assertEquals("keep me", Files.readString(file));
	}

	@Test
	void outputBelowAFile() throws IOException {
		final Path file = Files.writeString(folder.resolve("file"), "keep me");
		final Path output = file.resolve("results");

		final FijiRun run = fiji.runMacro("run('DerSimonian-Laird...', '" + table() + " output=[" + output
			+ "]');");

		final String message = run.cancellations().get(0);
		assertTrue(message.startsWith("Output: cannot write to folder " + output + ": "), message);
		assertEquals(run.cancellations(), run.log(LogLevel.ERROR));
		assertEquals("keep me", Files.readString(file));
	}

	@Test
	void javaProgramsGetAnExceptionWithTheMessage() throws IOException {
		final CommandService commands = fiji.context().service(CommandService.class);

		final Map<String, Object> inputs = Map.of("studies", STUDIES.write(folder).toFile(), "maps", "t");

		final FijiRun run = fiji.runCommand(DerSimonianLairdCommand.class, inputs);
		final Future<?> direct = commands.run(DerSimonianLairdCommand.class, true, inputs);
		final ExecutionException thrown = assertThrows(ExecutionException.class, direct::get);

		final String message = "Maps: got 't', wanted any of " + MAPS;
		assertEquals(message, run.log(LogLevel.ERROR).get(0));
		assertEquals(message, run.exceptions().get(0).getMessage());
		assertEquals(message, thrown.getCause().getCause().getMessage());
	}

	@Test
	void macroGoesOnWithItsImages() {
		final FijiRun run = fiji.runMacro("newImage('own', '8-bit black', 2, 2, 1);" + macro("")
			+ "print(getTitle());");

		assertEquals(List.of("own"), run.printed());
		assertTrue(run.exceptions().isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "reading maps", "fitting voxels", "writing maps" })
	void runCancelledAtAStageLeavesTheOutputAsItWas(final String stage) throws IOException {
		final Path earlier = Files.writeString(Files.createDirectory(output()).resolve("z.nii.gz"), "earlier");
		final StudyInputs inputs = StudyInputs.ofTable(STUDIES.write(folder), DerSimonianLaird.withDefaults()
			.needs(), true);
		final EstimatorRun run = EstimatorRun.of(DerSimonianLaird.withDefaults()).withOutput(output());

		final String message = assertThrows(CancellationException.class, () -> run.run(inputs, null, "test",
			(now, done, total) -> !now.equals(stage) || done < 1)).getMessage();

		assertTrue(message.matches("Cancelled while " + stage + " \\(\\d+ of \\d+\\)"), message);
		assertEquals("earlier", Files.readString(earlier));
		assertEquals(List.of("z.nii.gz"), files(output()));
	}

	@Test
	void escapeStopsTheCommand() {
		watched(STUDIES.effects(), () -> IJ.setKeyDown(KeyEvent.VK_ESCAPE)).show();
		show("v", STUDIES.variances());

		final String message = stopped("effects=watched variances=v", LogLevel.INFO);

		assertTrue(message.matches("Cancelled while (reading maps|fitting voxels) \\(\\d+ of \\d+\\)"), message);
	}

	@Test
	void escapePressedBeforeTheCommandDoesNotStopIt() throws IOException {
		IJ.setKeyDown(KeyEvent.VK_ESCAPE);

		fiji.runMacro(macro(table())).clean();
	}

	@Test
	void cancellingTheModuleStopsTheCommand() throws ModuleException {
		final Module module = fiji.context().service(CommandService.class).getCommand(DerSimonianLairdCommand.class)
			.createModule();
		final Cancelable command = (Cancelable) module.getDelegateObject();
		final ImagePlus effects = watched(STUDIES.effects(), () -> command.cancel("not needed any more"));
		final Map<String, Object> inputs = Map.of("effects", effects, "variances", STUDIES.frames("v",
			STUDIES.variances(), 32), "output", output().toFile());

		final Future<Module> running = fiji.context().service(ModuleService.class).run(module, true, inputs);
		final String message = assertThrows(ExecutionException.class,
			running::get).getCause().getCause().getMessage();

		assertTrue(message.startsWith("Cancelled while "), message);
		assertEquals(List.of(), files(output()));
		assertEquals(List.of(), fiji.images());
	}

	/** Asserts that a macro's call is refused by one message with these parts. */
	private void assertRefused(final String keys, final String... parts) {
		final String message = refuse(keys);
		for (final String part : parts)
			assertTrue(message.contains(part), "wanted: " + part + "\ngot: " + message);
	}

	/** The message by which a macro's call is refused. */
	private String refuse(final String keys) {
		return stopped(keys, LogLevel.ERROR);
	}

	/** The message by which a macro's call ends, logged at a level, after a look at all that it may not leave behind. */
	private String stopped(final String keys, final int level) {
		final List<ImagePlus> before = fiji.images();
		final FijiRun run = fiji.runMacro(macro(keys));
		assertEquals(1, run.cancellations().size(), run.console());
		assertEquals(run.cancellations(), run.log(level));
		assertEquals(List.of(), run.exceptions());
		assertEquals(List.of(), run.log(level == LogLevel.ERROR ? LogLevel.INFO : LogLevel.ERROR));
		assertEquals(before, fiji.images());
		assertEquals(0, fiji.results().size());
		assertEquals(List.of(), files(output()));
		return run.cancellations().get(0);
	}

	private String macro(final String keys) {
		return "run('DerSimonian-Laird...', '" + keys + " output=[" + output() + "]');";
	}

	private String table() throws IOException {
		return "studies=[" + STUDIES.write(folder) + "]";
	}

	private Path output() {
		return folder.resolve("results");
	}

	private static List<String> files(final Path folder) {
		final String[] files = folder.toFile().list();
		return files == null ? List.of() : Stream.of(files).sorted().toList();
	}

	private static void show(final String title, final float[][] maps) {
		STUDIES.frames(title, maps, 32).show();
	}

	/** A stack that does something whenever a plane is read, once the image has been made. */
	private static ImagePlus watched(final float[][] maps, final Runnable onRead) {
		final AtomicBoolean made = new AtomicBoolean();
		final ImagePlus inMemory = STUDIES.frames("watched", maps, 32);
		final ImageStack planes = inMemory.getStack();
		final VirtualStack stack = new VirtualStack(planes.getWidth(), planes.getHeight(), null, null) {

			@Override
			public ImageProcessor getProcessor(final int n) {
				if (made.get()) onRead.run();
				return planes.getProcessor(n);
			}

			@Override
			public int getBitDepth() {
				return 32;
			}

			@Override
			public int getSize() {
				return planes.size();
			}
		};
		final ImagePlus image = new ImagePlus("watched", stack);
		image.setDimensions(1, inMemory.getNSlices(), inMemory.getNFrames());
		image.setOpenAsHyperStack(true);
		made.set(true);
		return image;
	}
}
