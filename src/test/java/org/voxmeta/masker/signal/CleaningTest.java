package org.voxmeta.masker.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.masker.signal.Tables.assertNear;
import static org.voxmeta.masker.signal.Tables.columnOf;
import static org.voxmeta.masker.signal.Tables.columns;
import static org.voxmeta.masker.signal.Tables.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for any signals. */
class CleaningTest {

	private static final int SAMPLES = 60;
	private static final Cleaning NOTHING = Cleaning.withDefaults();
	private static final SampleMask SOME = SampleMask.ofIndices(IntStream.range(2, 57).filter(t -> t % 7 != 0)
		.toArray());
	private static final Confounds CONFOUNDS = confounds(new Random(11), SAMPLES);

	/** Every step alone and together, as settings of a series of {@link #SAMPLES}. */
	private static List<Cleaning> cleanings() {
		final List<Cleaning> all = new ArrayList<>();
		for (final Standardization how : Standardization.values()) {
			final Cleaning standardized = NOTHING.withStandardize(how).withRepetitionTime(2);
			all.add(standardized);
			all.add(standardized.withDetrend(true));
			all.add(standardized.withLowPass(0.1));
			all.add(standardized.withHighPass(0.02).withDetrend(true));
			all.add(standardized.withHighPass(0.02).withLowPass(0.1));
			all.add(standardized.withHighPass(0.02).withFilter(Filter.COSINE));
			all.add(standardized.withStandardizedConfounds(false).withDetrend(true));
		}
		all.add(NOTHING.withDetrend(true).withStandardize(Standardization.PSC).withRuns(IntStream.range(0, SAMPLES)
			.map(t -> t % 3).toArray()));
		return all;
	}

	private static Confounds confounds(final Random random, final int samples) {
		final double[][] rows = new double[samples][3];
		for (int t = 0; t < samples; t++) {
			rows[t][0] = random.nextGaussian();
			rows[t][1] = 1000 + Math.cos(0.3 * t);
			rows[t][2] = 3 * rows[t][0] - 2 * rows[t][1];
		}
		return Confounds.of(rows);
	}

	private static double[][] signals(final int voxels) {
		return Tables.random(new Random(7), SAMPLES, voxels);
	}

	@ParameterizedTest
	@MethodSource("cleanings")
	void blocksOfVoxelsGiveTheSameBits(final Cleaning cleaning) {
		final double[][] signals = signals(23);
		final CleaningPlan plan = cleaning.plan(SAMPLES, CONFOUNDS, SOME);
		final double[][] whole = plan.clean(signals);
		final int[][] blocks = { { 5 }, IntStream.range(0, 5).toArray(), IntStream.range(6, 23).toArray() };

		final MeanLoss loss = Arrays.stream(blocks).map(block -> plan.meanLoss(columns(signals, block))).reduce(
			MeanLoss::plus).orElseThrow();

		for (final int[] block : blocks)
			assertArrayEquals(columns(whole, block), plan.clean(columns(signals, block), loss));
	}

	@Test
	void manyVoxelsAreCleanedInBlocksOfAnyLastSize() {
		final CleaningPlan plan = NOTHING.withDetrend(true).withStandardize(Standardization.PSC)
			.plan(SAMPLES, CONFOUNDS, SOME);
		final double[][] signals = signals(2 * plan.blockSize() + 1);
		final int[] last = { 2 * plan.blockSize() };

		assertArrayEquals(columns(plan.clean(signals), last), plan.clean(columns(signals, last)));
	}

	@ParameterizedTest
	@MethodSource("cleanings")
	void theOrderOfVoxelsIsIrrelevant(final Cleaning cleaning) {
		final double[][] signals = signals(20);
		final List<Integer> order = new ArrayList<>(IntStream.range(0, 20).boxed().toList());
		Collections.shuffle(order, new Random(3));
		final int[] shuffled = order.stream().mapToInt(j -> j).toArray();

		assertArrayEquals(columns(cleaning.clean(signals, CONFOUNDS, SOME), shuffled),
			cleaning.clean(columns(signals, shuffled), CONFOUNDS, SOME));
	}

	@ParameterizedTest
	@MethodSource("cleanings")
	void signalsInOtherUnitsGiveTheSameInThose(final Cleaning cleaning) {
		final double unit = 0x1p-70;
		final double[][] signals = signals(6);
		final double[][] wanted = cleaning.clean(signals, CONFOUNDS, SOME);

		final double[][] got = cleaning.clean(map(signals, value -> value * unit), CONFOUNDS, SOME);

		final boolean keepsUnits = cleaning.standardization() == Standardization.NONE;
		assertNear(map(wanted, value -> keepsUnits ? value * unit : value), got, 1e-13);
	}

