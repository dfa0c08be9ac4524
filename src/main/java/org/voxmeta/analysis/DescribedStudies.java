package org.voxmeta.analysis;

import java.util.List;
import java.util.Set;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.study.ModeratorDesign;
import org.voxmeta.study.StudySelection;

/**
 * What a table says of studies besides their maps.
 *
 * @param needs what the estimator needs of each study
 */
record DescribedStudies(Set<Need> needs, GroupChoice groups, ModeratorChoice moderators) {

	/** The studies selected. */
	Studies of(final StudySelection selection, final StudyFacts facts) {
		facts.columns(new SelectedColumns(selection));
		selection.notes().forEach(facts::note);
		facts.dropped(selection.dropped());
		groups.notes(selection).forEach(facts::note);
		final Design design = facts.design(ModeratorDesign.of(moderators, selection));
		final Studies studies = facts.grouped(Studies.of(design), groups.labels(selection));
		return needs.contains(Need.SAMPLE_SIZE) ? studies.withSampleSizes(selection.sampleSizes()) : studies;
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
