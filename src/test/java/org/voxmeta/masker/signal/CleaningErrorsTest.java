package org.voxmeta.masker.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be cleaned says why, and what a user should know is told. */
class CleaningErrorsTest {

	private static final Cleaning NOTHING = Cleaning.withDefaults();
	private static final Cleaning LOW_PASS = NOTHING.withLowPass(0.1).withRepetitionTime(2);
	private static final Cleaning COSINE = NOTHING.withHighPass(0.02).withRepetitionTime(2).withFilter(
		Filter.COSINE);

	private static void assertRefused(final String message, final Executable call) {
		assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
	}

	private static List<String> notes(final Cleaning cleaning, final int samples, final Confounds confounds) {
		return cleaning.plan(samples, confounds, SampleMask.all()).notes();
	}

	private static Confounds random(final int samples, final int number) {
		return Confounds.of("moves.tsv", IntStream.range(0, number).mapToObj(c -> "m" + c).toList(), Tables.random(
			new Random(5), samples, number));
	}

	@Test
	void confoundsOfAnotherLength() {
		assertRefused("Confounds 'moves.tsv': got 39 rows, wanted 40, one for each sample", () -> NOTHING.plan(40,
			random(39, 2), SampleMask.all()));
		assertRefused("Confounds 'moves.tsv': got 39 rows, wanted 40, one for each sample of 'rest.nii.gz'",
			() -> random(39, 2).requireSamples(40, "sample of 'rest.nii.gz'"));
	}

	@Test
	void sampleMaskOfAnotherSeries() {
		assertRefused("Sample mask: got sample 40, wanted at most 39 as there are 40 samples", () ->
			NOTHING.plan(40, Confounds.none(), SampleMask.ofIndices(3, 40)));
		assertRefused("Sample mask: got 2 values, wanted 40, one for each sample", () -> NOTHING.plan(40, Confounds
			.none(), SampleMask.ofBooleans(true, false)));
	}

	@Test
	void runsOfAnotherSeriesAndRunsOfWhichNothingIsKept() {
		assertRefused("Runs: got 3 labels, wanted 40, one for each sample", () -> NOTHING.withRuns(1, 1, 2).plan(40,
			Confounds.none(), SampleMask.all()));
		assertRefused("Run 7: the sample mask keeps none of its samples, wanted at least 1", () ->
			NOTHING.withRuns(5, 5, 7, 7).plan(4, Confounds.none(), SampleMask.ofIndices(0, 1)));
	}

	@Test
	void tooFewSamplesForTheFilter() {
		assertRefused("Filter: got 18 samples, wanted at least 19 for a low-pass Butterworth filter",
			() -> LOW_PASS.plan(18, Confounds.none(), SampleMask.all()));
		assertRefused("Filter: got 33 samples, wanted at least 34 for a band-pass Butterworth filter",
			() -> LOW_PASS.withHighPass(0.02).plan(33, Confounds.none(), SampleMask.all()));
		assertRefused("Filter: got 18 samples, wanted at least 19 for a high-pass Butterworth filter", () -> NOTHING
			.withHighPass(0.02).withRepetitionTime(2).plan(40, Confounds.none(), SampleMask.ofIndices(10, 27)));
		assertRefused("Run 2: Filter: got 10 samples, wanted at least 19 for a low-pass Butterworth filter", () ->
			LOW_PASS.withRuns(IntStream.range(0, 40).map(t -> t < 30 ? 1 : 2).toArray())
			.plan(40, Confounds.none(), SampleMask.all()));
		assertEquals(1, LOW_PASS.plan(19, Confounds.none(), SampleMask.all()).clean(new double[19][1])[0].length);
	}

	@Test
	void signalsThatAreNoTable() {
		final CleaningPlan plan = NOTHING.plan(2, Confounds.none(), SampleMask.all());

		assertRefused("Signals: got 3 samples, wanted 2", () -> plan.clean(new double[3][4]));
		assertRefused("Signals: sample 1 has 3 values, wanted 4 as sample 0", () -> plan.clean(new double[][] {
			new double[4], new double[3] }));
		assertRefused("Signals: got 0 samples, wanted at least 1", () -> NOTHING.clean(new double[0][], Confounds
			.none(), SampleMask.all()));
	}

