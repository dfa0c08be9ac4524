package org.voxmeta.stats.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.stats.check.SimulatedMaps.Setting;
import org.voxmeta.stats.data.Signals;

/** Simulated studies without a mistake raise no alarm; each mistake raises its own, in its study. */
class AlarmsTest {

	/** Effects that can be seen in maps that are not too smooth for their size. */
	private static final Setting CLEAR = new Setting(1, 2, 14, 14, 10);
	private static final int SEEDS = 10;

	/** No, weak and strong effects in rough to very smooth maps, of a small volume and of a plane. */
	@ParameterizedTest
	@ValueSource(ints = { 3, 4, 5, 10, 21, 40 })
	void studiesWithoutAMistakeRaiseNoAlarm(final int studies) {
		final List<Finding> findings = new ArrayList<>();
		int alarmed = 0;
		for (int seed = 0; seed < 100; seed++) {
			final double signal = new double[] { 0, 0.3, 1 }[seed % 3];
			final int width = new int[] { 2, 4, 7 }[seed / 3 % 3];
			final List<Finding> found = all(SimulatedMaps.of(studies, seed % 2 == 0 ? new Setting(signal, width, 11,
				11, 10) : new Setting(signal, width, 36, 30), 7919L * seed + studies));
			findings.addAll(found);
			if (!found.isEmpty()) alarmed++;
		}

		assertTrue(alarmed <= 1, alarmed + " of 100 sets: " + findings);
	}

	static Stream<Arguments> mistakes() {
		final List<Arguments> mistakes = new ArrayList<>();
		for (final int studies : new int[] { 5, 21 }) {
			mistakes.add(Arguments.of("the sign of the effect is reversed", Alarm.OPPOSITE, studies, 1.0,
				(Consumer<SimulatedMaps>) maps -> SimulatedMaps.change(maps.effects[1], y -> -y)));
			mistakes.add(Arguments.of("effects are in other units", Alarm.OTHER_SCALE, studies, 1.0,
				(Consumer<SimulatedMaps>) maps -> {
					SimulatedMaps.change(maps.effects[1], y -> 1000 * y);
					SimulatedMaps.change(maps.variances[1], v -> 1e6 * v);
				}));
			mistakes.add(Arguments.of("effects are in much smaller units", Alarm.OTHER_SCALE, studies, 1.0,
				(Consumer<SimulatedMaps>) maps -> {
					SimulatedMaps.change(maps.effects[1], y -> 0.01 * y);
					SimulatedMaps.change(maps.variances[1], v -> 1e-4 * v);
				}));
			mistakes.add(Arguments.of("effects are t values", Alarm.RATIO_OF_STATISTICS, studies, 100.0,
				(Consumer<SimulatedMaps>) maps -> maps.effects[1] = maps.statistics()[1]));
			mistakes.add(Arguments.of("variances are standard errors", Alarm.RATIO_OF_ERRORS, studies, 1000.0,
				(Consumer<SimulatedMaps>) maps -> SimulatedMaps.change(maps.variances[1], Math::sqrt)));
			mistakes.add(Arguments.of("variances are standard errors of small effects", Alarm.RATIO_OF_ERRORS, studies,
				0.01, (Consumer<SimulatedMaps>) maps -> SimulatedMaps.change(maps.variances[1], Math::sqrt)));
			mistakes.add(Arguments.of("variances are in other units", Alarm.ODD_RATIO, studies, 30.0,
				(Consumer<SimulatedMaps>) maps -> SimulatedMaps.change(maps.variances[1], v -> v / 1e5)));
			mistakes.add(Arguments.of("the effect is the same everywhere", Alarm.CONSTANT, studies, 1.0,
				(Consumer<SimulatedMaps>) maps -> Arrays.fill(maps.effects[1], 0.2)));
			mistakes.add(Arguments.of("the effect is nowhere", Alarm.NO_VALUES, studies, 1.0,
				(Consumer<SimulatedMaps>) maps -> Arrays.fill(maps.effects[1], Double.NaN)));
			mistakes.add(Arguments.of("some variances are negative", Alarm.NEGATIVE, studies, 1.0,
				(Consumer<SimulatedMaps>) maps -> maps.variances[1][7] = -0.1));
			mistakes.add(Arguments.of("most of the effect is cut off", Alarm.FEW_VOXELS, studies, 1.0,
				(Consumer<SimulatedMaps>) maps -> Arrays.fill(maps.effects[1], 0, 1200, Double.NaN)));
			mistakes.add(Arguments.of("a map is there twice", Alarm.SAME, studies, 1.0,
				(Consumer<SimulatedMaps>) maps -> maps.effects[1] = maps.effects[0].clone()));
			mistakes.add(Arguments.of("a map is there twice, in other units", Alarm.PROPORTIONAL, studies, 1.0,
				(Consumer<SimulatedMaps>) maps -> {
					maps.effects[1] = maps.effects[0].clone();
					SimulatedMaps.change(maps.effects[1], y -> (float) (-1.7 * y));
				}));
			mistakes.add(Arguments.of("the effect has lost its sign", Alarm.UNSIGNED, studies, 1.0,
				(Consumer<SimulatedMaps>) maps -> SimulatedMaps.change(maps.effects[1], Math::abs)));
		}
		return mistakes.stream();
	}

