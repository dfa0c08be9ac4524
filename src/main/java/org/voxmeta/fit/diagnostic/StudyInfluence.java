package org.voxmeta.fit.diagnostic;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.task.Progress;

/**
 * What each study does to the fit of every voxel, and which does most. A voxel's numbers are those of {@link
 * org.voxmeta.stats.diagnostic.Influence} of a data set with its studies. Where studies are in groups, a
 * group is left out as a whole, as what it does is not the sum of what its studies do. Immutable,
 * thread-safe.
 *
 * @see <a href="https://doi.org/10.1002/jrsm.11">Viechtbauer W, Cheung MWL (2010). Outlier and influence
 *      diagnostics for meta-analysis. Research Synthesis Methods 1, 112-125</a>
 */
public final class StudyInfluence {

	private static final String STAGE = "measuring influence";

	private final Estimator estimator;
	private final Set<Measure> measures;
	private final Measure most;

	private StudyInfluence(final Estimator estimator, final Set<Measure> measures, final Measure most) {
		this.estimator = estimator;
		this.measures = measures;
		this.most = most;
	}

	/** Cook's distance, DFFITS, and the changes of tau2 and Q; the most influential study by Cook's distance. */
	public static StudyInfluence of(final Estimator estimator) {
		return new StudyInfluence(estimator, EnumSet.of(Measure.COOK, Measure.DFFITS, Measure.TAU2_CHANGE,
			Measure.Q_CHANGE), Measure.COOK);
	}

	/** The measures to keep, as far as there are such. */
	public StudyInfluence with(final Set<Measure> wanted) {
		final Set<Measure> chosen = EnumSet.noneOf(Measure.class);
		chosen.addAll(wanted);
		return new StudyInfluence(estimator, chosen, most);
	}

	/** The measure whose largest absolute value makes a study the most influential one. */
	public StudyInfluence withMost(final Measure measure) {
		return new StudyInfluence(estimator, measures, measure);
	}

	/**
	 * Checks that there is anything to measure.
	 *
	 * @throws IllegalArgumentException if the estimator gives none of the measures that are wanted, or not that
	 *             of the most influential study
	 */
	public void check(final Studies studies) {
		final Set<Measure> available = Measure.available(estimator, studies);
		if (available.contains(most)) return;
		final String of = studies.hasGroups() ? "studies in groups" : estimator.name();
		throw new IllegalArgumentException("Most influential study: got '" + most.key() + "' for " + of
			+ ", wanted "
			+ (available.isEmpty() ? "an estimator that uses variances of effects" : "one of " + String.join(", ",
			available.stream().map(Measure::key).toList())));
	}

	/** What is left out of such studies: each of them, or each group where there are groups. */
	public static Units units(final Studies studies) {
		return studies.hasGroups() ? Units.groups(studies) : Units.studies(studies);
	}

	/**
	 * Measures each unit's influence on each voxel.
	 *
	 * @throws IllegalArgumentException if {@link #check} does, or the estimator cannot work with such studies
	 * @throws CancellationException if the progress says so
	 */
	public InfluenceMaps of(final Voxels voxels, final Progress progress) {
		final Studies studies = voxels.data().studies();
		check(studies);
		estimator.check(studies);
		final Set<Measure> kept = EnumSet.copyOf(measures);
		kept.retainAll(Measure.available(estimator, studies));
		final Set<Measure> computed = EnumSet.of(most);
		computed.addAll(kept);
		final Units units = units(studies);
		final BlockInfluence influence = new BlockInfluence(estimator.prepare(voxels.data()), units, computed,
			Measure.isOfWeights(estimator, studies));
		final InfluenceMaps maps = new InfluenceMaps(voxels, units.count(), kept, most);
		voxels.forEach(STAGE, progress, (from, block, pulse) -> {
			final Map<Measure, double[][]> values = influence.of(block, pulse);
			maps.put(from, values, block.size());
		});
		return maps;
	}
}
