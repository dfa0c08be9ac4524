package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.voxmeta.stats.data.Studies;
import org.voxmeta.study.DroppedStudy;

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

	/** The inputs with these facts. */
	StudyInputs inputs(final Studies studies, final StudyMaps values, final StudyMaps variances,
		final StudyInputs.Omission omission)
	{
		return new StudyInputs(studies, values, variances, notes, remarks, dropped, record, omission, columns);
	}
}
