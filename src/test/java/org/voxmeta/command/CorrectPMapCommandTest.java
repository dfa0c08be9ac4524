package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.command.MapAssertions.assertMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import ij.ImagePlus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fiji.RecordedCall;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.stats.correction.Correction;
import org.voxmeta.stats.effectsize.Conversions;

class CorrectPMapCommandTest {

	private static final String LABEL = "Correct p Map...";
	private static final SmallStudies STUDIES = SmallStudies.of(6, 4, 3, 2);
	/** Maps are shown in single precision. */
	private static final double FLOAT = 1e-6;

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void aMacroCorrectsAnOpenMap() {
		final float[] z = scaled(3);
		STUDIES.image("my z", z).show();

		final FijiRun run = fiji.runMacro(macro("input=[my z] correction=holm")).clean();

		final double[] wanted = adjusted(z, Correction.HOLM);
		assertMap(Arrays.stream(wanted).map(Math::exp).toArray(), fiji.image("p_holm"), FLOAT);
		assertMap(Arrays.stream(wanted).map(p -> 0 - p / Math.log(10)).toArray(), fiji.image("logp_holm"), FLOAT);
		assertMap(IntStream.range(0, 24).mapToDouble(j -> Math.signum(z[j]) * Conversions.zOfP(Math.exp(wanted[j])))
			.toArray(), fiji.image("z_holm"), FLOAT);
		assertSame(fiji.image("p_holm"), run.output("p"));
		assertSame(fiji.image("z_holm"), run.output("z"));
		assertSame(fiji.image("logp_holm"), run.output("logp"));
		assertNull(run.output("est"));
		assertEquals(4, fiji.images().size());
		assertEquals(List.of(), run.log(LogLevel.WARN));
		final long surviving = Arrays.stream(wanted).filter(p -> p <= Math.log(0.05)).count();
		assertTrue(run.log(LogLevel.INFO).containsAll(List.of("'my z' is taken for a map of z, as its name tells",
			"Holm of 'my z': " + surviving + " of 24 tests survive at 0.05")), run.console());
		assertTrue(surviving > 0 && surviving < 24);
	}

	@Test
	void theOutcomeIsARowOfTheResults() {
		STUDIES.image("z", scaled(3)).show();

		final FijiRun run = fiji.runMacro(macro("correction=bonferroni alpha=0.1")
			+ "print(nResults, getResultString('correction', 0), getResult('tests', 0), getResult('surviving', 0));")
			.clean();

		final long surviving = Arrays.stream(adjusted(scaled(3), Correction.BONFERRONI))
			.filter(p -> p <= Math.log(0.1)).count();
		assertEquals(List.of("1 bonferroni 24 " + surviving), run.printed());
	}

	@Test
	void theEstimateIsShownWhereItSurvives() {
		final float[] z = scaled(3);
		final float[] p = new float[24];
		for (int j = 0; j < p.length; j++)
			p[j] = (float) Conversions.pOfZ(z[j]);
		STUDIES.image("p", p).show();
		STUDIES.image("effect", STUDIES.effects()[0]).show();

		fiji.runMacro(macro("input=p estimate=effect correction=fdr_bh alpha=0.02")).clean();

		final double[] wanted = adjusted(z, Correction.FDR_BH);
		assertMap(IntStream.range(0, 24).mapToDouble(j -> wanted[j] <= Math.log(0.02) ? STUDIES.effects()[0][j]
			: Double.NaN).toArray(), fiji.image("est_fdr_bh"), 0);
		assertMap(IntStream.range(0, 24).mapToDouble(j -> Math.signum(z[j]) * Conversions.zOfP(Math.exp(wanted[j])))
			.toArray(), fiji.image("z_fdr_bh"), 1e-5);
	}

	@Test
	void mapsOfAFitAreCorrectedBesideThem() throws IOException {
		final Path table = STUDIES.write(folder.resolve("studies"));
		final Path maps = folder.resolve("my maps");
		fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + table + "] maps=z output=[" + maps + "]');")
			.clean();

		final FijiRun run = fiji.runMacro(macro("result=[" + maps + "] correction=fdr_by alpha=0.5")).clean();

