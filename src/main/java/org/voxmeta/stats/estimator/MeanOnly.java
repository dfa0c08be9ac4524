package org.voxmeta.stats.estimator;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.Term;

/** The checks of estimators that know one thing to estimate, which all studies share. */
public final class MeanOnly {

	private static final int LEAST_GROUPS = 2;

	private MeanOnly() {
	}

	/**
	 * Checks that there are no moderators, independent groups, and sample sizes where they are needed.
	 *
	 * @param name the estimator's, for messages
	 * @param needs what it needs of every study
	 * @throws IllegalArgumentException if there are moderators or terms other than the mean, less than 2
	 *            groups, or no sample sizes
	 */
	public static void check(final String name, final Studies studies, final Set<Need> needs) {
		if (!studies.design().isIntercept()) throw new IllegalArgumentException("Moderators: got "
			+ String.join(", ", studies.design().columns()) + ", wanted none: " + name
			+ " has no place for them");
		final List<Term> terms = studies.design().terms();
		if (terms.size() > 1) throw new IllegalArgumentException("Contrasts and predictions: got "
			+ terms.stream().skip(1).map(Term::name).collect(Collectors.joining(", ")) + ", wanted none: "
			+ name + " has no coefficients");
		if (studies.groupCount() < LEAST_GROUPS) throw new IllegalArgumentException("Groups: got "
			+ studies.groupCount() + ", wanted " + LEAST_GROUPS + " or more");
		if (needs.contains(Need.SAMPLE_SIZE) && !studies.hasSampleSizes()) throw new IllegalArgumentException(
			"Sample sizes: got none, wanted one for each study");
	}
}
