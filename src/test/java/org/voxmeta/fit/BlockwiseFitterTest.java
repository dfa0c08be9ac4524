package org.voxmeta.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.Numbers.assertSameBits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

import org.junit.jupiter.api.Test;
import org.voxmeta.PlainDerSimonianLaird;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;

class BlockwiseFitterTest {

	private static final Set<MapKind> ALL = EnumSet.allOf(MapKind.class);
	private static final BlockwiseFitter FITTER = BlockwiseFitter.of(DerSimonianLaird.withDefaults());

	@Test
	void equalsThePlainFitOnDataWithHoles() {
		final double[][] y = effects(9, 3000, 0.3);
		final double[][] v = variances(9, 3000, 0.1);

		final FittedMaps maps = fit(FITTER.withAggressiveMask(false), y, v);

		for (int j = 0; j < 3000; j++) {
			final PlainDerSimonianLaird plain = new PlainDerSimonianLaird(column(y, j), column(v, j));
			assertEquals(plain.k, maps.get(MapKind.K)[j]);
			if (plain.k < 2) {
				assertEquals(Reason.TOO_FEW_STUDIES.code(), maps.get(MapKind.REASON)[j]);
				assertTrue(Double.isNaN(maps.get(MapKind.EST)[j]));
				continue;
			}
			final String at = " of voxel " + j;
			assertEquals(0, maps.get(MapKind.REASON)[j]);
			assertClose(plain.est, maps.get(MapKind.EST)[j], 1e-10, "est" + at);
			assertClose(plain.se, maps.get(MapKind.SE)[j], 1e-12, "se" + at);
			assertEquals(plain.tau2, maps.get(MapKind.TAU2)[j], 1e-12 * (1 + plain.tau2), "tau2" + at);
			assertClose(plain.z, maps.get(MapKind.Z)[j], 1e-10, "z" + at);
			assertClose(plain.p, maps.get(MapKind.P)[j], 1e-10, "p" + at);
			assertEquals(plain.k - 1, maps.get(MapKind.DOF)[j]);
		}
	}

	@Test
	void neitherBlocksNorThreadsChangeABit() {
		final double[][] y = effects(7, 5000, 0.05);
		final double[][] v = variances(7, 5000, 0.05);
		for (final Adjustment adjustment : Adjustment.values()) {
			final BlockwiseFitter fitter = BlockwiseFitter.of(DerSimonianLaird.withDefaults().with(adjustment))
				.withAggressiveMask(false);
			final FittedMaps wanted = fit(fitter.withBlockSize(1).withThreads(1), y, v);
			for (final int size : new int[] { 1, 7, 1024, 0 })
				for (final int threads : new int[] { 1, 2 }) {
					final FittedMaps got = fit(fitter.withBlockSize(size).withThreads(threads), y, v);
					for (final MapKind kind : ALL)
						assertSameBits(wanted.get(kind), got.get(kind),
							adjustment + " " + kind.key() + ", block " + size + ", threads " + threads);
				}
		}
	}

	@Test
	void completeBlocksGiveTheSameBitsAsBlocksWithHoles() {
		final double[][] y = effects(5, 64, 0);
		final double[][] v = variances(5, 64, 0);
		final FittedMaps complete = fit(FITTER, y, v);
		y[2][63] = Double.NaN;

		final FittedMaps holed = fit(FITTER.withBlockSize(64), y, v);

		for (int j = 0; j < 63; j++)
			assertEquals(complete.get(MapKind.Z)[j], holed.get(MapKind.Z)[j]);
	}