	@ParameterizedTest
	@MethodSource("cleanings")
	void aMaskOfEverySampleIsNone(final Cleaning cleaning) {
		final double[][] signals = signals(6);
		final double[][] wanted = cleaning.clean(signals, CONFOUNDS, SampleMask.all());
		final boolean[] every = new boolean[SAMPLES];
		Arrays.fill(every, true);

		assertArrayEquals(wanted, cleaning.clean(signals, CONFOUNDS, SampleMask.ofBooleans(every)));
		assertArrayEquals(wanted, cleaning.clean(signals, CONFOUNDS,
			SampleMask.ofIndices(IntStream.range(0, SAMPLES).toArray())));
	}

	@ParameterizedTest
	@MethodSource("cleanings")
	void whatCensoredSamplesHoldIsIrrelevant(final Cleaning cleaning) {
		final double[][] signals = signals(6);
		final double[][] damaged = Rows.copy(signals);
		final double[][] confounds = CONFOUNDS.values();
		IntStream.range(0, SAMPLES).filter(t -> Arrays.binarySearch(SOME.kept(SAMPLES), t) < 0).forEach(t -> {
			Arrays.fill(damaged[t], 1e6 * t);
			if (cleaning.parameters().get("filter").equals("butterworth")) Arrays.fill(confounds[t], -1e6 * t);
		});

		assertArrayEquals(cleaning.clean(signals, CONFOUNDS, SOME),
			cleaning.clean(damaged, Confounds.of(confounds), SOME));
	}

	@ParameterizedTest
	@MethodSource("cleanings")
	void inputsAreNotChanged(final Cleaning cleaning) {
		final double[][] signals = signals(6);
		final double[][] confounds = CONFOUNDS.values();

		cleaning.clean(signals, CONFOUNDS, SOME);

		assertArrayEquals(signals(6), signals);
		assertArrayEquals(confounds, CONFOUNDS.values());
	}

	@ParameterizedTest
	@MethodSource("cleanings")
	void valuesThatAreNotFiniteAreZero(final Cleaning cleaning) {
		final double[][] zeros = signals(4);
		zeros[10][1] = zeros[20][2] = zeros[30][3] = 0;
		final double[][] holes = Rows.copy(zeros);
		holes[10][1] = Double.NaN;
		holes[20][2] = Double.POSITIVE_INFINITY;
		holes[30][3] = Double.NEGATIVE_INFINITY;

		assertArrayEquals(cleaning.clean(zeros, CONFOUNDS, SOME), cleaning.clean(holes, CONFOUNDS, SOME));
	}

	@ParameterizedTest
	@EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
	void voxelsThatNeverChangeAreExactlyZero(final Standardization how) {
		final double[][] signals = signals(3);
		for (final double[] row : signals) {
			row[0] = 1000.1;
			row[1] = 0;
		}
		for (final Cleaning cleaning : cleanings()) {
			final double[][] cleaned = cleaning.withStandardize(how).clean(signals, CONFOUNDS, SOME);

			assertArrayEquals(new double[cleaned.length][2], columns(cleaned, 0, 1));
			assertTrue(Arrays.stream(cleaned).anyMatch(row -> row[2] != 0));
		}
	}

	@Test
	void voxelsThatEarlierStepsExplainAreExactlyZero() {
		final double[][] signals = new double[SAMPLES][2];
		for (int t = 0; t < SAMPLES; t++) {
			signals[t][0] = 700 + 0.37 * t;
			signals[t][1] = 700 + 12 * CONFOUNDS.values()[t][0];
		}

		final double[][] cleaned = NOTHING.withDetrend(true).withStandardize(Standardization.ZSCORE_SAMPLE)
			.clean(signals, CONFOUNDS, SampleMask.all());

		assertArrayEquals(new double[SAMPLES][2], cleaned);
	}

	@Test
	void cleaningTwiceIsCleaningOnce() {
		final double[][] signals = signals(5);
		for (final Cleaning cleaning : List.of(NOTHING, NOTHING.withDetrend(true), NOTHING.withStandardize(
			Standardization.ZSCORE), NOTHING.withDetrend(true).withStandardize(Standardization.ZSCORE_SAMPLE), NOTHING
				.withHighPass(0.02).withRepetitionTime(2).withFilter(Filter.COSINE))) {
			final double[][] once = cleaning.clean(signals, CONFOUNDS, SampleMask.all());

			assertNear(once, cleaning.clean(once, CONFOUNDS, SampleMask.all()), 1e-12);
		}
	}

