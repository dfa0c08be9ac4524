package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;

/** Results that are written and read again are the same, bit for bit; damaged files are refused in one sentence. */
class ResultsFileTest {

	private static final Dataset SIX = Dataset.of(new double[] { 0.1, -1 / 3.0, 1e-5, 0.9, Math.PI, 0.5 },
		new double[] { 0.1, 0.2, 1 / 3.0, 2e3, 0.1, 4e-7 }).withSampleSizes(new double[] { 11, 20, 35, 18, 40, 12 })
		.withNames(List.of("Smith 2001", "\"Müller\", 2011", "c", "d", "e", "f"));

	@TempDir
	Path folder;

	static Stream<Estimator> estimators() throws ReflectiveOperationException {
		return EstimatorsTest.variants();
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void meansAreTheSameBits(final Estimator estimator) throws IOException {
		assertRoundTrip(estimator.fit(SIX));
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void metaRegressionsAreTheSameBits(final Estimator estimator) throws IOException {
		if (!(estimator instanceof EffectEstimator<?>)) return;
		final Map<String, double[]> moderators = new LinkedHashMap<>();
		moderators.put("dose", new double[] { 1, 2.5, 1 / 7.0, 4, 2, 1 });
		moderators.put("year", new double[] { 1948, 1951, 2010, 1977, 2003, 1999 });
		final Dataset data = SIX.withModerators(moderators, true);

		assertRoundTrip(estimator.fit(data.with(data.studies().design().with(new Term("contrast1", new double[] { 0, 1,
			-0.1 }, false)).with(new Term("predict1", new double[] { 1, 3, 2000 }, true)))));
	}

	@Test
	void groupsAreKept() throws IOException {
		final Dataset grouped = SIX.withGroups(List.of("a", "b", "a", "c", "d", "b"));

		assertRoundTrip(DerSimonianLaird.withDefaults().fit(grouped));
	}

	@Test
	void givenCorrelationsAreKept() throws IOException {
		final double[][] r = new double[6][6];
		for (int k = 0; k < 6; k++)
			r[k][k] = 1;
		r[0][2] = r[2][0] = 1 / 3.0;

		assertRoundTrip(Stouffer.withDefaults().with(r).fit(SIX.withGroups(List.of("a", "b", "a", "c", "d", "b"))));
	}

	private void assertRoundTrip(final Results results) throws IOException {
		final Path file = folder.resolve("my results.json");

		ResultsFile.write(results, file);
		final Results read = ResultsFile.read(file);

		assertEquals(results.estimator().name(), read.estimator().name());
		assertEquals(results.estimator().options(), read.estimator().options());
		assertEquals(results.data().names(), read.data().names());
		// records compare doubles by their bits
		assertEquals(results.summary(), read.summary());
		assertEquals(results.heterogeneity(), read.heterogeneity());
		for (final MapKind kind : results.estimator().maps())
			assertEquals(Double.doubleToLongBits(results.get(kind)), Double.doubleToLongBits(read.get(kind)), kind.key());
		assertEquals(ResultsFile.text(results), ResultsFile.text(read));
	}

	@Test
	void otherProgramsFindTheNumbers() throws IOException {
		final Results results = DerSimonianLaird.withDefaults().with(Adjustment.KNAPP_HARTUNG).fit(SIX);

		ResultsFile.write(results, folder.resolve("r.json"));

		final JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("r.json"))).getAsJsonObject();
		assertEquals("DerSimonian-Laird", json.get("estimator").getAsString());
		assertEquals("Knapp-Hartung", json.getAsJsonObject("options").get("adjustment").getAsString());
		assertEquals(Math.PI, json.getAsJsonObject("data").getAsJsonArray("y").get(4).getAsDouble());
		assertEquals(results.get(MapKind.SE), json.getAsJsonArray("terms").get(0).getAsJsonObject().getAsJsonObject(
			"numbers").get("se").getAsDouble());
		assertEquals(results.get(MapKind.TAU2), json.getAsJsonObject("fit").get("tau2").getAsDouble());
	}

	@Test
	void numbersThatDoNotExistAreTexts() throws IOException {
		final double[] same = { 2, 2, 2 };
		final Results results = DerSimonianLaird.withDefaults().with(Adjustment.KNAPP_HARTUNG).fit(Dataset.of(same, same));
		assertTrue(Double.isNaN(results.get(MapKind.Z)));

		assertTrue(ResultsFile.text(results).contains("\"z\": \"NaN\""), ResultsFile.text(results));
		assertRoundTrip(results);
	}

	@Test
	void changedNumbersAreRefused() throws IOException {
		final Results results = DerSimonianLaird.withDefaults().fit(SIX);
		final double tau2 = results.get(MapKind.TAU2);

		final String message = refuse(text -> text.replace("\"tau2\": " + tau2, "\"tau2\": 7.0"));

		assertEquals("'tau2': got 7.0, but the file's data give " + tau2
			+ "; the file was changed, or is of another version of VoxMeta", message);
	}

	@Test
	void changedDataAreRefused() throws IOException {
		assertTrue(refuse(text -> text.replace("3.141592653589793", "3.2")).contains("but the file's data give"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`', value = { //
		"\"DerSimonian-Laird\"; \"Bayes\"; Estimator: got 'Bayes', wanted one of DerSimonian-Laird,", //
		"\"adjustment\"; \"colour\"; Option: got 'colour', wanted any of adjustment, robust,", //
		"\"Wald\"; \"Wild\"; Adjustment: got 'Wild', wanted Wald,", //
		"VoxMeta results 1; VoxMeta results 9; 'format': got \"VoxMeta results 9\", wanted \"VoxMeta results 1\"", //
		"\"y\"; \"effects\"; 'y': got nothing, wanted a list", //
		"\"rho\": \"0.8\"; \"rho\": 0.8; 'rho': got 0.8, wanted a text", //
		"2000.0; \"many\"; 'v': got \"many\", wanted a number", //
		"2000.0; -2000.0; Variances: study 4 has -2000.0, wanted a number above 0", //
		"2000.0,; ; Variances: got 5, wanted 6, one for each effect", //
		"\"d\",; ; Names: got 5, wanted 6, one for each study" })
	void damagedFilesAreRefused(final String part, final String other, final String wanted) throws IOException {
		final String message = refuse(text -> text.replace(part, other == null ? "" : other));

		assertTrue(message.startsWith(wanted), message);
	}

	@Test
	void filesOfAnotherKindAreRefused() throws IOException {
		final String wanted = "is not a JSON file, or damaged; wanted results that VoxMeta wrote";

		assertEquals(wanted, refuse(text -> text.substring(0, text.length() / 2)));
		assertEquals(wanted, refuse(text -> "study,y,v"));
		assertEquals(wanted, refuse(text -> "[1, 2]"));
		assertEquals(wanted, refuse(text -> ""));
		assertEquals("'format': got null, wanted \"VoxMeta results 1\"", refuse(text -> "{}"));
	}

	@Test
	void missingFileIsNamed() {
		final Path file = folder.resolve("none.json");

		assertEquals(file + ": no such file, wanted results that VoxMeta wrote", assertThrows(IOException.class,
			() -> ResultsFile.read(file)).getMessage());
	}

	private String refuse(final UnaryOperator<String> damage) throws IOException {
		final Path file = folder.resolve("damaged.json");
		Files.writeString(file, damage.apply(ResultsFile.text(DerSimonianLaird.withDefaults().fit(SIX))));

		final String message = assertThrows(IOException.class, () -> ResultsFile.read(file)).getMessage();

		assertTrue(message.startsWith(file + ": "), message);
		return message.substring((file + ": ").length());
	}
}