	@Test
	void voxelsAreMissingWhereEffectOrVarianceIs() {
		final double[][] y = { { 1, Double.NaN, 1, 1, 1, 1, 1, Double.POSITIVE_INFINITY }, row(8, 2), row(8, 3) };
		final double[][] v = { { 1, 1, Double.NaN, -1, 0, 5e-20, Double.POSITIVE_INFINITY, 1 }, row(8, 1), row(8, 1) };

		final FittedMaps liberal = fit(FITTER.withAggressiveMask(false), y, v);
		final FittedMaps aggressive = fit(FITTER, y, v);

		assertEquals(3, liberal.get(MapKind.K)[0]);
		assertEquals(0, aggressive.get(MapKind.REASON)[0]);
		for (int j = 1; j < 8; j++) {
			assertEquals(2, liberal.get(MapKind.K)[j], "k of voxel " + j);
			assertEquals(2.5, liberal.get(MapKind.EST)[j], 1e-15);
			assertEquals(Reason.AGGRESSIVE_MASK.code(), aggressive.get(MapKind.REASON)[j]);
			for (final MapKind kind : DerSimonianLaird.withDefaults().maps())
				assertTrue(Double.isNaN(aggressive.get(kind)[j]), kind.key());
		}
		assertEquals(7, aggressive.count(Reason.AGGRESSIVE_MASK));
		assertEquals(1, aggressive.count(Reason.NONE));
	}

	@Test
	void estimatorIsPreparedOnceWithAllVoxelsAfterItsCheck() {
		final List<String> calls = Collections.synchronizedList(new ArrayList<>());
		final Estimator prepared = new Recorder("prepared", calls, null);
		final StudyData data = StudyData.of(Signals.of(effects(3, 2000, 0)), Signals.of(variances(3, 2000, 0)));

		BlockwiseFitter.of(new Recorder("given", calls, prepared)).withBlockSize(100).withThreads(2).fit(data, ALL,
			Progress.NONE);

		assertEquals(List.of("given check", "given prepare 2000"), calls.subList(0, 2));
		assertEquals(Collections.nCopies(20, "prepared fit"), calls.subList(2, calls.size()));
	}

	/** Writes down what is called; prepared, it is another. */
	private record Recorder(String name, List<String> calls, Estimator prepared) implements Estimator {

		@Override
		public Map<String, String> options() {
			return Map.of();
		}

		@Override
		public Set<Need> needs() {
			return EnumSet.of(Need.EFFECT);
		}

		@Override
		public Set<MapKind> maps() {
			return EnumSet.of(MapKind.Z);
		}

		@Override
		public void check(final Studies studies) {
			calls.add(name + " check");
		}

		@Override
		public Estimator prepare(final StudyData data) {
			calls.add(name + " prepare " + data.voxels());
			return prepared;
		}

		@Override
		public void fit(final VoxelBlock block, final MapBlock maps) {
			calls.add(name + " fit");
		}
	}

	@Test
	void minimumStudiesLeavesOutThinVoxels() {
		final double[][] y = { { 1, Double.NaN }, { 2, 2 }, { 3, 3 } };

		final FittedMaps maps = fit(FITTER.withAggressiveMask(false).withMinimumStudies(3), y,
			new double[][] { row(2, 1), row(2, 1), row(2, 1) });

		assertEquals(0, maps.get(MapKind.REASON)[0]);
		assertEquals(Reason.TOO_FEW_STUDIES.code(), maps.get(MapKind.REASON)[1]);
		assertTrue(Double.isNaN(maps.get(MapKind.TAU2)[1]));
	}

	@Test
	void zeroStandardErrorIsDegenerate() {
		final BlockwiseFitter fitter = BlockwiseFitter.of(DerSimonianLaird.withDefaults().with(
			Adjustment.KNAPP_HARTUNG));

		final FittedMaps maps = fit(fitter, new double[][] { { 2 }, { 2 }, { 2 } },
			new double[][] { { 1 }, { 1 }, { 1 } });

		assertEquals(Reason.DEGENERATE.code(), maps.get(MapKind.REASON)[0]);
		assertEquals(1, maps.count(Reason.DEGENERATE));
		assertEquals(2, maps.get(MapKind.EST)[0]);
		assertTrue(Double.isNaN(maps.get(MapKind.P)[0]));
	}

