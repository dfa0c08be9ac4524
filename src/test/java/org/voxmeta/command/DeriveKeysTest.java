package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.command.MapAssertions.assertMap;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.log.LogLevel;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.stats.result.MapKind;

/** The keys {@code derive} and {@code effectsize} of the estimators, and what is told of derived maps. */
class DeriveKeysTest {

	private static final SmallStudies STUDIES = SmallStudies.of(4, 4, 3, 2);
	/** t maps are in single precision. */
	private static final double FLOAT = 1e-5;

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@BeforeEach
	void write() throws IOException {
		STUDIES.write(folder);
		for (int k = 0; k < 4; k++) {
			final float[] t = new float[STUDIES.voxels()];
			for (int j = 0; j < t.length; j++)
				t[j] = (float) (STUDIES.effects()[k][j] / Math.sqrt(STUDIES.variances()[k][j]));
			STUDIES.writeMap(folder.resolve("t" + (k + 1) + ".nii"), t);
		}
	}

	@Test
	void aStudyThatLacksAMapIsUsedWhenAllIsDerived() throws IOException {
		final Path table = table(",B1,V1,", ",B2,,T2", ",B3,V3,", ",B4,V4,");
		final Path out = folder.resolve("out");

		final FijiRun left = fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + table + "] maps=k');").clean();
		final FijiRun used = fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + table
			+ "] derive=all maps=z output=[" + out + "]');").clean();

		assertEquals(List.of("Left out s2: no varcope or se (derive=all would make varcope from beta and t)"), left.log(
			LogLevel.WARN));
		assertMap(STUDIES.plain(MapKind.Z, true), fiji.image("z"), FLOAT);
		assertEquals(List.of(), used.log(LogLevel.WARN));
		assertTrue(used.log(LogLevel.INFO).contains("Study 2 's2': varcope from beta and t"), used.log(LogLevel.INFO)
			.toString());
		final JsonArray studies = JsonParser.parseString(Files.readString(out.resolve("result.json"))).getAsJsonObject()
			.getAsJsonObject("inputs").getAsJsonArray("studies");
		assertEquals("varcope from beta and t", studies.get(1).getAsJsonObject().get("derived").getAsString());
		assertEquals(List.of(false, true, false, false), studies.asList().stream().map(study -> study.getAsJsonObject().has(
			"derived")).toList());
	}

	@Test
	void mapsThatNoStudyHasAreDerivedByDefault() throws IOException {
		final Path table = table("20,,,T1", "21,,,T2", "22,,,T3", "23,,,T4");

		final FijiRun run = fiji.runMacro("run('Stouffer...', 'studies=[" + table + "] maps=z');").clean();

		assertTrue(run.log(LogLevel.INFO).contains("All 4 studies: z from t and n"), run.log(LogLevel.INFO).toString());
		assertEquals(1, fiji.images().size());
		final FijiRun refused = fiji.runMacro("run('Stouffer...', 'studies=[" + table + "] derive=none');");
		assertTrue(refused.cancellations().get(0).contains("no column 'z'"), refused.cancellations().toString());
	}

	@Test
	void theUnitOfEffectsIsChosen() throws IOException {
		final Path table = table("20,B1,V1,T1", "21,B2,V2,T2", "22,B3,V3,T3", "23,,,T4");

		final FijiRun beta = fiji.runMacro("run('Weighted Least Squares...', 'studies=[" + table + "] maps=est');").clean();
		final FijiRun g = fiji.runMacro("run('Weighted Least Squares...', 'studies=[" + table
			+ "] effectsize=g maps=est');run('Fixed-Effects Hedges...', 'studies=[" + table + "] maps=est');").clean();

		assertEquals(List.of("Left out s4: no beta (effectsize=g would take Hedges' g of all studies), no varcope or se"),
			beta.log(LogLevel.WARN));
		assertEquals(List.of(), g.log(LogLevel.WARN));
		assertMap(MapAssertions.values(fiji.image("est-2")), fiji.image("est-1"), 1e-6);
	}

	@Test
	void hedgesGOfAStudyTableOfTMapsIsAWarning() throws IOException {
		final Path table = table("20,,,T1", "21,,,T2", "22,,,T3", "23,,,T4");

		final FijiRun run = fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + table + "]');").clean();

		assertEquals(List.of("no study has beta and varcope, so effects are Hedges' g, in standard deviations"), run.log(
			LogLevel.WARN));
	}

	/** A table with the columns n, beta, varcope and t. */
	private Path table(final String... rows) throws IOException {
		final StringBuilder table = new StringBuilder("study,n,beta,varcope,t\n");
		for (int k = 0; k < rows.length; k++)
			table.append('s').append(k + 1).append(',').append(rows[k].replaceAll("B(\\d)", "beta-$1.nii.gz").replaceAll(
				"V(\\d)", "varcope-$1.nii.gz").replaceAll("T(\\d)", "t$1.nii")).append('\n');
		return Files.writeString(folder.resolve("table.csv"), table);
	}
}
