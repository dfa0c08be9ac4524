package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.study.DroppedStudy;
import org.voxmeta.study.NeededMaps;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudySelection;
import org.voxmeta.study.StudySelector;
import org.voxmeta.study.StudyTable;

/**
 * The studies of an analysis, with their maps not yet read, and what there is to tell about their choice.
 *
 * @param studies what is known of the studies besides their maps
 * @param values the maps of effects or statistics
 * @param variances the effects' sampling variances, in the same order; null where none are needed
 * @param notes what a user should know, such as the studies left out
 * @param dropped the number of studies left out
 * @param record where the maps come from, for the run's record
 */
public record StudyInputs(Studies studies, StudyMaps values, StudyMaps variances, List<String> notes, int dropped,
	Map<String, Object> record)
{

	/**
	 * Checks that every study has its maps.
	 *
	 * @throws IllegalArgumentException if there are not as many maps of one kind as of the other
	 */
	public StudyInputs {
		if (variances != null && values.size() != variances.size()) throw new IllegalArgumentException(
			"Variances: got " + variances.size() + " maps, wanted " + values.size() + ", one for each effect map");
	}

	/**
	 * The studies of a table.
	 *
	 * @param needs what the estimator needs of each study
	 * @param dropInvalid whether a study lacking a map is left out instead of refused
	 * @throws IOException if the table or an image's header cannot be read, or no study can be used
	 */
	public static StudyInputs ofTable(final Path file, final Set<Need> needs, final boolean dropInvalid)
		throws IOException
	{
		final StudySelection selection = StudySelector.of(needs).withDropInvalid(dropInvalid)
			.select(StudyTable.read(file));
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("table", selection.table().path().toString());
		record.put("studies", selection.studies().stream().map(study -> describe(study, needs)).toList());
		record.put("dropped", selection.dropped().stream().map(DroppedStudy::toString).toList());
		final Need value = value(needs);
		Studies studies = Studies.independent(selection.studies().size());
		if (needs.contains(Need.SAMPLE_SIZE)) studies = studies.withSampleSizes(selection.sampleSizes());
		return new StudyInputs(studies, StudyMaps.ofTable(selection, value),
			needs.contains(Need.VARIANCE) ? StudyMaps.ofTable(selection, Need.VARIANCE) : null, notes(selection),
			selection.dropped().size(), record);
	}

	/** The studies along an axis of two stacks. */
	public static StudyInputs ofStacks(final InputImage effects, final InputImage variances, final StudyAxis axis) {
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("effects", effects.name());
		record.put("variances", variances.name());
		final StudyMaps values = StudyMaps.ofStack(effects, axis);
		return new StudyInputs(Studies.independent(values.size()), values, StudyMaps.ofStack(variances, axis),
			List.of(), 0, record);
	}

	/** The kinds of map there are, values first. */
	public List<StudyMaps> maps() {
		return hasVariances() ? List.of(values, variances) : List.of(values);
	}

	/** Whether there are variances. */
	public boolean hasVariances() {
		return variances != null;
	}

	/** The kind of map that an estimator takes as the studies' values. */
	private static Need value(final Set<Need> needs) {
		return Stream.of(Need.EFFECT, Need.T, Need.Z).filter(needs::contains).findFirst().orElseThrow();
	}

	private static List<String> notes(final StudySelection selection) {
		final List<String> notes = new ArrayList<>(selection.notes());
		for (final DroppedStudy study : selection.dropped())
			notes.add("Left out " + study);
		if (selection.hasRepeatedGroups()) notes.add("Studies of one group are treated as independent: "
			+ String.join(", ", selection.repeatedGroups()));
		return notes;
	}

	private static Map<String, String> describe(final Study study, final Set<Need> needs) {
		final Map<String, String> description = new LinkedHashMap<>();
		description.put("study", study.id());
		for (final Need need : EnumSet.copyOf(needs))
			NeededMaps.of(need, study).ifPresent(map -> description.put(map.column(), study.maps().get(map).toString()));
		return description;
	}
}
