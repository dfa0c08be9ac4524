package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.command.MapAssertions.assertMap;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.log.LogLevel;
import org.voxmeta.PlainMetaRegression;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fiji.RecordedCall;
import org.voxmeta.stats.kernel.NormalTail;

import ij.ImagePlus;

/**
 * Meta-regression by the command's keys: the maps are those of the plain formula with the whole design
 * matrix.
 */
class ModeratorKeysTest {

	private static final String LABEL = "DerSimonian-Laird...";
	private static final double FLOAT = 1e-6;

	/** Voxel 0 is in no study, the others are missing in 0 to 5 of them. */
	private static final SmallStudies STUDIES = SmallStudies.of(8, 4, 3, 2).withHoles();

	private static final List<String> AGE = List.of("31", "45", "28.5", "60", "52", "39", "41", "70");
	private static final List<String> DRUG = List.of("b", "a", "b", "placebo", "a", "placebo", "b", "b");
	private static final String[] DRUGS = { "drug-a", "drug-b" };

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void everyCoefficientHasItsMaps() throws IOException {
		run("moderators=age,drug(placebo) maps=est,se,z,p,tau2,dof");

		assertEquals(List.of("z_intercept", "z_age", "z_drug-a", "z_drug-b"), titles().subList(0, 4));
		assertEquals(4 * 5 + 1, titles().size());
		final String[] names = { "intercept", "age", DRUGS[0], DRUGS[1] };
		for (int p = 0; p < 4; p++) {
			final double[] weights = new double[4];
			weights[p] = 1;
			assertTerm(names[p], weights, 8);
		}
		assertMap(plain(8, fit -> fit.tau2), fiji.image("tau2"), FLOAT);
		assertMap(plain(8, fit -> 4), fiji.image("dof_age"), FLOAT);
	}

	@Test
	void everyVoxelIsFittedWithTheStudiesItHas() throws IOException {
		run("moderators=age,drug(placebo) maps=est,se,z,p,reason,k aggressivemask=false minimumstudies=5");

		assertTerm("age", new double[] { 0, 1, 0, 0 }, 5);
		assertTerm("drug-b", new double[] { 0, 0, 0, 1 }, 5);
		final double[] reason = MapAssertions.values(fiji.image("reason"));
		assertTrue(Arrays.stream(reason).anyMatch(code -> code == 5),
			"both studies of a level are missing somewhere");
		final double[] k = MapAssertions.values(fiji.image("k"));
		assertTrue(Arrays.stream(k).anyMatch(n -> n == 8) && Arrays.stream(k).anyMatch(n -> n > 4 && n < 8));
	}

	@Test
	void voxelsWhoseStudiesCannotTellTheLevelsApartSayWhy() throws IOException {
		final SmallStudies studies = SmallStudies.of(8, 4, 3);
		// voxel 5 lacks both studies of drug a, voxel 7 only one of them, voxel 2 all but three studies
		for (final int k : List.of(1, 4))
			studies.effects()[k][5] = Float.NaN;
		studies.effects()[4][7] = 0;
		for (final int k : List.of(0, 1, 2, 3, 4))
			studies.variances()[k][2] = -1;

		fiji.runMacro(macro(write(studies), "moderators=age,drug aggressivemask=false maps=reason,z")).clean();

		final double[] wanted = new double[12];
		wanted[5] = wanted[2] = 5;
		assertArrayEquals(wanted, MapAssertions.values(fiji.image("reason")));
		for (int j = 0; j < 12; j++)
			assertEquals(wanted[j] > 0, Double.isNaN(MapAssertions.values(fiji.image("z_age"))[j]));
		assertEquals(2, fiji.results().getValue("moderators not separable", 0));
		assertEquals(10, fiji.results().getValue("fitted", 0));
	}

	@Test
	void contrastsAndPredictionsHaveTheirMaps() throws IOException {
		run("moderators=age,drug(placebo) contrast=[0,0,1,-1; 1,50,0,0] predict=40,placebo;60.5,b maps=est,se,z,p");

		assertTerm("contrast1", new double[] { 0, 0, 1, -1 }, 8);
		assertTerm("contrast2", new double[] { 1, 50, 0, 0 }, 8);
		assertTerm("predict1", new double[] { 1, 40, 0, 0 }, 8);
		assertTerm("predict2", new double[] { 1, 60.5, 0, 1 }, 8);
	}