	@Test
	void meanAndDeviationAreAsNamed() {
		final double[][] signals = signals(4);
		final double[][] sample = NOTHING.withStandardize(Standardization.ZSCORE_SAMPLE)
			.clean(signals, Confounds.none(), SOME);
		final double[][] population = NOTHING.withStandardize(Standardization.ZSCORE)
			.clean(signals, Confounds.none(), SOME);
		final double[][] percent = NOTHING.withStandardize(Standardization.PSC).clean(signals, Confounds.none(),
			SOME);
		final int n = sample.length;

		for (int j = 0; j < 4; j++) {
			assertEquals(0, sum(sample, j, 1), 1e-12);
			assertEquals(n - 1, sum(sample, j, 2), 1e-10);
			assertEquals(n, sum(population, j, 2), 1e-10);
			assertEquals(0, sum(percent, j, 1), 1e-10);
		}
		final double mean = sum(Rows.at(signals, SOME.kept(SAMPLES)), 0, 1) / n;
		assertEquals(100 * (signals[2][0] / mean - 1), percent[0][0], 1e-12);
	}

	private static double sum(final double[][] rows, final int voxel, final int power) {
		return Arrays.stream(rows).mapToDouble(row -> Math.pow(row[voxel], power)).sum();
	}

	@Test
	void confoundsLeaveNothingOfThemselvesButTheMean() {
		final double[][] signals = signals(4);

		final double[][] cleaned = NOTHING.clean(signals, CONFOUNDS, SampleMask.all());

		assertNear(new double[][] { Rows.means(signals) }, new double[][] { Rows.means(cleaned) }, 1e-14);
		Rows.demean(cleaned);
		for (int c = 0; c < 3; c++) {
			final double[] confound = Rows.column(CONFOUNDS.values(), c);
			for (int j = 0; j < 4; j++) {
				double dot = 0;
				for (int t = 0; t < SAMPLES; t++)
					dot += confound[t] * cleaned[t][j];
				assertEquals(0, dot, 1e-9);
			}
		}
	}

	@Test
	void confoundsOfOtherUnitsAndOrderGiveTheSame() {
		final double[][] rows = CONFOUNDS.values();
		final double[][] other = Arrays.stream(rows).map(row -> new double[] { 1e-9 * row[1], -1e9 * row[0] })
			.toArray(double[][]::new);

		for (final Cleaning cleaning : cleanings())
			if (cleaning.standardizeConfounds()) assertNear(cleaning.clean(signals(5), CONFOUNDS, SOME),
				cleaning.clean(signals(5), Confounds.of(other), SOME), 1e-9);
	}

	@Test
	void aConfoundThatNeverChangesTakesNothingAway() {
		final double[][] signals = signals(3);
		final Confounds constant = Confounds.of(map(columnOf(new double[SAMPLES]), value -> 1000.1));

		assertArrayEquals(signals, NOTHING.clean(signals, constant, SampleMask.all()));
		assertNear(NOTHING.withDetrend(true).clean(signals, Confounds.none(), SOME), NOTHING.withDetrend(true)
			.withStandardizedConfounds(false).clean(signals, constant, SOME), 1e-13);
	}

	@Test
	void aTrendAmongConfoundsTakesNothingAwayAfterDetrending() {
		final double[][] signals = signals(3);
		final double[][] trend = new double[SAMPLES][1];
		for (int t = 0; t < SAMPLES; t++)
			trend[t][0] = 5000 + 0.1 * t;
		for (final boolean standardize : new boolean[] { true, false }) {
			final Cleaning cleaning = NOTHING.withDetrend(true).withStandardizedConfounds(standardize);

			assertArrayEquals(cleaning.clean(signals, Confounds.none(), SampleMask.all()),
				cleaning.clean(signals, Confounds.of(trend), SampleMask.all()));
		}
	}

	@Test
	void twoSamplesAreEnoughWithoutAFilter() {
		final double[][] signals = { { 1, 5, 3 }, { 2, 5, -3 } };
		final double root = Math.sqrt(0.5);

		assertNear(new double[][] { { -root, 0, root }, { root, 0, -root } }, NOTHING.withStandardize(
			Standardization.ZSCORE_SAMPLE).clean(signals, Confounds.none(), SampleMask.all()), 1e-15);
		assertArrayEquals(new double[2][3], NOTHING.withDetrend(true).withStandardize(Standardization.ZSCORE_SAMPLE)
			.clean(signals, Confounds.none(), SampleMask.all()));
		assertNear(new double[][] { { -100 / 3.0, 0, 0 }, { 100 / 3.0, 0, 0 } }, NOTHING.withStandardize(
			Standardization.PSC).clean(signals, Confounds.none(), SampleMask.all()), 1e-15);
	}

