package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.voxmeta.image.StudyAxis;
import org.voxmeta.study.DroppedStudy;
import org.voxmeta.study.Need;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudySelection;
import org.voxmeta.study.StudySelector;
import org.voxmeta.study.StudyTable;

/**
 * The effect and variance maps of the studies of an analysis, and what there is to tell about their choice.
 *
 * @param effects the effect maps
 * @param variances the sampling variances, in the same order
 * @param notes what a user should know, such as the studies left out
 * @param dropped the number of studies left out
 * @param record where the maps come from, for the run's record
 */
public record StudyInputs(StudyMaps effects, StudyMaps variances, List<String> notes, int dropped,
	Map<String, Object> record)
{

	/**
	 * The studies of a table.
	 *
	 * @param dropInvalid whether a study lacking a map is left out instead of refused
	 * @throws IOException if the table or an image's header cannot be read, or no study can be used
	 */
	public static StudyInputs ofTable(final Path file, final boolean dropInvalid) throws IOException {
		final StudySelection selection = StudySelector.of(EnumSet.of(Need.EFFECT, Need.VARIANCE))
			.withDropInvalid(dropInvalid).select(StudyTable.read(file));
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("table", selection.table().path().toString());
		record.put("studies", selection.studies().stream().map(StudyInputs::describe).toList());
		record.put("dropped", selection.dropped().stream().map(DroppedStudy::toString).toList());
		return new StudyInputs(StudyMaps.ofTable(selection, Need.EFFECT), StudyMaps.ofTable(selection, Need.VARIANCE),
			notes(selection), selection.dropped().size(), record);
	}

	/** The studies along an axis of two stacks. */
	public static StudyInputs ofStacks(final InputImage effects, final InputImage variances, final StudyAxis axis) {
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("effects", effects.name());
		record.put("variances", variances.name());
		return new StudyInputs(StudyMaps.ofStack(effects, axis), StudyMaps.ofStack(variances, axis), List.of(), 0,
			record);
	}

	private static List<String> notes(final StudySelection selection) {
		final List<String> notes = new ArrayList<>(selection.notes());
		for (final DroppedStudy study : selection.dropped())
			notes.add("Left out " + study);
		if (selection.hasRepeatedGroups()) notes.add("Studies of one group are treated as independent: "
			+ String.join(", ", selection.repeatedGroups()));
		return notes;
	}

	private static Map<String, String> describe(final Study study) {
		final Map<String, String> description = new LinkedHashMap<>();
		description.put("study", study.id());
		for (final Need need : List.of(Need.EFFECT, Need.VARIANCE))
			need.mapOf(study).ifPresent(map -> description.put(map.column(), study.maps().get(map).toString()));
		return description;
	}
}