	@Test
	void centringMovesOnlyTheIntercept() throws IOException {
		run("moderators=age centre=true predict=40 maps=est");
		final double mean = AGE.stream().mapToDouble(Double::parseDouble).average().orElseThrow();

		final double[][] design = design(k -> new double[] { 1, age(k) });
		assertMap(plain(8, design, fit -> fit.estimate(1, mean)), fiji.image("est_intercept"), FLOAT);
		assertMap(plain(8, design, fit -> fit.estimate(0, 1)), fiji.image("est_age"), FLOAT);
		assertMap(plain(8, design, fit -> fit.estimate(1, 40)), fiji.image("est_predict1"), FLOAT);
	}

	@Test
	void withoutAnInterceptEveryLevelHasItsMean() throws IOException {
		run("moderators=drug intercept=false maps=est,se");

		assertEquals(List.of("est_drug-a", "est_drug-b", "est_drug-placebo", "se_drug-a", "se_drug-b",
			"se_drug-placebo"), titles());
		final double[][] design = design(k -> new double[] { 1, is(k, "a"), is(k, "b") });
		assertMap(plain(8, design, fit -> fit.estimate(1, 0, 0)), fiji.image("est_drug-placebo"), FLOAT);
		assertMap(plain(8, design, fit -> fit.estimate(1, 0, 1)), fiji.image("est_drug-b"), FLOAT);
		assertMap(plain(8, design, fit -> fit.standardError(1, 1, 0)), fiji.image("se_drug-a"), FLOAT);
	}

	@Test
	void singleMapsAreTheOutputsOfTheirName() throws IOException {
		final FijiRun run = run("moderators=age maps=z_age,tau2");

		assertEquals(List.of("z_age", "tau2"), titles());
		final Map<?, ?> images = (Map<?, ?>) run.output("images");
		assertEquals(List.of("z_age", "tau2"), List.copyOf(images.keySet()));
		assertSame(fiji.image("z_age"), images.get("z_age"));
		assertSame(fiji.image("tau2"), run.output("tau2"));
		assertNull(run.output("z"));
	}

	@Test
	void logTellsHowModeratorsAreCodedWithoutWarnings() throws IOException {
		final FijiRun run = run("moderators=age,drug centre=true predict=40,b maps=z");

		assertEquals(List.of("Moderator 'age': centred at its mean, 45.8125",
			"Moderator 'drug': a factor, the reference level is 'a'; studies: 'a' in 2, 'b' in 4, 'placebo' in 2",
			"predict1: the effect at age 40, drug b",
			"With fewer than 20 studies, here 8, Wald tests reject too often; adjustment=Knapp-Hartung is advised"),
			run.log(LogLevel.INFO).subList(0, 4));
		assertEquals(List.of(), run.log(LogLevel.WARN).stream().filter(line -> !line.contains("negative"))
			.toList());
	}

	@Test
	void outputFolderHasAFileForEveryTermAndTheDesign() throws IOException {
		final Path output = folder.resolve("results");
		run("moderators=age,drug(placebo) contrast=0,0,1,-1 predict=40,b maps=z_age output=[" + output + "]");

		for (final String map : List.of("z_intercept", "est_age", "se_drug-a", "p_drug-b", "dof_contrast1",
			"logp_predict1", "tau2", "k", "reason"))
			assertTrue(Files.exists(output.resolve(map + ".nii.gz")), map);
		assertFalse(Files.exists(output.resolve("est.nii.gz")));
		final JsonObject record = JsonParser.parseString(Files.readString(output.resolve("result.json")))
			.getAsJsonObject();
		assertEquals("z_age", record.getAsJsonObject("parameters").get("maps").getAsString());
		final JsonObject design = record.getAsJsonObject("inputs").getAsJsonObject("design");
		assertEquals("[\"intercept\",\"age\",\"drug-a\",\"drug-b\"]", design.get("columns").toString());
		assertEquals("[1.0,31.0,0.0,1.0]", design.getAsJsonArray("rows").get(0).toString());
		assertEquals("placebo", design.getAsJsonArray("moderators").get(1).getAsJsonObject().get("reference")
			.getAsString());
		assertEquals("[0.0,0.0,1.0,-1.0]", design.getAsJsonObject("contrasts").get("contrast1").toString());
		assertEquals("[1.0,40.0,0.0,1.0]", design.getAsJsonObject("predictions").get("predict1").toString());
		assertTrue(record.getAsJsonArray("notes").toString().contains("reference level is 'placebo'"));
	}