	@Test
	void twoStudiesAreEnough() {
		final FittedMaps maps = fit(FITTER, new double[][] { { 1 }, { 3 } }, new double[][] { { 1 }, { 1 } });

		assertEquals(2, maps.get(MapKind.EST)[0]);
		assertEquals(1, maps.get(MapKind.TAU2)[0]);
		assertEquals(1, maps.get(MapKind.DOF)[0]);
	}

	@Test
	void oneStudyIsRefused() {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> fit(FITTER, new double[][] { { 1 } }, new double[][] { { 1 } })).getMessage();

		assertEquals("Studies: got 1, wanted 2 or more", message);
	}

	@Test
	void unequalShapesAreRefused() {
		assertEquals("Variances: got 1 studies, wanted 2 as in the effects",
			assertThrows(IllegalArgumentException.class,
				() -> fit(FITTER, new double[][] { { 1 }, { 2 } }, new double[][] { { 1 } })).getMessage());
		assertEquals("Variances: got 2 voxels, wanted 1 as in the effects",
			assertThrows(IllegalArgumentException.class,
				() -> fit(FITTER, new double[][] { { 1 }, { 2 } }, new double[][] { { 1, 1 }, { 1, 1 } }))
				.getMessage());
		assertEquals("Minimum studies: got 1, wanted 2 or more",
			assertThrows(IllegalArgumentException.class, () -> FITTER.withMinimumStudies(1)).getMessage());
	}

	@Test
	void allMissingGivesNoResultAndNoError() {
		final double nan = Double.NaN;

		final FittedMaps maps = fit(FITTER.withAggressiveMask(false), new double[][] { { nan }, { nan } },
			new double[][] { { nan }, { nan } });

		assertEquals(0, maps.count(Reason.NONE));
		assertEquals(1, maps.count(Reason.TOO_FEW_STUDIES));
	}

	@Test
	void stopsWhenTheProgressSaysSo() {
		final double[][] y = effects(3, 200_000, 0);
		final AtomicLong reports = new AtomicLong();
		final Progress third = (stage, done, total) -> reports.incrementAndGet() < 3;

		assertThrows(CancellationException.class,
			() -> FITTER.fit(StudyData.of(Signals.of(y), Signals.of(variances(3, 200_000, 0))), ALL, third));

		assertTrue(reports.get() <= 4, "reports after the stop: " + reports.get());
	}

	@Test
	void reportsProgressUpToTheEnd() {
		final AtomicLong last = new AtomicLong();
		final Progress progress = (stage, done, total) -> {
			assertEquals(40_000, total);
			last.set(done);
			return true;
		};

		FITTER.fit(StudyData.of(Signals.of(effects(3, 40_000, 0)), Signals.of(variances(3, 40_000, 0))), ALL, progress);

		assertEquals(40_000, last.get());
	}

	private static FittedMaps fit(final BlockwiseFitter fitter, final double[][] y, final double[][] v) {
		return fitter.fit(StudyData.of(Signals.of(y), Signals.of(v)), ALL, Progress.NONE);
	}

	private static double[][] effects(final int studies, final int voxels, final double holes) {
		final Random random = new Random(1);
		return random(studies, voxels, holes, random, () -> 0.5 + random.nextGaussian());
	}

	private static double[][] variances(final int studies, final int voxels, final double holes) {
		final Random random = new Random(2);
		return random(studies, voxels, holes, random, () -> Math.exp(random.nextGaussian() - 1));
	}

	private static double[][] random(final int studies, final int voxels, final double holes, final Random random,
		final DoubleSupplier value)
	{
		final double[][] values = new double[studies][voxels];
		for (final double[] row : values)
			for (int j = 0; j < voxels; j++)
				row[j] = random.nextDouble() < holes ? Double.NaN : value.getAsDouble();
		return values;
	}

	private static double[] row(final int n, final double value) {
		final double[] row = new double[n];
		Arrays.fill(row, value);
		return row;
	}

	private static double[] column(final double[][] rows, final int j) {
		return Arrays.stream(rows).mapToDouble(row -> row[j]).toArray();
	}
}
