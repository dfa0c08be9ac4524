package org.voxmeta.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

import org.voxmeta.analysis.Estimators;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * How often each estimator finds an effect at p < 0.05 where there is none: prints Markdown tables of the
 * share of 10,000 voxels, by number of studies, true variance between studies, and pattern of the sampling
 * variances.
 */
public final class TypeIError {

	private static final int VOXELS = 10_000;
	private static final double ALPHA = 0.05;
	private static final int[] STUDIES = { 5, 10, 20, 40 };
	/** In units of the typical sampling variance, which is 1. */
	private static final double[] TAU2 = { 0, 0.25, 1, 4 };

	/** How sampling variances differ between studies. */
	private enum Pattern {
		/** All are the same. */
		EQUAL("equal"),
		/** One study after the other up to 10 times the smallest. */
		SPREAD("1 to 10"),
		/** A third of the studies are 25 times as precise as the others. */
		FEW_PRECISE("a third precise"),
		/** Known only from 20 subjects each. */
		ESTIMATED("estimated, n = 20");

		private final String label;

		Pattern(final String label) {
			this.label = label;
		}

		double variance(final int k, final int studies) {
			return switch (this) {
				case EQUAL, ESTIMATED -> 1;
				case SPREAD -> Math.pow(10, (double) k / (studies - 1) - 0.5);
				case FEW_PRECISE -> k % 3 == 0 ? 0.2 : 5;
			};
		}
	}

	private TypeIError() {
	}

	/** Runs the simulation. */
	public static void main(final String[] args) {
		final Map<String, List<double[]>> rates = new LinkedHashMap<>();
		final StringBuilder table = new StringBuilder("| studies | sampling variances | tau2 |");
		for (final EffectEstimator<?> estimator : estimators())
			table.append(' ').append(title(estimator)).append(" |");
		table.append("\n|---:|---|---:|").append("---:|".repeat(estimators().size())).append('\n');
		for (final int studies : STUDIES)
			for (final Pattern pattern : Pattern.values())
				for (final double tau2 : TAU2) {
					final StudyData data = simulate(studies, pattern, tau2);
					table.append(String.format(Locale.ROOT, "| %d | %s | %.2f |", studies,
						pattern.label, tau2));
					for (final EffectEstimator<?> estimator : estimators()) {
						final double rate = rate(estimator, data);
						rates.computeIfAbsent(title(estimator), title -> new ArrayList<>())
							.add(new double[] { studies, rate });
						table.append(String.format(Locale.ROOT, " %.3f |", rate));
					}
					table.append('\n');
				}
		System.out.println("Median over patterns and tau2\n\n| |" + Arrays.stream(STUDIES).mapToObj(k -> " "
			+ k + " |").reduce("", String::concat) + "\n|---|" + "---:|".repeat(STUDIES.length));
		rates.forEach((title, cells) -> {
			System.out.print("| " + title + " |");
			for (final int studies : STUDIES)
				System.out.printf(Locale.ROOT, " %.3f |",
					median(cells.stream().filter(cell -> cell[0] == studies).mapToDouble(cell -> cell[1])
					.sorted().toArray()));
			System.out.println();
		});
		System.out.println("\nAll\n\n" + table);
	}

	private static List<EffectEstimator<?>> estimators() {
		final List<EffectEstimator<?>> estimators = new ArrayList<>();
		for (final Estimator estimator : Estimators.all())
			if (estimator instanceof EffectEstimator<?> effects && estimator.needs().contains(Need.VARIANCE))
				for (final Adjustment adjustment : List.of(Adjustment.WALD, Adjustment.KNAPP_HARTUNG))
					estimators.add(effects.with(adjustment));
		return estimators;
	}

	private static String title(final EffectEstimator<?> estimator) {
		return estimator.name() + ", " + estimator.inference().adjustment().label();
	}

	private static StudyData simulate(final int studies, final Pattern pattern, final double tau2) {
		final SplittableRandom random = new SplittableRandom(studies);
		final double[][] y = new double[studies][VOXELS];
		final double[][] v = new double[studies][VOXELS];
		for (int k = 0; k < studies; k++)
			for (int j = 0; j < VOXELS; j++) {
				final double variance = pattern.variance(k, studies);
				y[k][j] = Math.sqrt(variance + tau2) * random.nextGaussian();
				v[k][j] = pattern == Pattern.ESTIMATED ? variance * chiSquare(random, 19) / 19 : variance;
			}
		return StudyData.of(Signals.of(y), Signals.of(v));
	}

	private static double chiSquare(final SplittableRandom random, final int dof) {
		double sum = 0;
		for (int i = 0; i < dof; i++) {
			final double z = random.nextGaussian();
			sum += z * z;
		}
		return sum;
	}

	private static double rate(final EffectEstimator<?> estimator, final StudyData data) {
		final double[] p = BlockwiseFitter.of(estimator).fit(data, EnumSet.of(MapKind.P), Progress.NONE)
			.get(MapKind.P);
		return (double) Arrays.stream(p).filter(value -> value < ALPHA).count() / p.length;
	}

	private static double median(final double[] sorted) {
		final int middle = sorted.length / 2;
		return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}
}