	@Test
	void studiesWithoutAModeratorAreLeftOutOrRefused() throws IOException {
		final List<String> ages = AGE.stream().map(cell -> cell.equals("60") ? "n/a" : cell).toList();
		final Path table = STUDIES.writeWith(folder, Map.of("age", ages));

		final FijiRun run = fiji.runMacro(macro(table, "moderators=age maps=est")).clean();
		final FijiRun refused = fiji.runMacro(macro(table, "moderators=age maps=est dropinvalid=false"));

		assertTrue(run.log(LogLevel.WARN).contains("Left out study 4: no value in 'age'"), run.console());
		assertEquals(7, fiji.results().getValue("studies", 0));
		assertTrue(refused.cancellations().get(0).contains("line 5, study 4: no value in 'age'"),
			refused.console());
	}

	@Test
	void aTableDescribesOpenStacks() throws IOException {
		STUDIES.frames("y", STUDIES.effects(), 32).show();
		STUDIES.frames("v", STUDIES.variances(), 32).show();
		final Path table = folder.resolve("described.csv");
		Files.writeString(table, described());

		fiji.runMacro(macro(table, "effects=y variances=v moderators=age maps=est")).clean();

		assertMap(plain(8, design(k -> new double[] { 1, age(k) }), fit -> fit.estimate(0, 1)),
			fiji.image("est_age"), FLOAT);
	}

	@Test
	void recordedLineReplaysToTheSameNumbers() throws IOException {
		final FijiRun dialog = fiji.runDialog(LABEL, Map.of("studies", table().toFile(), "moderators",
			"age, drug(placebo)", "centre", true, "contrast", "0,0,1,-1; 0,1,0,0", "predict", "40, placebo;60, b",
			"maps", "z_age, est_predict2", "groups", "none")).clean();
		final RecordedCall line = dialog.recorded().get(0);
		fiji.runMacro(line.macro()).clean();

		assertEquals(List.of(), line.complaints());
		assertEquals(List.of("z_age", "est_predict2", "z_age-1", "est_predict2-1"), titles());
		for (final String map : List.of("z_age", "est_predict2"))
			assertArrayEquals(MapAssertions.values(fiji.image(map)), MapAssertions.values(fiji.image(map + "-1")));
	}

	@Test
	void macrosOfThePageOnModeratorsRun() throws IOException {
		final Path studies = Files.createDirectory(folder.resolve("my-studies"));
		STUDIES.writeWith(studies, Map.of("age", AGE, "drug", DRUG.stream().map(drug -> drug.equals("a")
			? "ketamine" : drug).toList()));
		Files.writeString(studies.resolve("ages.csv"), described());
		STUDIES.frames("my effects", STUDIES.effects(), 32).show();
		STUDIES.frames("my variances", STUDIES.variances(), 32).show();
		final List<String> macros = Pattern.compile("(?ms)^```ijm\n(.*?)^```$").matcher(Files.readString(Path
			.of("docs", "moderators.md"))).results().map(block -> block.group(1).replace("my-studies",
			studies.toString().replace('\\', '/'))).toList();

		for (final String macro : macros)
			fiji.runMacro(macro).clean();

		assertEquals(3, macros.size());
		assertTrue(titles().containsAll(List.of("z_age", "p_contrast1", "est_age", "z_predict2", "se_age")),
			titles().toString());
	}

