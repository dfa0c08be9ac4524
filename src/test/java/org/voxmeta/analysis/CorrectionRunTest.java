package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.Numbers;
import org.voxmeta.SmallStudies;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.stats.combination.CombinationMode;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.correction.Correction;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.effectsize.Conversions;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.task.Progress;

/** Corrections of fits and images, and the files that they leave. */
class CorrectionRunTest {

	private static final SmallStudies STUDIES = SmallStudies.of(8, 5, 4, 3).withHoles();
	private static final CorrectionRun HOLM = CorrectionRun.of(MapCorrection.of(Correction.HOLM).withAlpha(0.2));

	@TempDir
	Path folder;

	@Test
	void mapsOfAFitAreWrittenBesideThem() throws IOException {
		final Path maps = fit(DerSimonianLaird.withDefaults(), "");
		final Set<String> before = names(maps);
		final byte[] record = Files.readAllBytes(maps.resolve("result.json"));

		final CorrectionRun.Outcome got = HOLM.run(Fit.read(maps), "", "1.2.3");

		final Set<String> added = names(maps);
		added.removeAll(before);
		assertEquals(Set.of("p_holm.nii.gz", "z_holm.nii.gz", "logp_holm.nii.gz", "est_holm.nii.gz",
			"correction_holm.json"), added);
		assertEquals(added, new TreeSet<>(got.files().stream().map(file -> file.getFileName().toString())
			.toList()));
		assertArrayEquals(record, Files.readAllBytes(maps.resolve("result.json")));
		final double[] logp = values(maps.resolve("logp.nii.gz"));
		final double[] wanted = Correction.HOLM.adjust(Arrays.stream(logp).map(p -> -p * Math.log(10)).toArray());
		final double[] z = values(maps.resolve("z.nii.gz"));
		final double[] est = values(maps.resolve("est.nii.gz"));
		int thresholded = 0;
		for (int j = 0; j < logp.length; j++) {
			Numbers.assertClose(Math.exp(wanted[j]), values(maps.resolve("p_holm.nii.gz"))[j], 1e-6, "p");
			final double deviate = Math.signum(z[j]) * Conversions.zOfP(Math.exp(wanted[j]));
			assertEquals(Double.isNaN(wanted[j]) ? Double.NaN : deviate, values(maps.resolve("z_holm.nii.gz"))[j],
				1e-6);
			final boolean survives = Math.exp(wanted[j]) <= 0.2;
			assertEquals(survives ? est[j] : Double.NaN, values(maps.resolve("est_holm.nii.gz"))[j]);
			thresholded += survives ? 1 : 0;
		}
		assertTrue(thresholded > 0 && thresholded < 40, "survive: " + thresholded);
	}

	@Test
	void theRecordNamesTheFit() throws IOException {
		final Path maps = fit(DerSimonianLaird.withDefaults(), "");

		final CorrectedMaps corrected = HOLM.run(Fit.read(maps.resolve("result.json")), "", "1.2.3").terms()
			.get(0).maps();

		final JsonObject json = record(maps.resolve("correction_holm.json"));
		assertEquals("holm", json.get("correction").getAsString());
		assertEquals(0.2, json.get("alpha").getAsDouble());
		assertEquals("DerSimonian-Laird", json.getAsJsonObject("fit").get("estimator").getAsString());
		assertEquals(maps.resolve("result.json").toString(), json.getAsJsonObject("fit").get("record")
			.getAsString());
		final JsonObject tests = json.getAsJsonArray("tests").get(0).getAsJsonObject();
		assertEquals("logp", tests.get("kind").getAsString());
		assertEquals(corrected.tests(), tests.get("tests").getAsInt());
		assertEquals(corrected.surviving(), tests.get("surviving").getAsInt());
		assertEquals("p_holm.nii.gz", json.getAsJsonObject("maps").get("p_holm").getAsString());
		assertEquals("1.2.3", json.getAsJsonObject("versions").get("voxmeta").getAsString());
	}

	@Test
	void everyTermIsCorrectedByItself() throws IOException {
		final Path maps = fit(DerSimonianLaird.withDefaults(), "age");

		final CorrectionRun.Outcome got = HOLM.run(Fit.read(maps), "", "");

		assertEquals(List.of("intercept", "age"), got.terms().stream().map(CorrectionRun.Term::name).toList());
		final double[] z = values(maps.resolve("z_age.nii.gz"));
		final double[] wanted = Correction.HOLM.adjust(Arrays.stream(z).map(v -> PMapKind.Z.logP(v, false))
			.toArray());
		final double[] p = values(maps.resolve("p_age_holm.nii.gz"));
		for (int j = 0; j < z.length; j++)
			assertEquals(Math.exp(wanted[j]), p[j], 1e-6);
		assertEquals(8, record(maps.resolve("correction_holm.json")).getAsJsonObject("maps").size());
	}

