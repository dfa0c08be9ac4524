package org.voxmeta.masker.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings by the names that nilearn has for them. */
class CleaningParametersTest {

	private static final Cleaning DEFAULTS = Cleaning.withDefaults();
	private static final Cleaning ALL = DEFAULTS.withDetrend(true).withStandardize(Standardization.PSC)
		.withLowPass(0.1).withHighPass(0.01).withRepetitionTime(2).withStandardizedConfounds(false)
		.withHighVarianceConfounds(true).withFilter(Filter.COSINE).withRuns(1, 1, 2);

	@Test
	void theDefaultsAreThoseOfNilearnsMaskers() {
		final Map<String, Object> parameters = DEFAULTS.parameters();

		assertEquals(List.of("detrend", "standardize", "low_pass", "high_pass", "t_r", "standardize_confounds",
			"high_variance_confounds", "filter", "runs"), List.copyOf(parameters.keySet()));
		assertEquals(List.of(false, true, false, "butterworth"), List.of(parameters.get("detrend"), parameters.get(
			"standardize_confounds"), parameters.get("high_variance_confounds"), parameters.get("filter")));
		for (final String unset : List.of("standardize", "low_pass", "high_pass", "t_r", "runs"))
			assertNull(parameters.get(unset), unset);
		assertThrows(UnsupportedOperationException.class, () -> parameters.put("detrend", true));
		assertTrue(DEFAULTS.changesNothing());
	}

	@Test
	void settingsCanBeCopiedByTheirNames() {
		Cleaning copy = DEFAULTS;
		for (final Map.Entry<String, Object> parameter : ALL.parameters().entrySet())
			copy = copy.with(parameter.getKey(), parameter.getValue());
		assertSameSettings(ALL, copy);

		for (final Map.Entry<String, Object> parameter : DEFAULTS.parameters().entrySet())
			copy = copy.with(parameter.getKey(), parameter.getValue());
		assertSameSettings(DEFAULTS, copy);
	}

	@Test
	void settingsCanBeGivenAsTexts() {
		Cleaning copy = DEFAULTS;
		for (final Map.Entry<String, String> text : Map.of("detrend", "true", "standardize", "PSC", "low_pass",
			"0.1", "high_pass", "1e-2", "t_r", "2", "standardize_confounds", "False", "high_variance_confounds",
			"true", "filter", "cosine", "runs", "1, 1,2").entrySet()) copy = copy.with(text.getKey(), text.getValue());
		assertSameSettings(ALL, copy);

		for (final String name : List.of("standardize", "low_pass", "high_pass", "t_r", "runs"))
			copy = copy.with(name, name.equals("t_r") ? "none" : "");
		copy = copy.with("detrend", "false").with("standardize_confounds", true).with("high_variance_confounds",
			false);
		assertSameSettings(DEFAULTS, copy.with("filter", "butterworth"));
	}

	private static void assertSameSettings(final Cleaning wanted, final Cleaning got) {
		wanted.parameters().forEach((name, value) -> {
			if (value instanceof int[] labels) assertArrayEquals(labels, (int[]) got.parameters().get(name));
			else assertEquals(value, got.parameters().get(name), name);
		});
	}

	@Test
	void otherTypesMeanWhatTheyMeanInNilearn() {
		assertEquals(Standardization.ZSCORE_SAMPLE, DEFAULTS.with("standardize", true).standardization());
		assertEquals(Standardization.NONE, ALL.with("standardize", false).standardization());
		assertEquals(Standardization.ZSCORE, DEFAULTS.with("standardize", Standardization.ZSCORE)
			.standardization());
		assertNull(DEFAULTS.with("filter", false).parameters().get("filter"));
		assertNull(DEFAULTS.with("filter", Filter.NONE).parameters().get("filter"));
		assertEquals(2.0, DEFAULTS.with("t_r", 2).parameters().get("t_r"));
		assertArrayEquals(new int[] { 4, 5 }, (int[]) DEFAULTS.with("runs", List.of(4, 5)).parameters()
			.get("runs"));
	}

	@Test
	void cleaningThatChangesSomethingSaysSo() {
		assertFalse(DEFAULTS.withDetrend(true).changesNothing());
		assertFalse(DEFAULTS.withStandardize(Standardization.PSC).changesNothing());
		assertFalse(DEFAULTS.withLowPass(0.1).changesNothing());
		assertFalse(DEFAULTS.withFilter(Filter.COSINE).changesNothing());
		assertTrue(DEFAULTS.withLowPass(0.1).withFilter(Filter.NONE).changesNothing());
	}

	@Test
	void labelsAreCopied() {
		final int[] labels = { 1, 2 };
		final Cleaning cleaning = DEFAULTS.withRuns(labels);

		labels[0] = 5;
		((int[]) cleaning.parameters().get("runs"))[1] = 5;

		assertArrayEquals(new int[] { 1, 2 }, (int[]) cleaning.parameters().get("runs"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"detrend | maybe | detrend: got `maybe`, wanted true or false",
		"standardize | zscores | standardize: got `zscores`, wanted any of none, zscore_sample, zscore, psc",
		"filter | fir | filter: got `fir`, wanted any of butterworth, cosine, none",
		"low_pass | 0,1 | low_pass: got `0,1`, wanted a number", //
		"t_r | -2 | t_r: got -2.0 s, wanted a number above 0",
		"runs | 1,x | runs: got `x`, wanted a whole number for each sample",
		"smooth | 1 | Setting: got `smooth`, wanted any of detrend, standardize, low_pass, high_pass, t_r, "
			+ "standardize_confounds, high_variance_confounds, filter, runs" })
	void whatIsNoSettingIsRefused(final String name, final String value, final String message) {
		assertEquals(message.replace('`', '\''), assertThrows(IllegalArgumentException.class, () ->
			DEFAULTS.with(name, value)).getMessage());
	}

	@Test
	void confoundsAreJoinedAndCopied() {
		final double[][] values = { { 1, 2 }, { 3, 4 } };
		final Confounds both = Confounds.of("a", List.of("x", "y"), values).and(Confounds.none())
			.and(Confounds.of("b", List.of("x"), new double[][] { { 5 }, { 6 } }));
		values[0][0] = 9;
		both.values()[1][1] = 9;

		assertEquals(List.of("x", "y", "x"), both.names());
		assertArrayEquals(new double[][] { { 1, 2, 5 }, { 3, 4, 6 } }, both.values());
		assertEquals("Confounds 'a' and 'b': got 2 rows, wanted 3, one for each sample", assertThrows(
			IllegalArgumentException.class, () -> both.requireSamples(3, "sample")).getMessage());
		assertTrue(Confounds.none().and(Confounds.none()).isNone());
	}
}