	@Test
	void scriptGetsTheMapsByName() throws IOException {
		final Path script = folder.resolve("regression.groovy");
		Files.writeString(script, """
			#@ File studies
			#@ CommandService commands
			#@output ij.ImagePlus slope
			import org.voxmeta.command.DerSimonianLairdCommand
			def run = commands.run(DerSimonianLairdCommand, true,
				[studies: studies, moderators: 'age', adjustment: 'Knapp-Hartung', maps: 'est']).get()
			slope = run.getOutput('images')['est_age']
			""");

		final FijiRun run = fiji.runScript(script, Map.of("studies", new File(table().toString()))).clean();

		assertMap(plain(8, design(k -> new double[] { 1, age(k) }), fit -> fit.estimate(0, 1)),
			(ImagePlus) run.output("slope"), FLOAT);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"moderators=weight | Moderators: got 'weight', wanted any of the table's columns 'n', 'age', 'drug'",
		"moderators=drug(c) | Moderators: got 'c' as the reference level of 'drug', wanted one of 'a', 'b', 'placebo'",
		"moderators=age,age | Moderators: got 'age' twice, wanted it once",
		"moderators=age contrast=0,1,0 | Contrast: got '0,1,0' with 3 numbers, wanted 2, one for each coefficient:"
			+ " 'intercept', 'age'",
		"moderators=age contrast=a,b | Contrast: got 'a' in 'a,b', wanted a number",
		"moderators=age predict=40,b | Prediction: got '40,b' with 2 values, wanted 1, one for each moderator: 'age'",
		"moderators=drug predict=c | Prediction: got 'c' for 'drug', wanted one of its levels 'a', 'b', 'placebo'",
		"contrast=1 | Contrast: got '1', but no moderators", //
		"predict=40 | Prediction: got '40', but no moderators",
		"intercept=false | Intercept: got false without moderators, wanted one or the other",
		"moderators=age maps=z_drug | Maps: got 'z_drug', wanted any of z, p, est, se, tau2, dof, logp, ci_l,"
			+ " ci_u, tau2_se, tau2_l, tau2_u, q, q_p, i2, h, i2_tau2, h2_tau2, i2_l, i2_u, h2_l, h2_u, qm, qm_p, r2, k,"
			+ " reason or all; of one term: z_intercept, z_age, and so on" })
	void mistakesAreOneMessage(final String keys, final String message) throws IOException {
		final FijiRun run = fiji.runMacro(macro(table(), keys));

		assertEquals(List.of(message), run.cancellations());
		assertEquals(run.cancellations(), run.log(LogLevel.ERROR));
		assertEquals(List.of(), fiji.images());
	}

	@Test
	void moderatorsThatSayTheSameAreRefused() throws IOException {
		final Path table = STUDIES.writeWith(folder, Map.of("age", AGE, "months", AGE.stream().map(age ->
			String.valueOf(12 * Double.parseDouble(age))).toList()));

		final FijiRun run = fiji.runMacro(macro(table, "moderators=age,months"));

		assertEquals(List.of(
			"Design: column 'months' follows from 'age' in these 8 studies, so their coefficients cannot be"
			+ " told apart; leave one of them out"), run.cancellations());
	}

	/** Checks est, se, z and p of a linear combination of the coefficients of age and drug(placebo). */
	private static void assertTerm(final String name, final double[] weights, final int least) {
		assertMap(plain(least, fit -> fit.estimate(weights)), fiji.image("est_" + name), FLOAT);
		assertMap(plain(least, fit -> fit.standardError(weights)), fiji.image("se_" + name), FLOAT);
		assertMap(plain(least, fit -> fit.estimate(weights) / fit.standardError(weights)), fiji.image("z_" + name),
			FLOAT);
		assertMap(plain(least, fit -> Math.exp(NormalTail.logTwoSided(fit.estimate(weights) / fit.standardError(
			weights)))), fiji.image("p_" + name), FLOAT);
	}

	private static double[] plain(final int least, final ToDoubleFunction<PlainMetaRegression> value) {
		return plain(least, design(k -> new double[] { 1, age(k), is(k, "a"), is(k, "b") }), value);
	}

	/**
	 * A map by the plain formula, NaN where fewer studies than the least have the voxel, or cannot tell levels
	 * apart.
	 */
	private static double[] plain(final int least, final double[][] design,
		final ToDoubleFunction<PlainMetaRegression> value)
	{
		return IntStream.range(0, STUDIES.voxels()).mapToDouble(j -> {
			final double[] y = IntStream.range(0, 8).mapToDouble(k -> STUDIES.effects()[k][j]).toArray();
			final double[] v = IntStream.range(0, 8).mapToDouble(k -> STUDIES.variances()[k][j]).toArray();
			final PlainMetaRegression fit = new PlainMetaRegression(y, v, design);
			return fit.k < least || fit.isSingular() ? Double.NaN : value.applyAsDouble(fit);
		}).toArray();
	}

	private static double[][] design(final IntFunction<double[]> row) {
		return IntStream.range(0, 8).mapToObj(row).toArray(double[][]::new);
	}

	/** A table of the studies' ages, without maps. */
	private static String described() {
		return "study,age\n" + IntStream.range(0, 8).mapToObj(k -> "s" + k + "," + AGE.get(k)).collect(Collectors
			.joining("\n"));
	}

	private static double age(final int k) {
		return Double.parseDouble(AGE.get(k));
	}

	private static double is(final int k, final String drug) {
		return DRUG.get(k).equals(drug) ? 1 : 0;
	}

	private static List<String> titles() {
		return fiji.images().stream().map(ImagePlus::getTitle).toList();
	}

	private FijiRun run(final String keys) throws IOException {
		return fiji.runMacro(macro(table(), keys)).clean();
	}

	private static String macro(final Path table, final String keys) {
		return "run('" + LABEL + "', 'studies=[" + table + "] " + keys + "');";
	}

	private Path table() throws IOException {
		return write(STUDIES);
	}

	private Path write(final SmallStudies studies) throws IOException {
		return studies.writeWith(folder, new TreeMap<>(Map.of("age", AGE, "drug", DRUG)));
	}
}