	@Test
	void oneTermMayBeChosen() throws IOException {
		final Path maps = fit(DerSimonianLaird.withDefaults(), "age");
		final Fit fit = Fit.read(maps);

		final CorrectionRun.Outcome got = HOLM.run(fit, " Age ", "");

		assertEquals(List.of("age"), got.terms().stream().map(CorrectionRun.Term::name).toList());
		assertEquals("Term: got 'dose', wanted one of intercept, age", assertThrows(IllegalArgumentException.class,
			() -> HOLM.run(fit, "dose", "")).getMessage());
		final Fit mean = Fit.read(fit(DerSimonianLaird.withDefaults(), ""));
		assertEquals("Term: got 'age', wanted none, as the model has no terms", assertThrows(
			IllegalArgumentException.class, () -> HOLM.run(mean, "age", "")).getMessage());
	}

	@Test
	void oneSidedFitsAreCorrectedAsSuch() throws IOException {
		final Path maps = fit(Stouffer.withDefaults().with(CombinationMode.DIRECTED), "");
		final Fit fit = Fit.read(maps);

		final CorrectionRun.Outcome got = CorrectionRun.of(MapCorrection.of(Correction.BONFERRONI))
			.run(fit, "", "");

		assertTrue(fit.oneSided());
		assertEquals(Set.of(MapKind.P, MapKind.Z, MapKind.LOGP), got.terms().get(0).maps().kinds());
		final double[] z = values(maps.resolve("z.nii.gz"));
		final double tests = Arrays.stream(z).filter(value -> !Double.isNaN(value)).count();
		final double[] corrected = values(maps.resolve("z_bonferroni.nii.gz"));
		int positive = 0;
		for (int j = 0; j < z.length; j++) {
			final double wanted = Math.max(0, Conversions.zOfUpperP(Math.min(1, tests * Conversions.upperPOfZ(z[j]))));
			assertEquals(Double.isNaN(z[j]) ? Double.NaN : wanted, corrected[j], 1e-5);
			positive += wanted > 0 ? 1 : 0;
		}
		assertTrue(positive > 0 && positive < tests, "z above 0: " + positive);
	}

	@ParameterizedTest
	@CsvSource({ "mode, directed, true", "mode, undirected, true", "mode, concordant, false", "twosided, false, true",
		"twosided, true, false", "adjustment, Wald, false" })
	void theOptionsOfAFitTellWhetherItIsOneSided(final String option, final String value, final boolean oneSided)
		throws IOException
	{
		final Path json = folder.resolve("result.json");
		Files.writeString(json, "{\"estimator\": \"X\", \"parameters\": {\"" + option + "\": \"" + value
			+ "\", \"rho\": 0.8}, \"maps\": {}}");

		assertEquals(oneSided, Fit.read(json).oneSided());
	}

	@Test
	void imagesAreWrittenOnlyToAFolder() throws IOException {
		final InputImage p = image("p", 0.001, 0.5, 1);
		final Path target = folder.resolve("new/folder");

		assertEquals(List.of(), HOLM.run(p, null, "").files());
		assertEquals(0, folder.toFile().list().length);
		HOLM.withOutput(target).run(p, image("est", 2, 3, -4), "");

		assertEquals(Set.of("p_holm.nii.gz", "z_holm.nii.gz", "logp_holm.nii.gz", "est_holm.nii.gz",
			"correction_holm.json"), names(target));
		assertArrayEquals(new double[] { 2, Double.NaN, Double.NaN }, values(target.resolve("est_holm.nii.gz")));
		assertTrue(!record(target.resolve("correction_holm.json")).has("fit"));
	}

	@Test
	void theMaskIsUsedAndRecorded() throws IOException {
		final Path maps = fit(DerSimonianLaird.withDefaults(), "");
		final float[] half = new float[60];
		Arrays.fill(half, 0, 30, 1);
		final InputImage mask = InputImage.read(STUDIES.writeMap(folder.resolve("mask.nii"), half));

		final CorrectedMaps got = HOLM.withMask(mask).run(Fit.read(maps), "", "").terms().get(0).maps();

		final double[] logp = values(maps.resolve("logp.nii.gz"));
		assertEquals(IntStream.range(0, 30).filter(j -> !Double.isNaN(logp[j])).count(), got.tests());
		assertEquals(mask.name(), record(maps.resolve("correction_holm.json")).get("mask").getAsString());
	}