	@Test
	void filtersLackWhatTheyNeed() {
		assertRefused("t_r: got none, wanted the seconds from sample to sample, for the filter", () -> NOTHING
			.withLowPass(0.1).plan(40, Confounds.none(), SampleMask.all()));
		assertRefused("t_r: got none, wanted the seconds from sample to sample, for the filter", () -> COSINE
			.withRepetitionTime(Double.NaN).plan(40, Confounds.none(), SampleMask.all()));
		assertRefused("high_pass: got none, wanted a number in Hz, as filter is cosine", () -> COSINE.withHighPass(
			Double.NaN).plan(40, Confounds.none(), SampleMask.all()));
		assertRefused("high_pass: got 0.1 Hz, wanted less than low_pass, 0.1 Hz", () -> LOW_PASS.withHighPass(0.1)
			.plan(40, Confounds.none(), SampleMask.all()));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -1, Double.POSITIVE_INFINITY })
	void frequenciesAndTimesThatAreNone(final double value) {
		assertRefused("low_pass: got " + value + " Hz, wanted a number above 0", () -> NOTHING.withLowPass(value));
		assertRefused("high_pass: got " + value + " Hz, wanted a number above 0", () ->
			NOTHING.withHighPass(value));
		assertRefused("t_r: got " + value + " s, wanted a number above 0", () -> NOTHING.withRepetitionTime(value));
	}

	@Test
	void sampleMasksThatAreNone() {
		assertRefused("Sample mask: keeps no sample, wanted at least 1", SampleMask::ofIndices);
		assertRefused("Sample mask: keeps no sample, wanted at least 1", () -> SampleMask.ofBooleans(false, false));
		assertRefused("Sample mask: got sample -1, wanted numbers from 0", () -> SampleMask.ofIndices(-1, 3));
		assertRefused("Sample mask: got sample 3 twice, wanted each sample once, in ascending order", () ->
			SampleMask.ofIndices(1, 3, 3));
		assertRefused("Sample mask: got sample 2 after 3, wanted each sample once, in ascending order", () ->
			SampleMask.ofIndices(1, 3, 2));
	}

	@Test
	void confoundsThatAreNone() {
		assertRefused("Confounds: got 0 rows of 0 confounds, wanted at least one of each", () -> Confounds.of(
			new double[0][]));
		assertRefused("Confounds: got 2 rows of 0 confounds, wanted at least one of each", () -> Confounds.of(
			new double[2][0]));
		assertRefused("Confounds 'a.csv': row 2 has 1 values, wanted 2: x, y", () ->
			Confounds.of("a.csv", List.of("x", "y"), new double[][] { { 1, 2 }, { 3 } }));
		assertRefused("Confounds 'a.csv': row 2 has NaN in 'y', wanted a finite number", () ->
			Confounds.of("a.csv", List.of("x", "y"), new double[][] { { 1, 2 }, { 3, Double.NaN } }));
		assertRefused("Confounds 'b.csv': got 2 rows, wanted 1, one for each row of Confounds 'a.csv'", () ->
			Confounds.of("a.csv", List.of("x"), new double[1][1])
			.and(Confounds.of("b.csv", List.of("x"), new double[2][1])));
	}

	@Test
	void whatIsOddButPossibleIsTold() {
		final Confounds none = Confounds.none();

		assertEquals(List.of(), notes(LOW_PASS, 40, random(40, 2)));
		assertEquals(List.of("low_pass and high_pass are not used, as filter is none"), notes(LOW_PASS.withFilter(
			Filter.NONE), 40, none));
		assertEquals(List.of("low_pass is not used, as filter is cosine"), notes(COSINE.withLowPass(0.1), 40,
			none));
		assertEquals(List.of("low_pass is lowered from 0.3 Hz to just below 0.25 Hz, "
			+ "half the sampling rate at t_r 2.0 s"), notes(LOW_PASS.withLowPass(0.3), 40, none));
		assertEquals("No filter is run: both cut-offs are above half the sampling rate",
			notes(LOW_PASS.withHighPass(0.28).withLowPass(0.3), 40, none).get(2));
		assertEquals(List.of("No cosine is slow enough for high_pass 0.02 Hz in 10 samples: nothing is filtered"),
			notes(COSINE, 10, none));
		assertEquals("high_pass 0.3 Hz at t_r 2.0 s takes out all frequencies", notes(COSINE.withHighPass(0.3), 40,
			none).get(0));
		assertEquals(List.of("The confounds have a cosine already: no others are added"),
			notes(COSINE, 40, Confounds.of(CosineDrift.of(40, 0.02, 2))));
		assertEquals(List.of(
			"Confounds are neither detrended nor standardised: unless their means are 0, signals' means change too"),
			notes(NOTHING.withStandardizedConfounds(false), 40, random(40, 2)));
		assertEquals(List.of("Confounds: 9 independent ones explain all that 10 samples can show, "
			+ "so nothing is left"), notes(NOTHING, 10, random(10, 12)));
	}

	@Test
	void aBandAboveHalfTheSamplingRateIsNotFiltered() {
		final double[][] signals = Tables.random(new Random(1), 40, 2);

		assertTrue(Arrays.deepEquals(signals, LOW_PASS.withHighPass(0.28).withLowPass(0.3)
			.clean(signals, Confounds.none(), SampleMask.all())));
	}
}