	@Test
	void aSingleSampleStaysAsItIs() {
		final double[][] signals = { { 1, -5, 0 } };
		for (final Standardization how : Standardization.values()) {
			final CleaningPlan plan = NOTHING.withDetrend(true).withStandardize(how).plan(1, Confounds.of(columnOf(3)),
				SampleMask.all());

			assertArrayEquals(signals, plan.clean(signals));
			assertEquals(List.of("a single sample is left as it is"), plan.notes());
		}
		assertArrayEquals(new double[][] { signals(2)[3] }, NOTHING.withDetrend(true).clean(signals(2), CONFOUNDS,
			SampleMask.ofIndices(3)));
	}

	@Test
	void runsAreCleanedOnTheirOwn() {
		final double[][] signals = signals(4);
		final int[] first = IntStream.range(0, 25).toArray();
		final int[] second = IntStream.range(25, SAMPLES).toArray();
		final int[] labels = IntStream.range(0, SAMPLES).map(t -> t < 25 ? 9 : 2).toArray();
		final Cleaning cleaning = NOTHING.withDetrend(true).withStandardize(Standardization.ZSCORE_SAMPLE)
			.withLowPass(0.1).withRepetitionTime(2).withStandardizedConfounds(false);

		final double[][] cleaned = cleaning.withRuns(labels).clean(signals, CONFOUNDS, SampleMask.all());

		assertArrayEquals(cleaning.clean(Rows.at(signals, first), Confounds.of(Rows.at(CONFOUNDS.values(), first)),
			SampleMask.all()), Rows.at(cleaned, first));
		assertArrayEquals(cleaning.clean(Rows.at(signals, second),
			Confounds.of(Rows.at(CONFOUNDS.values(), second)), SampleMask.all()), Rows.at(cleaned, second));
	}

	@Test
	void samplesOfRunsInTurnStayInTheirOrder() {
		final double[][] signals = { { 1 }, { 10 }, { 2 }, { 30 }, { 3 }, { 20 } };
		final Cleaning cleaning = NOTHING.withStandardize(Standardization.ZSCORE_SAMPLE).withRuns(1, 0, 1, 0, 1, 0);

		assertNear(columnOf(-1, -1, 0, 1, 1, 0), cleaning.clean(signals, Confounds.none(), SampleMask.all()),
			1e-15);
		assertNear(columnOf(-Math.sqrt(0.5), -1, Math.sqrt(0.5), 1, 0), cleaning.clean(signals, Confounds.none(),
			SampleMask.ofIndices(0, 1, 2, 3, 5)), 1e-15);
	}

	@Test
	void gapsThatLieOppositeToEachOtherAreFilled() {
		// a straight line is its own spline
		final double[][] line = new double[SAMPLES][1];
		for (int t = 0; t < SAMPLES; t++)
			line[t][0] = t;
		final double[][] damaged = Rows.copy(line);
		damaged[10][0] = damaged[49][0] = 1e6;
		final int[] keep = IntStream.range(0, SAMPLES).filter(t -> t != 10 && t != 49).toArray();
		final Cleaning lowPass = NOTHING.withLowPass(0.1).withRepetitionTime(2);

		assertNear(Rows.at(lowPass.clean(line, Confounds.none(), SampleMask.all()), keep), lowPass.clean(damaged,
			Confounds.none(), SampleMask.ofIndices(keep)), 1e-12);
	}

	@Test
	void thePlanTellsWhatItTakesAndKeeps() {
		final CleaningPlan plan = NOTHING.plan(SAMPLES, Confounds.none(), SOME);

		assertEquals(SAMPLES, plan.samples());
		assertArrayEquals(SOME.kept(SAMPLES), plan.keptSamples());
		assertFalse(plan.needsMeanLoss());
		assertTrue(NOTHING.withStandardize(Standardization.PSC).plan(SAMPLES, CONFOUNDS, SOME).needsMeanLoss());
		assertEquals(List.of(), plan.notes());
	}

	@Test
	void noVoxelsGiveNone() {
		assertArrayEquals(new double[SAMPLES][0], NOTHING.withStandardize(Standardization.PSC).withDetrend(true)
			.clean(new double[SAMPLES][0], CONFOUNDS, SampleMask.all()));
	}
}
