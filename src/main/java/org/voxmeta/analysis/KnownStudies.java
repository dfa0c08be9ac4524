package org.voxmeta.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.study.GroupLabels;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.study.ModeratorDesign;
import org.voxmeta.study.SampleSizeList;
import org.voxmeta.study.StudySelection;

/**
 * What is known of studies besides their maps.
 *
 * @param needs what the estimator needs of each study
 * @param sampleSizes of studies without a table, separated by commas; one number for all
 */
record KnownStudies(Set<Need> needs, GroupChoice groups, String sampleSizes, ModeratorChoice moderators) {

	/** What a table says of studies. */
	Studies described(final StudySelection selection, final StudyFacts facts) {
		facts.columns(new SelectedColumns(selection));
		selection.notes().forEach(facts::note);
		facts.dropped(selection.dropped());
		groups.notes(selection).forEach(facts::note);
		final ModeratorDesign design = ModeratorDesign.of(moderators, selection);
		design.remarks().forEach(facts::remark);
		if (!moderators.isNone()) facts.record("design", design.record());
		final Studies studies = grouped(Studies.of(design.design()), groups.labels(selection), facts);
		return needs.contains(Need.SAMPLE_SIZE) ? studies.withSampleSizes(selection.sampleSizes()) : studies;
	}

	/** What the options say of studies without a table, and where these say nothing, the stacks. */
	Studies listed(final int count, final KeptStudies kept, final StudyFacts facts) {
		if (kept.isKnown()) facts.record("studies", kept.ids());
		final ModeratorDesign mean = ModeratorDesign.of(moderators, List.of(), column -> List.of(), count);
		final boolean isKept = kept.isKnown() && groups == GroupChoice.AUTO;
		final Studies studies = grouped(Studies.of(mean.design()), isKept ? kept.groups() : groups.labels(count),
			facts);
		if (groups == GroupChoice.NONE && kept.groups().hasRepeats()) facts.note(
			"Studies of one group are treated as independent: " + String.join(", ", kept.groups().repeated()));
		if (!needs.contains(Need.SAMPLE_SIZE)) {
			if (!sampleSizes.isEmpty()) facts.note("Sample sizes: given, but not used with these options");
			return studies;
		}
		final double[] sizes = sampleSizes.isEmpty() && kept.hasSampleSizes() ? kept.sampleSizes()
			: SampleSizeList.parse(sampleSizes, count);
		facts.record("samplesizes", sizes);
		return studies.withSampleSizes(sizes);
	}

	private static Studies grouped(final Studies studies, final GroupLabels labels, final StudyFacts facts) {
		final Studies grouped = studies.withGroups(labels.numbers());
		if (!grouped.hasGroups()) return studies;
		facts.remark("Groups by " + labels.source() + ": " + grouped.groupCount() + " of " + grouped.count()
			+ " studies; not independent are those of " + String.join(", ", labels.repeated()));
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("source", labels.source());
		record.put("count", grouped.groupCount());
		record.put("labels", labels.labels());
		facts.record("groups", record);
		return grouped;
	}

	/** The columns of a table, for the studies selected. */
	private record SelectedColumns(StudySelection selection) implements StudyInputs.Columns {

		@Override
		public List<String> cells(final String column) {
			return selection.cells(column);
		}

		@Override
		public List<String> names() {
			return selection.table().describingColumns();
		}
	}
}
