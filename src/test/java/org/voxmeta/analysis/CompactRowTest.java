package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.cache.CacheFolder;
import org.voxmeta.cache.Sha256;
import org.voxmeta.stats.data.Signals.DoubleRow;
import org.voxmeta.stats.data.Signals.FloatRow;
import org.voxmeta.stats.data.Signals.Row;

/** Rows come back as they were: compact and whole again, written and read. */
class CompactRowTest {

	private static final String KEY = Sha256.of(new int[0]);

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 63, 64, 65, 1000, 16_384, 16_385, 50_000 })
	void rowsComeBackAsTheyWere(final int voxels) {
		for (final double missing : new double[] { 0, 0.3, 0.99, 1 }) {
			final float[] floats = new float[voxels];
			final double[] doubles = new double[voxels];
			final Random random = new Random(voxels);
			for (int j = 0; j < voxels; j++) {
				doubles[j] = random.nextDouble() < missing ? Double.NaN : random.nextGaussian();
				floats[j] = (float) doubles[j];
			}

			final CompactRow single = CompactRow.of(new FloatRow(floats));
			final CompactRow exact = CompactRow.of(new DoubleRow(doubles));

			assertRow(floats, single.row());
			assertRow(doubles, exact.row());
			assertRow(floats, stored(single).row());
			assertRow(doubles, stored(exact).row());
			assertTrue(missing > 0 || single.values().length() == voxels);
			assertTrue(missing < 1 || single.values().length() == 0);
		}
	}

	@Test
	void valuesThatAreNotNumbersOfUseComeBackToo() {
		final double[] odd = { 0, -0.0, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -Double.MAX_VALUE, Double.NaN };

		assertRow(odd, stored(CompactRow.of(new DoubleRow(odd))).row());
	}

	@Test
	void negativeValuesAreCountedWithoutTheWholeRow() {
		final Row row = new FloatRow(new float[] { -1, Float.NaN, 2, -3, 0 });

		assertEquals(2, CompactRow.of(row).values().countBelowZero());
	}

	private CompactRow stored(final CompactRow row) {
		final CacheFolder cache = CacheFolder.at(folder, 1 << 24);
		assertTrue(cache.store("row", KEY, row::write));
		final Optional<CompactRow> loaded = cache.load("row", KEY, CompactRow::read);
		return loaded.orElseThrow();
	}

	private static void assertRow(final float[] wanted, final Row row) {
		assertArrayEquals(wanted, ((FloatRow) row).values());
	}

	private static void assertRow(final double[] wanted, final Row row) {
		assertArrayEquals(wanted, ((DoubleRow) row).values());
	}
}