	/** Told in 9 of 10 sets or more, and nothing is said of another study. */
	@ParameterizedTest(name = "{0}, {2} studies")
	@MethodSource("mistakes")
	void aMistakeIsTold(final String mistake, final Alarm alarm, final int studies, final double unit,
		final Consumer<SimulatedMaps> change)
	{
		int told = 0;
		for (int seed = 0; seed < SEEDS; seed++) {
			final SimulatedMaps maps = SimulatedMaps.of(studies, CLEAR, 100 + seed);
			for (int k = 0; k < studies; k++) {
				SimulatedMaps.change(maps.effects[k], y -> unit * y);
				SimulatedMaps.change(maps.variances[k], v -> unit * unit * v);
			}
			change.accept(maps);

			final List<Finding> found = effectsAndVariances(maps);

			if (found.stream().anyMatch(finding -> finding.alarm() == alarm)) told++;
			final int at = seed;
			found.forEach(finding -> assertEquals(1, finding.study(), () -> mistake + ", seed " + at + ": " + found));
		}
		assertTrue(told >= 0.9 * SEEDS, told + " of " + SEEDS);
	}

	@ParameterizedTest
	@ValueSource(ints = { 5, 21 })
	void variancesForStandardErrorsAreTold(final int studies) {
		final SimulatedMaps maps = SimulatedMaps.of(studies, CLEAR, 3);
		for (int k = 0; k < studies; k++) {
			SimulatedMaps.change(maps.effects[k], y -> 100 * y);
			SimulatedMaps.change(maps.variances[k], v -> 1e4 * v);
		}
		SimulatedMaps.change(maps.variances[1], v -> v * v);
		final boolean[] isError = new boolean[studies];
		isError[1] = true;

		final List<Finding> found = RatioCheck.of(maps.effectSignals(), maps.varianceSignals(), isError);

		assertEquals(List.of(Alarm.RATIO_OF_VARIANCES), found.stream().map(Finding::alarm).toList());
		assertEquals(1, found.get(0).study());
	}

	@ParameterizedTest
	@ValueSource(ints = { 5, 21 })
	void pMapsAmongStatisticsAreTold(final int studies) {
		final double[][] t = SimulatedMaps.of(studies, CLEAR, 4).statistics();
		SimulatedMaps.change(t[1], value -> Math.exp(-Math.abs(value)));

		final List<Finding> found = MapCheck.of(Signals.of(t), Content.STATISTIC).findings();

		assertEquals(List.of(Alarm.LIKE_P), found.stream().map(Finding::alarm).distinct().toList());
		assertEquals(1, found.get(0).study());
	}

	@ParameterizedTest
	@ValueSource(ints = { 5, 21 })
	void studiesOfManyUnitsAreToldOnce(final int studies) {
		final SimulatedMaps maps = SimulatedMaps.of(studies, CLEAR, 5);
		for (int k = 0; k < studies; k++) {
			final double unit = Math.pow(30, k % 4);
			SimulatedMaps.change(maps.effects[k], y -> unit * y);
		}

		final List<Finding> found = MapCheck.of(maps.effectSignals(), Content.EFFECT).findings();

		assertEquals(List.of(Alarm.NO_COMMON_SCALE), found.stream().map(Finding::alarm).toList());
		assertEquals(-1, found.get(0).study());
	}

	@Test
	void variancesFarTooLargeForAllAreTold() {
		final SimulatedMaps maps = SimulatedMaps.of(3, CLEAR, 6);
		for (int k = 0; k < 3; k++)
			SimulatedMaps.change(maps.variances[k], v -> 1e6 * v);

		final List<Finding> found = RatioCheck.of(maps.effectSignals(), maps.varianceSignals(), new boolean[3]);

		assertEquals(List.of(Alarm.ODD_RATIO), found.stream().map(Finding::alarm).toList());
		assertEquals(-1, found.get(0).study());
	}

