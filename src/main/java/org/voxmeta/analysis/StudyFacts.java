package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.study.DroppedStudy;
import org.voxmeta.study.GroupLabels;
import org.voxmeta.study.ModeratorDesign;

/** Gathers what there is to tell about the studies of an analysis while they are found. Not thread-safe. */
final class StudyFacts {

	private final List<String> notes = new ArrayList<>();
	private final List<String> remarks = new ArrayList<>();
	private final Map<String, Object> record = new LinkedHashMap<>();
	private StudyInputs.Columns columns = StudyInputs.Columns.NONE;
	private int dropped;

	/** Adds what a user should look at. */
	void note(final String note) {
		notes.add(note);
	}

	/** Adds what else there is to tell. */
	void remark(final String remark) {
		remarks.add(remark);
	}

	/** Adds to the run's record. */
	void record(final String key, final Object value) {
		record.put(key, value);
	}

	/** Sets where the cells of the studies' table come from. */
	void columns(final StudyInputs.Columns table) {
		columns = table;
	}

	/** Adds the studies that are left out. */
	void dropped(final List<DroppedStudy> studies) {
		dropped = studies.size();
		record.put("dropped", studies.stream().map(DroppedStudy::toString).toList());
		studies.forEach(study -> notes.add("Left out " + study));
	}

	/** Adds what moderators stand for, and returns their design. */
	Design design(final ModeratorDesign design) {
		design.remarks().forEach(this::remark);
		if (!design.record().isEmpty()) record("design", design.record());
		return design.design();
	}

	/** Adds which studies belong together, and returns the studies so; unchanged if none do. */
	Studies grouped(final Studies studies, final GroupLabels labels) {
		final Studies grouped = studies.withGroups(labels.numbers());
		if (!grouped.hasGroups()) return studies;
		remark("Groups by " + labels.source() + ": " + grouped.groupCount() + " of " + grouped.count()
			+ " studies; not independent are those of " + String.join(", ", labels.repeated()));
		final Map<String, Object> groups = new LinkedHashMap<>();
		groups.put("source", labels.source());
		groups.put("count", grouped.groupCount());
		groups.put("labels", labels.labels());
		record("groups", groups);
		return grouped;
	}

	/** The inputs with these facts. */
	StudyInputs inputs(final Studies studies, final StudyMaps values, final StudyMaps variances,
		final StudyInputs.Omission omission)
	{
		return new StudyInputs(studies, values, variances, notes, remarks, dropped, record, omission, columns);
	}
}
