package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;

/**
 * What to tell about robust tests of studies in groups, which need many groups to be right: when there are 10
 * or fewer, and when degrees of freedom are below 4, where Satterthwaite's approximation is not known to
 * hold.
 *
 * @see <a href="https://doi.org/10.1037/met0000011">Tipton E (2015). Small sample adjustments for robust
 *      variance estimation with meta-regression. Psychological Methods 20, 375-393</a>
 */
public final class GroupWarnings {

	/** With so many groups or fewer, robust errors tend to be too small. */
	public static final int FEW_GROUPS = 10;
	/** With fewer degrees of freedom, p values tend to be too small. */
	public static final double FEW_DEGREES = 4;

	private GroupWarnings() {
	}

	/** Whether an estimator's tests of these studies are robust ones, so that there may be something to tell. */
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
		if (studies.groupCount() <= FEW_GROUPS) warnings.add("Groups: " + studies.count() + " studies are of only "
			+ studies.groupCount() + " groups; with " + FEW_GROUPS
			+ " or fewer, robust standard errors tend to be too small");
		if (maps.kinds().contains(MapKind.DOF)) for (int t = 0; t < maps.terms().size(); t++)
			addFewDegrees(maps.terms().get(t).name(), maps.get(MapKind.DOF, t), warnings);
		return warnings;
	}

	private static void addFewDegrees(final String term, final double[] dof, final List<String> warnings) {
		int voxels = 0;
		int few = 0;
		for (final double value : dof) {
			if (!Double.isNaN(value)) voxels++;
			if (value < FEW_DEGREES) few++;
		}
		if (few > 0) warnings.add(String.format(Locale.ROOT,
			"Degrees of freedom%s: below %s in %d of %d voxels (%.1f %%); p values there tend to be too small",
			term.isEmpty() ? "" : " of " + term, (int) FEW_DEGREES, few, voxels, 100.0 * few / voxels));
	}
}
