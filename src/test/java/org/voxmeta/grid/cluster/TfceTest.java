package org.voxmeta.grid.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.References;
import org.voxmeta.grid.Components;
import org.voxmeta.grid.Connectivity;

/** {@link Tfce} against nilearn's sums over steps, the exact integral, and a plain flood at every height. */
class TfceTest {

	@TestFactory
	Stream<DynamicTest> agreesWithThePeer() throws IOException {
		return References.tests(() -> {
			final JsonObject all = JsonParser.parseString(Files.readString(References.path("correction/tfce.json")))
				.getAsJsonObject();
			return all.getAsJsonArray("cases").asList().stream().map(JsonElement::getAsJsonObject).map(example -> DynamicTest
				.dynamicTest(example.get("connectivity") + " neighbours, dh " + example.get("dh"), () -> compare(all,
					example)));
		});
	}

	private static void compare(final JsonObject all, final JsonObject example) {
		// C order: the last axis is the fastest, so the axes are given backwards
		final long[] dims = Arrays.stream(numbers(all.getAsJsonArray("shape"))).mapToLong(d -> (long) d).toArray();
		final long[] backwards = { dims[2], dims[1], dims[0] };
		final double[] map = numbers(all.getAsJsonArray("map"));
		final Neighbourhood voxels = everywhere(Connectivity.of(example.get("connectivity").getAsInt(), 3), backwards);
		final String step = example.get("dh").getAsString();
		final Tfce tfce = Tfce.of(voxels);

		final double[] enhanced = (step.equals("exact") ? tfce : step.equals("auto") ? tfce.withHundredSteps() : tfce
			.withStep(Double.parseDouble(step))).of(map);

		final double[] wanted = numbers(example.getAsJsonArray("tfce"));
		final double tolerance = step.equals("exact") ? 1e-9 : 1e-6;
		for (int j = 0; j < wanted.length; j++)
			assertEquals(wanted[j], enhanced[j], tolerance * Math.abs(wanted[j]), "voxel " + j);
	}

	@Test
	void equalsAPlainFloodAtEveryHeight() {
		final Random random = new Random(1);
		for (final long[] dims : new long[][] { { 12 }, { 7, 6 }, { 5, 4, 4 } })
			for (final Connectivity connectivity : Connectivity.values())
				for (int repeat = 0; repeat < 5; repeat++) {
					// rounded, so that some values are equal
					final double[] map = random.doubles(size(dims), -3, 3).map(z -> Math.rint(z * 4) / 4).toArray();
					if (repeat > 2) map[random.nextInt(map.length)] = Double.NaN;

					final double[] enhanced = Tfce.of(everywhere(connectivity, dims)).withPowers(0.7, 1.5).of(map);

					assertArrayEquals(plain(map, connectivity, dims, 0.7, 1.5), enhanced, 1e-12);
				}
	}

	@Test
	void smallStepsApproachTheIntegral() {
		final long[] dims = { 6, 5, 4 };
		final double[] map = new Random(2).doubles(size(dims), -3, 3).toArray();
		final Tfce tfce = Tfce.of(everywhere(Connectivity.FACES, dims));

		final double[] exact = tfce.of(map);
		final double[] stepped = tfce.withStep(1e-4).of(map);

		for (int j = 0; j < exact.length; j++)
			assertEquals(exact[j], 1e-4 * stepped[j], 0.01);
	}

	@Test
	void signsOnlyMirrorTheResult() {
		final long[] dims = { 9, 8, 7 };
		final double[] map = new Random(3).doubles(size(dims), -3, 3).toArray();
		final Tfce tfce = Tfce.of(everywhere(Connectivity.EDGES, dims));

		final double[] mirrored = tfce.of(Arrays.stream(map).map(z -> -z).toArray());

		assertArrayEquals(Arrays.stream(tfce.of(map)).map(value -> -value).toArray(), mirrored);
	}

	@Test
	void valuesThatDifferOnlyAsDoublesAreInOrder() {
		final Random random = new Random(4);
		final long[] dims = { 40, 30 };
		final double[] map = random.doubles(size(dims), 1, 1 + 1e-8).toArray();

		final double[] enhanced = Tfce.of(everywhere(Connectivity.FACES, dims)).of(map);

		assertArrayEquals(plain(map, Connectivity.FACES, dims, 0.5, 2), enhanced, 1e-9);
	}

	@Test
	void aLoneVoxelHasTheIntegralOfHeights() {
		final double[] enhanced = Tfce.of(everywhere(Connectivity.ALL, 3, 1)).of(new double[] { 0, 3, Double.NaN });

		assertArrayEquals(new double[] { 0, 9, 0 }, enhanced, 1e-12);
	}

	@Test
	void saysWhatItDoesNotTake() {
		final Neighbourhood voxels = everywhere(Connectivity.ALL, 3, 2);
		assertEquals("Map: got 5 values, wanted 6, one for each voxel", assertThrows(IllegalArgumentException.class,
			() -> Tfce.of(voxels).of(new double[5])).getMessage());
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Tfce.of(voxels).withStep(0)).getMessage().startsWith(
			"TFCE: got a step of 0.0"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Tfce.of(voxels).withPowers(-1, 2)).getMessage()
			.startsWith("TFCE: got E = -1.0"));
	}

	/** From value to value, the extents of a flood. */
	private static double[] plain(final double[] map, final Connectivity connectivity, final long[] dims,
		final double extent, final double height)
	{
		final double[] sum = new double[map.length];
		for (final int sign : new int[] { 1, -1 }) {
			final double[] heights = Arrays.stream(map).map(z -> sign * z).filter(z -> z > 0).sorted().distinct().toArray();
			double below = 0;
			for (final double h : heights) {
				final boolean[] above = new boolean[map.length];
				for (int j = 0; j < map.length; j++)
					above[j] = sign * map[j] >= h;
				final Components clusters = Components.of(above, connectivity, dims);
				final double part = (Math.pow(h, height + 1) - Math.pow(below, height + 1)) / (height + 1);
				for (int j = 0; j < map.length; j++)
					if (above[j]) sum[j] += sign * part * Math.pow(clusters.size(clusters.label(j)), extent);
				below = h;
			}
		}
		return sum;
	}

	static Neighbourhood everywhere(final Connectivity connectivity, final long... dims) {
		return Neighbourhood.of(IntStream.range(0, size(dims)).toArray(), connectivity, dims);
	}

	private static int size(final long[] dims) {
		return (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b);
	}

	private static double[] numbers(final JsonArray values) {
		return values.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
	}
}