	@Test
	void anInputIsNeverReplaced() throws IOException {
		final Path file = STUDIES.writeMap(folder.resolve("z_holm.nii.gz"), new float[60]);
		final byte[] before = Files.readAllBytes(file);
		final CorrectionRun here = HOLM.withOutput(folder);
		final float[] some = new float[60];
		some[3] = 4;
		final InputImage z = InputImage.read(STUDIES.writeMap(folder.resolve("z.nii.gz"), some));
		final InputImage input = InputImage.read(file);

		final String wanted = "Output: " + file + " is an input, wanted another folder";
		assertEquals(wanted, assertThrows(IllegalArgumentException.class, () -> here.run(input, null, ""))
			.getMessage());
		assertEquals(wanted, assertThrows(IllegalArgumentException.class, () -> here.run(z, input, ""))
			.getMessage());
		assertArrayEquals(before, Files.readAllBytes(file));
		assertEquals(Set.of("z.nii.gz", "z_holm.nii.gz"), names(folder));
	}

	@Test
	void aFailureLeavesTheFolderAsItWas() throws IOException {
		final Path maps = fit(DerSimonianLaird.withDefaults(), "");
		HOLM.run(Fit.read(maps), "", "");
		final byte[] before = Files.readAllBytes(maps.resolve("p_holm.nii.gz"));
		Files.delete(maps.resolve("est_holm.nii.gz"));
		Files.createDirectory(maps.resolve("est_holm.nii.gz"));

		final CorrectionRun other = CorrectionRun.of(MapCorrection.of(Correction.HOLM).withAlpha(0.3))
			.withMask(InputImage.read(maps.resolve("k.nii.gz")));
		assertThrows(IOException.class, () -> other.run(Fit.read(maps), "", ""));

		assertArrayEquals(before, Files.readAllBytes(maps.resolve("p_holm.nii.gz")));
		assertTrue(names(maps).stream().noneMatch(name -> name.endsWith(".tmp")));
	}

	@Test
	void whatIsNoRecordIsExplained() throws IOException {
		final Path json = folder.resolve("result.json");

		assertRefused(json + ": no such file, wanted the record of an estimator's run, result.json", folder);
		for (final String text : List.of("{", "[]", "3"))
			assertRefused(json + ": is no JSON file or damaged, wanted the record of an estimator's run", text);
		assertRefused(json + ": 'maps': got nothing, wanted an object, as in the record of an estimator's run",
			"{\"format\": \"VoxMeta results 1\"}");
		assertRefused(json + ": 'z': got 3, wanted a text, as in the record of an estimator's run",
			"{\"maps\": {\"z\": 3}}");
		Files.writeString(json,
			"{\"estimator\": \"X\", \"parameters\": {}, \"maps\": {\"tau2\": \"tau2.nii.gz\"}}");
		final Fit none = Fit.read(json);
		assertEquals(json + ": got no map of z, p or logp, wanted one", assertThrows(IllegalArgumentException.class,
			() -> HOLM.run(none, "", "")).getMessage());
	}

	private void assertRefused(final String wanted, final String text) throws IOException {
		Files.writeString(folder.resolve("result.json"), text);
		assertRefused(wanted, folder.resolve("result.json"));
	}

	private static void assertRefused(final String wanted, final Path file) {
		assertEquals(wanted, assertThrows(IOException.class, () -> Fit.read(file)).getMessage());
	}

	/** Runs an estimator on the studies and returns its output folder. */
	private Path fit(final Estimator estimator, final String moderators) throws IOException {
		final Path maps = folder.resolve("maps " + moderators);
		final SmallStudies studies = estimator.needs().contains(Need.Z) ? STUDIES.withEffects(y -> 4 * y) : STUDIES;
		final Path table = studies.writeWith(folder.resolve("studies"),
			Map.of("age", IntStream.range(0, 8).mapToObj(k -> String.valueOf(20 + k * k)).toList()));
		final StudyInputs inputs = estimator.needs().contains(Need.Z) ? StudyLoader.of(estimator.needs())
			.ofTable(asZ(table)) : StudyLoader.of(estimator.needs()).withModerators(
			new ModeratorChoice(moderators, false, true, "", "")).ofTable(table);
		EstimatorRun.of(estimator).withAggressiveMask(false).withOutput(maps)
			.run(inputs, null, "test", Progress.NONE);
		return maps;
	}

	/** The table with its effects as if they were z. */
	private static Path asZ(final Path table) throws IOException {
		final Path other = table.resolveSibling("z.tsv");
		Files.writeString(other, Files.readString(table).replaceFirst("beta", "z"));
		return other;
	}

	private static InputImage image(final String name, final double... values) {
		final NiftiHeader header = NiftiHeader.of(new long[] { values.length, 1 }, NiftiType.FLOAT64);
		return new InputImage(name, header, false, NiftiImage.of(header, values).img());
	}

	private static double[] values(final Path file) throws IOException {
		final InputImage image = InputImage.read(file);
		return MapVoxels.of(image, null).values(image);
	}

	private static Set<String> names(final Path folder) {
		return new TreeSet<>(List.of(folder.toFile().list()));
	}

	private static JsonObject record(final Path file) throws IOException {
		return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
	}
}