	@Test
	void mapsOfOneStudyThatDoNotBelongTogetherAreTold() {
		final SimulatedMaps maps = SimulatedMaps.of(1, CLEAR, 7);
		final Signals.Row y = maps.effectSignals().row(0);
		final Signals.Row v = maps.varianceSignals().row(0);
		final double[] t = maps.statistics()[0];

		assertEquals(List.of(), statistic(y, v, false, t));
		assertEquals(List.of(Alarm.SIGNS_DIFFER), statistic(y, v, false, changed(t, x -> -x)));
		assertEquals(List.of(Alarm.NOT_THE_RATIO), statistic(y, v, false, changed(t, x -> 2 * x)));
		assertEquals(List.of(Alarm.RATIO_TO_ERRORS), statistic(y, row(changed(maps.variances[0], Math::sqrt)),
			false, t));
		assertEquals(List.of(Alarm.RATIO_TO_VARIANCES), statistic(y, row(changed(maps.variances[0], x -> x * x)),
			true, t));
		assertEquals(List.of(Alarm.SAME_KIND, Alarm.NOT_THE_RATIO), statistic(y, v, false, maps.effects[0]));
		final double[] rounded = changed(t, x -> Math.rint(200 * x) / 200);
		assertEquals(List.of(), statistic(y, v, false, rounded));
	}

	@Test
	void fewVoxelsTellNothing() {
		final Random random = new Random(8);
		for (int seed = 0; seed < 200; seed++) {
			final double[][] maps = new double[5][12];
			for (final double[] map : maps)
				Arrays.setAll(map, j -> random.nextGaussian());

			assertEquals(List.of(), MapCheck.of(Signals.of(maps), Content.EFFECT).findings());
			assertEquals(List.of(), MapCheck.of(Signals.of(maps), Content.STATISTIC).findings());
		}
	}

	@Test
	void emptyAndSingleStudiesAreNoFailure() {
		final double[] none = new double[50];
		Arrays.fill(none, Double.NaN);
		final Signals empty = Signals.of(new double[][] { none, none.clone() });

		assertEquals(List.of(Alarm.NO_VALUES, Alarm.NO_VALUES), MapCheck.of(empty,
			Content.EFFECT).findings().stream().map(Finding::alarm).toList());
		assertEquals(List.of(), RatioCheck.of(empty, empty, new boolean[2]));
		final SimulatedMaps one = SimulatedMaps.of(1, CLEAR, 9);
		assertEquals(List.of(), all(one));
		assertTrue(Double.isNaN(MapCheck.of(one.effectSignals(), Content.EFFECT).correlations()[0]));
	}

	private static List<Alarm> statistic(final Signals.Row y, final Signals.Row v, final boolean isError,
		final double[] t)
	{
		return Stream.concat(StatisticCheck.signs(0, y, row(t)).stream(), StatisticCheck.ratio(0, y, v, isError,
			row(t)).stream()).map(Finding::alarm).toList();
	}

	private static double[] changed(final double[] map, final DoubleUnaryOperator change) {
		final double[] changed = map.clone();
		SimulatedMaps.change(changed, change);
		return changed;
	}

	private static Signals.Row row(final double[] values) {
		return new Signals.DoubleRow(values);
	}

	private static List<Finding> effectsAndVariances(final SimulatedMaps maps) {
		final List<Finding> findings = new ArrayList<>(MapCheck.of(maps.effectSignals(),
			Content.EFFECT).findings());
		findings.addAll(MapCheck.of(maps.varianceSignals(), Content.ERROR).findings());
		findings.addAll(RatioCheck.of(maps.effectSignals(), maps.varianceSignals(),
			new boolean[maps.effects.length]));
		return findings;
	}

	private static List<Finding> all(final SimulatedMaps maps) {
		final List<Finding> findings = effectsAndVariances(maps);
		final double[][] t = maps.statistics();
		findings.addAll(MapCheck.of(Signals.of(t), Content.STATISTIC).findings());
		for (int k = 0; k < t.length; k++)
			StatisticCheck.ratio(k, maps.effectSignals().row(k), maps.varianceSignals().row(k), false,
			row(t[k])).ifPresent(findings::add);
		return findings;
	}
}
