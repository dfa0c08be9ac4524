package org.voxmeta.analysis;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.study.DroppedStudy;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.study.GroupLabels;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.study.ModeratorDesign;
import org.voxmeta.study.SampleSizeList;

/**
 * What is known of the studies of stacks without a table: what the options say, and where these say nothing, the stacks.
 *
 * @param needs what the estimator needs of each study
 * @param dropInvalid whether a study without a moderator is left out instead of refused
 * @param sampleSizes numbers separated by commas; empty for those of the stacks
 * @param kept what the stacks say
 */
record ListedStudies(Set<Need> needs, boolean dropInvalid, GroupChoice groups, String sampleSizes,
	ModeratorChoice moderators, KeptStudies kept)
{

	/**
	 * The numbers of the studies that have all moderators.
	 *
	 * @param count of the studies in the stacks
	 * @throws IllegalArgumentException if there is no such column, or a study without a cell in it that may not be
	 *         left out
	 */
	int[] used(final int count, final StudyFacts facts) {
		final List<DroppedStudy> lacking = kept.lacking(moderators.columns(kept.names()));
		if (lacking.isEmpty()) return IntStream.range(0, count).toArray();
		if (!dropInvalid) throw new IllegalArgumentException("Studies: what is needed is missing in " + lacking.size()
			+ " of " + count + " studies of the stacks (dropInvalid=true would drop these), first in " + lacking.get(0));
		if (lacking.size() == count) throw new IllegalArgumentException("Studies: none of " + count
			+ " studies of the stacks has all of the moderators '" + moderators.moderators() + "'");
		facts.dropped(lacking);
		return kept.without(lacking);
	}

	/**
	 * The studies.
	 *
	 * @param count of the studies in the stacks
	 * @param used the numbers of those that are used
	 * @throws IllegalArgumentException if an option does not suit them
	 */
	Studies of(final int count, final StudyFacts facts, final int... used) {
		final KeptStudies left = kept.isKnown() ? kept.at(used) : kept;
		if (left.isKnown()) {
			facts.record("studies", left.ids());
			facts.columns(left);
		}
		final ModeratorDesign design = ModeratorDesign.of(moderators, left.names(), left::cells, used.length);
		final Studies studies = facts.grouped(Studies.of(facts.design(design)), labels(count).at(used));
		if (groups == GroupChoice.NONE && left.groups().hasRepeats()) facts.note(
			"Studies of one group are treated as independent: " + String.join(", ", left.groups().repeated()));
		if (!needs.contains(Need.SAMPLE_SIZE)) {
			if (!sampleSizes.isEmpty()) facts.note("Sample sizes: given, but not used with these options");
			return studies;
		}
		final double[] sizes = sampleSizes.isEmpty() && left.hasSampleSizes() ? left.sampleSizes() : listedSizes(count,
			used);
		facts.record("samplesizes", sizes);
		return studies.withSampleSizes(sizes);
	}

	private double[] listedSizes(final int count, final int... used) {
		final double[] all = SampleSizeList.parse(sampleSizes, count);
		return IntStream.of(used).mapToDouble(k -> all[k]).toArray();
	}

	/** Of all studies in the stacks: labels may be listed. */
	private GroupLabels labels(final int count) {
		if (kept.isKnown() && groups == GroupChoice.AUTO) return kept.groups();
		return groups.isOneOf(kept.names()) ? groups.labels(kept.names(), kept::cells, count) : groups.labels(count);
	}
}
