package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.relativeDifference;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.References;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.stats.correction.Correction;
import org.voxmeta.stats.result.MapKind;

/** Corrects maps of real studies, and compares every voxel of every map with NiMARE's. */
class NimareCorrectionTest {

	private static final double TOLERANCE = 1e-10;
	private static final List<MapKind> MAPS = List.of(MapKind.P, MapKind.Z, MapKind.LOGP);
	private static final List<String> DATA = List.of("pain", "pain_holes");

	@TestFactory
	Stream<DynamicTest> mapsAreNimares() throws IOException {
		return References.tests(() -> {
			final List<DynamicTest> tests = new ArrayList<>();
			for (final String data : DATA)
				for (final JsonElement element : JsonParser.parseString(Files.readString(References.path(data).resolve(
					"index.json"))).getAsJsonObject().getAsJsonArray("cases"))
				{
					final JsonObject wanted = element.getAsJsonObject();
					if (!wanted.has("corrected_from")) continue;
					for (final PMapKind kind : List.of(PMapKind.Z, PMapKind.LOGP))
						tests.add(DynamicTest.dynamicTest(data + " " + wanted.get("case").getAsString() + " of " + kind,
							() -> compare(References.path(data).resolve("expected"), wanted, kind)));
				}
			assertEquals(24, tests.size());
			return tests.stream();
		});
	}

	@Test
	void voxelsInTheResourcesAreNimares() throws IOException {
		final double[][] columns = columns("corrected_pain.tsv");
		final NiftiHeader header = NiftiHeader.of(new long[] { columns[0].length, 1 }, NiftiType.FLOAT64);
		final InputImage z = new InputImage("z", header, false, NiftiImage.of(header, columns[0]).img());
		int compared = 0;
		for (final Correction correction : List.of(Correction.BONFERRONI, Correction.FDR_BH, Correction.FDR_BY)) {
			final CorrectedMaps got = MapCorrection.of(correction).run(z, null, null);
			for (final MapKind map : MAPS)
				compare(columns[++compared], got.values(map), correction + " " + map);
		}
		assertEquals(9, compared);
	}

	private static void compare(final Path folder, final JsonObject wanted, final PMapKind kind)
		throws IOException
	{
		final Path from = folder.resolve(wanted.get("corrected_from").getAsString());
		final InputImage map = InputImage.read(from.resolve(kind.key() + ".nii.gz"));
		final InputImage signs = InputImage.read(from.resolve("z.nii.gz"));
		final Correction correction = Correction.parse(wanted.get("correction").getAsString());

		final CorrectedMaps got = MapCorrection.of(correction).run(map, signs, null);

		assertEquals(MAPS.size(), wanted.getAsJsonArray("maps").size());
		for (final MapKind compared : MAPS) {
			final InputImage file = InputImage.read(folder.resolve(wanted.get("case").getAsString())
				.resolve(compared.key() + ".nii.gz"));
			compare(MapVoxels.of(file, null).values(file), got.values(compared), compared.key());
		}
	}

	private static void compare(final double[] wanted, final double[] got, final String what) {
		assertEquals(wanted.length, got.length);
		double largest = 0;
		for (int j = 0; j < wanted.length; j++)
			largest = Math.max(largest, relativeDifference(wanted[j], got[j]));
		assertTrue(largest <= TOLERANCE, what + ": largest relative difference " + largest);
		System.out.printf("%s: largest relative difference %.1e%n", what, largest);
	}

	private static double[][] columns(final String resource) throws IOException {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(NimareCorrectionTest.class
			.getResourceAsStream(resource), StandardCharsets.UTF_8)))
		{
			final double[][] rows = reader.lines().skip(1).map(line -> Arrays.stream(line.split("\t")).mapToDouble(
				Double::parseDouble).toArray()).toArray(double[][]::new);
			final double[][] columns = new double[rows[0].length][rows.length];
			for (int r = 0; r < rows.length; r++)
				for (int c = 0; c < columns.length; c++)
					columns[c][r] = rows[r][c];
			return columns;
		}
	}
}