		for (final String name : List.of("p", "z", "logp", "est")) {
			final ImagePlus file = NiftiImages.toImagePlus(NiftiReader.read(maps.resolve(name + "_fdr_by.nii.gz")),
				"file");
			assertTrue(Arrays.equals(MapAssertions.values(fiji.image(name + "_fdr_by")), MapAssertions.values(file)),
				name);
			assertSame(fiji.image(name + "_fdr_by"), run.output(name));
		}
		assertTrue(Files.exists(maps.resolve("correction_fdr_by.json")));
		assertTrue(run.log(LogLevel.INFO).contains("VoxMeta: wrote 5 files to " + maps), run.console());
	}

	@Test
	void calibrationIsThatOfTheInput() {
		final ImagePlus z = STUDIES.image("z", scaled(3));
		z.getCalibration().pixelWidth = 0.3;
		z.getCalibration().setUnit("pixel");
		z.show();

		fiji.runMacro(macro("input=z")).clean();

		assertEquals(0.3, fiji.image("z_fdr_bh").getCalibration().pixelWidth);
		assertEquals("pixel", fiji.image("logp_fdr_bh").getCalibration().getUnit());
	}

	@Test
	void aZeroBackgroundIsWarnedOfUnlessThereIsAMask() throws IOException {
		final float[] z = scaled(3);
		Arrays.fill(z, 0, 6, 0);
		STUDIES.image("z", z).show();
		final float[] inside = new float[24];
		Arrays.fill(inside, 6, 24, 1);
		final Path mask = STUDIES.writeMap(folder.resolve("mask.nii"), inside);

		final FijiRun whole = fiji.runMacro(macro("input=z")).clean();
		final FijiRun masked = fiji.runMacro(macro("input=z mask=" + mask)).clean();

		assertEquals(
			List.of("'z': 6 of 24 voxels are exactly 0 and count as tests with p = 1; if that is background,"
			+ " give a mask"), whole.log(LogLevel.WARN));
		assertEquals(List.of(), masked.log(LogLevel.WARN));
		assertTrue(Double.isNaN(MapAssertions.values(fiji.image("p_fdr_bh-1"))[5]));
	}

	@Test
	void theRecordedLineDoesTheSame() {
		STUDIES.image("my z", scaled(3)).show();

		final RecordedCall line = fiji.runDialog(LABEL, Map.of("input", ImageInput.named("my z"), "correction",
			"holm")).clean().recorded().get(0);
		fiji.runMacro(line.macro()).clean();

		assertEquals(List.of(), line.complaints());
		assertTrue(line.options().startsWith("input=[my z] kind=auto onesided=false estimate=None result="),
			line.options());
		assertTrue(Arrays.equals(MapAssertions.values(fiji.image("z_holm")), MapAssertions.values(fiji.image(
			"z_holm-1"))));
	}

	@Test
	void javaProgramsGiveImagesAndGetMaps() throws Exception {
		final Module module = fiji.context().service(CommandService.class)
			.run(CorrectPMapCommand.class, true, Map.of("input", STUDIES.image("x", scaled(3)), "kind", "z",
			"correction", "bonferroni", "output", folder.toFile())).get();

		assertMap(Arrays.stream(adjusted(scaled(3), Correction.BONFERRONI)).map(Math::exp).toArray(),
			(ImagePlus) module.getOutput("p"), FLOAT);
		assertEquals(4, folder.toFile().list().length);
	}

	@Test
	void javaProgramsGetAnExceptionWithTheMessage() {
		final String message = assertThrows(ExecutionException.class, () -> fiji.context()
			.service(CommandService.class).run(CorrectPMapCommand.class, true, "correction", "sidak").get()).getCause()
			.getCause().getMessage();

		assertEquals("Correction: got 'sidak', wanted one of bonferroni, holm, fdr_bh, fdr_by", message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { //
		"input=map; Map 'map': neither its header nor its name tells what it holds, wanted kind = p, logp, z", //
		"input=map kind=t; Kind of map: got 't', wanted p, logp, z", //
		"input=map kind=p; Map 'map': got 24 of 24 voxels with values such as 7.0, wanted p values, 0 to 1", //
		"input=map correction=fdr; Correction: got 'fdr', wanted one of bonferroni, holm, fdr_bh, fdr_by", //
		"input=map kind=z alpha=0,05; alpha: got '0,05', wanted a number (with a decimal point)", //
		"input=map kind=z alpha=5; alpha: got 5.0, wanted a number between 0 and 1", //
		"input=map kind=z term=age; term: got 'age', wanted none without a result", //
		"input=map kind=z mask=none.nii; Mask: got 'none.nii', wanted the title of an open image or the path", //
		"input=map result=here; input: got 'map', wanted none, as the result of a fit tells it", //
		"kind=z result=here; kind: got 'z', wanted none, as the result of a fit tells it", //
		"onesided=true result=here; onesided: got 'true', wanted none, as the result of a fit tells it", //
		"result=here; no such file, wanted the record of an estimator's run, result.json" })
	void mistakesAreExplained(final String keys, final String message) {
		final float[] seven = new float[24];
		Arrays.fill(seven, 7);
		STUDIES.image("map", seven).show();
		final List<ImagePlus> before = fiji.images();

		final FijiRun run = fiji.runMacro(macro(keys));

		assertEquals(1, run.cancellations().size(), run.console());
		assertEquals(run.cancellations(), run.log(LogLevel.ERROR));
		assertTrue(run.cancellations().get(0).contains(message), run.cancellations().get(0));
		assertEquals(before, fiji.images());
	}

	@Test
	void keysAreFitForMacros() {
		for (final ModuleItem<?> item : fiji.context().service(CommandService.class).getCommand(CorrectPMapCommand.class)
			.inputs())
		{
			if (item.getType() == Context.class || Service.class.isAssignableFrom(item.getType())) continue;
			assertTrue(item.getName().matches("[a-z]+"), item.getName());
			assertFalse(item.isPersisted() || item.isRequired(), item.getName());
			assertFalse(item.getLabel().isBlank() || item.getDescription().isBlank(), item.getName());
		}
		assertFalse(fiji.clashingLabels().contains(LABEL));
	}

	@Test
	void theDialogOffersEveryCorrection() {
		final ModuleItem<?> item = fiji.context().service(CommandService.class).getCommand(CorrectPMapCommand.class)
			.getInput("correction");

		assertEquals(Arrays.stream(Correction.values()).map(Correction::key).toList(), item.getChoices());
	}

	private static String macro(final String keys) {
		return "run('" + LABEL + "', '" + keys + "');";
	}

	/** The first study's effects, large enough that some are far out. */
	private static float[] scaled(final float factor) {
		final float[] z = STUDIES.effects()[0].clone();
		for (int j = 0; j < z.length; j++)
			z[j] *= factor;
		return z;
	}

	private static double[] adjusted(final float[] z, final Correction correction) {
		return correction.adjust(IntStream.range(0, z.length).mapToDouble(j -> Math.log(Conversions.pOfZ(z[j])))
			.toArray());
	}
}
