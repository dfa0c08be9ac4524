package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoublePredicate;

import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.estimator.TermSummary;
import org.voxmeta.stats.inference.Dependence.Scheme;
import org.voxmeta.stats.inference.QProfile;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

/**
 * What to tell about studies in groups. Robust tests need many groups to be right: when there are 10 or
 * fewer, and when degrees of freedom are below 4, where Satterthwaite's approximation is not known to hold.
 * And when groups leave maps or numbers empty that were asked for.
 *
 * @see <a href="https://doi.org/10.1037/met0000011">Tipton E (2015). Small sample adjustments for robust
 *      variance estimation with meta-regression. Psychological Methods 20, 375-393</a>
 */
public final class GroupWarnings {

	/** With so many groups or fewer, robust errors tend to be too small. */
	public static final int FEW_GROUPS = 10;
	/** With fewer degrees of freedom, p values tend to be too small. */
	public static final double FEW_DEGREES = 4;

	private static final Set<MapKind> OF_TAU2 = ofTau2();

	private GroupWarnings() {
	}

	private static Set<MapKind> ofTau2() {
		final Set<MapKind> kinds = EnumSet.copyOf(QProfile.MAPS);
		kinds.add(MapKind.TAU2_SE);
		return Collections.unmodifiableSet(kinds);
	}

	/**
	 * Whether an estimator's tests of these studies are robust ones, so that there may be something to tell.
	 */
	public static boolean concern(final Estimator estimator, final Studies studies) {
		return studies.hasGroups() && estimator instanceof EffectEstimator<?>;
	}

	/**
	 * The warnings for a fit, none where they do not {@link #concern} it.
	 *
	 * @param maps the fit's, with the degrees of freedom if these are to be looked at
	 */
	public static List<String> of(final Estimator estimator, final Studies studies, final FittedMaps maps) {
		final List<String> warnings = new ArrayList<>();
		if (!concern(estimator, studies)) return warnings;
		addFewGroups(studies, warnings);
		if (maps.kinds().contains(MapKind.DOF)) for (int t = 0; t < maps.terms().size(); t++)
			addFewDegrees(maps.terms().get(t).name(), maps.row(MapKind.DOF, t), warnings);
		if (!Collections.disjoint(maps.kinds(), OF_TAU2)) addNoBounds(estimator, studies, warnings);
		for (final MapKind kind : List.of(MapKind.QM, MapKind.QM_P))
			if (maps.kinds().contains(kind)) {
				addNoOmnibusTest(maps.row(kind, 0), maps.count(Reason.NONE), warnings);
				break;
			}
		return warnings;
	}

	/** The warnings for the fit of a single data set. */
	public static List<String> of(final Results results) {
		final List<String> warnings = new ArrayList<>();
		final Studies studies = results.data().studies();
		if (!concern(results.estimator(), studies)) return warnings;
		addFewGroups(studies, warnings);
		for (final TermSummary term : results.summary())
			if (term.dof() < FEW_DEGREES) warnings.add(String.format(Locale.ROOT,
				"Degrees of freedom of %s: %.1f, below %d; its p value tends to be too small", term.name(),
				term.dof(), (int) FEW_DEGREES));
		addNoBounds(results.estimator(), studies, warnings);
		if (!studies.design().isIntercept()) addNoOmnibusTest(new Signals.DoubleRow(new double[] {
			results.get(MapKind.QM) }), 1, warnings);
		return warnings;
	}

	private static void addFewGroups(final Studies studies, final List<String> warnings) {
		if (studies.groupCount() <= FEW_GROUPS) warnings.add("Groups: " + studies.count()
			+ " studies are of only " + studies.groupCount() + " groups; with " + FEW_GROUPS
			+ " or fewer, robust standard errors tend to be too small");
	}

	private static void addFewDegrees(final String term, final Signals.Row dof, final List<String> warnings) {
		final int voxels = count(dof, value -> !Double.isNaN(value));
		final int few = count(dof, value -> value < FEW_DEGREES);
		if (few > 0) warnings.add(String.format(Locale.ROOT,
			"Degrees of freedom%s: below %s in %d of %d voxels (%.1f %%); p values there tend to be too"
			+ " small",
			term.isEmpty() ? "" : " of " + term, (int) FEW_DEGREES, few, voxels, 100.0 * few / voxels));
	}

	private static int count(final Signals.Row map, final DoublePredicate which) {
		final int[] count = { 0 };
		map.forEach((j, value) -> {
			if (which.test(value)) count[0]++;
		});
		return count[0];
	}

	/**
	 * The interval of tau2 and its standard error are those of the groups' means, which have no such
	 * moderator.
	 */
	private static void addNoBounds(final Estimator estimator, final Studies studies,
		final List<String> warnings)
	{
		final int column = studies.columnDifferingWithinGroups();
		final Scheme scheme = ((EffectEstimator<?>) estimator).inference().dependence().scheme();
		if (column >= 0 && scheme == Scheme.RESCALE) warnings.add(
			"Tau2: no interval and no standard error, as '" + studies.design().columns().get(column)
			+ "' differs among studies of one group, and with weightscheme " + scheme.label()
			+ " these come from the groups' means; weightscheme " + Scheme.INDIVIDUAL.label()
			+ " has those of independent studies");
	}

	private static void addNoOmnibusTest(final Signals.Row qm, final int fitted, final List<String> warnings) {
		final int tested = count(qm, value -> !Double.isNaN(value));
		if (tested < fitted) warnings.add("QM: no test of all moderators" + (fitted == 1 ? "" : " in "
			+ (fitted - tested) + " of " + fitted + " voxels") + ", for which there are too few groups");
	}
}
