package org.voxmeta.stats.combination;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.MeanOnly;
import org.voxmeta.stats.inference.OptionText;

/**
 * The options that combination tests share.
 *
 * @param mode which alternative
 * @param weightBySize whether larger studies weigh more
 * @param voxels which voxels the correlation between the studies is estimated from
 * @param correlation between the studies under the null hypothesis; null if it is yet to be estimated
 */
record CombinationOptions(CombinationMode mode, boolean weightBySize, CorrelationVoxels voxels,
	Correlation correlation) implements Serializable
{

	private static final String ESTIMATED = "estimated";

	static final CombinationOptions DEFAULT = new CombinationOptions(CombinationMode.CONCORDANT, false,
		CorrelationVoxels.COMPLETE, null);

	CombinationOptions with(final CombinationMode mode) {
		return new CombinationOptions(mode, weightBySize, voxels, correlation);
	}

	CombinationOptions withWeightBySize(final boolean weight) {
		return new CombinationOptions(mode, weight, voxels, correlation);
	}

	CombinationOptions with(final CorrelationVoxels voxels) {
		return new CombinationOptions(mode, weightBySize, voxels, correlation);
	}

	CombinationOptions with(final double[][] correlation) {
		return new CombinationOptions(mode, weightBySize, voxels, Correlation.of(correlation));
	}

	/** As macro keys and values. */
	Map<String, String> keys() {
		final Map<String, String> keys = new LinkedHashMap<>();
		keys.put("weightbysize", String.valueOf(weightBySize));
		keys.put("mode", mode.label());
		keys.put("correlation", correlation == null ? ESTIMATED : correlation.toString());
		keys.put("correlationvoxels", voxels.label());
		return keys;
	}

	/** These options with another value of one of their {@link #keys}. */
	CombinationOptions with(final String option, final String value) {
		return switch (option) {
			case "weightbysize" -> withWeightBySize(OptionText.isTrue(option, value));
			case "mode" -> with(CombinationMode.parse(value));
			case "correlation" -> new CombinationOptions(mode, weightBySize, voxels,
				value.trim().equalsIgnoreCase(ESTIMATED) ? null : Correlation.parse(value));
			case "correlationvoxels" -> with(CorrelationVoxels.parse(value));
			default -> throw OptionText.unknown(option, keys().keySet());
		};
	}

	Set<Need> needs() {
		return weightBySize ? EnumSet.of(Need.Z, Need.SAMPLE_SIZE) : EnumSet.of(Need.Z);
	}

	/**
	 * Checks that such studies can be combined.
	 *
	 * @param name the test's, for messages
	 */
	void check(final String name, final Studies studies) {
		MeanOnly.check(name, studies, needs());
		if (correlation == null) return;
		if (!studies.hasGroups()) throw new IllegalArgumentException(
			"Correlation: got one, but every study is a group of its own; wanted groups, or no correlation");
		if (correlation.size() != studies.count()) throw new IllegalArgumentException("Correlation: got "
			+ correlation.size() + " x " + correlation.size() + ", wanted " + studies.count() + " x "
			+ studies.count() + ", a row for each study used");
	}

	/** These options with a correlation, estimated from the data if groups need one and none is given. */
	CombinationOptions prepared(final StudyData data) {
		if (correlation != null || !data.studies().hasGroups()) return this;
		return with(NullCorrelation.estimateWithinGroups(data.values(), data.studies().groups(), voxels));
	}

	/**
	 * The correlation between two studies.
	 *
	 * @throws IllegalStateException if it is neither given nor estimated
	 */
	double between(final int i, final int j) {
		if (i == j) return 1;
		if (correlation == null) throw new IllegalStateException(
			"Correlation: got none, wanted one, given or from prepare, to combine studies of one group");
		return correlation.between(i, j);
	}

	/** What a group's studies weigh together: the mean of their sample sizes, or 1 if these do not count. */
	double meanSize(final int[] group, final Studies studies) {
		return weightBySize ? Arrays.stream(group).mapToDouble(k -> studies.sampleSizes()[k]).average()
			.orElseThrow() : 1;
	}
}
