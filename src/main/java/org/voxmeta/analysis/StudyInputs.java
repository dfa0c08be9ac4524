package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;

/**
 * The studies of an analysis, with their maps not yet read, and what there is to tell about their choice.
 * {@link StudyLoader} finds them.
 *
 * @param studies what is known of the studies besides their maps
 * @param values the maps of effects or statistics
 * @param variances the effects' sampling variances, in the same order; null where none are needed
 * @param notes what a user should look at, such as the studies left out
 * @param remarks what else there is to tell, such as the reference levels of factors
 * @param dropped the number of studies left out
 * @param record where all this comes from, for the run's record
 * @param omission what is done when maps turn out to be unreadable
 * @param columns the cells of the studies in a column of their table
 */
public record StudyInputs(Studies studies, StudyMaps values, StudyMaps variances, List<String> notes,
	List<String> remarks, int dropped, Map<String, Object> record, Omission omission, Columns columns)
{

	/** The table of the studies. */
	@FunctionalInterface
	public interface Columns {

		/** Of studies without a table. */
		Columns NONE = column -> {
			throw new IllegalArgumentException("Column: got '" + column + "', but no study table with such a column");
		};

		/**
		 * The trimmed cells of a column, one for each study, blank where there is none.
		 *
		 * @throws IllegalArgumentException if there is no such column
		 */
		List<String> cells(String column);

		/** The columns that there are, but the studies' ids and images, in their order. */
		default List<String> names() {
			return List.of();
		}
	}

	/** Finds the inputs again, without some of their studies. */
	@FunctionalInterface
	public interface Omission {

		/** No study can be left out, as of stacks, which are one file: the first failure is thrown. */
		Omission NONE = failures -> {
			throw failures.get(failures.firstKey()).get(0);
		};

		/**
		 * The inputs without the studies whose maps cannot be read: with the design, the groups and the notes that
		 * the others have alone.
		 *
		 * @param failures why, one for each of its maps, by the place of the study
		 * @throws IOException if they cannot be left out; the message names all of them
		 */
		StudyInputs without(SortedMap<Integer, List<IOException>> failures) throws IOException;
	}

	/**
	 * Checks that every study has its maps.
	 *
	 * @throws IllegalArgumentException if there are not as many maps of one kind as of the other
	 */
	public StudyInputs {
		requireSameNumber(values, variances);
		notes = List.copyOf(notes);
		remarks = List.copyOf(remarks);
	}

	/**
	 * The studies of a table, in the groups that its column {@code group} says.
	 *
	 * @param needs what the estimator needs of each study
	 * @param dropInvalid whether a study lacking a map is left out instead of refused
	 * @throws IOException if the table or an image's header cannot be read, or no study can be used
	 */
	public static StudyInputs ofTable(final Path file, final Set<Need> needs, final boolean dropInvalid)
		throws IOException
	{
		return StudyLoader.of(needs).withDropInvalid(dropInvalid).ofTable(file);
	}

	/** The independent studies along an axis of two stacks. */
	public static StudyInputs ofStacks(final InputImage effects,
		final InputImage variances, final StudyAxis axis)
	{
		final Map<Need, InputImage> stacks = new EnumMap<>(Map.of(Need.EFFECT, effects, Need.VARIANCE, variances));
		return StudyLoader.of(stacks.keySet()).ofStacks(stacks, axis);
	}

	/** The kinds of map there are, values first. */
	public List<StudyMaps> maps() {
		return hasVariances() ? List.of(values, variances) : List.of(values);
	}

	/** The name of every map, values first. */
	List<String> names() {
		return maps().stream().flatMap(kind -> kind.names().stream()).toList();
	}

	/** Where every map's voxels are, values first. */
	List<VoxelGrid> grids() {
		return maps().stream().flatMap(kind -> kind.grids().stream()).toList();
	}

	/**
	 * These studies with other maps, and what there is to tell about that.
	 *
	 * @param resampling for the run's record
	 * @param again brings the inputs that are found again to the grid
	 */
	StudyInputs onOneGrid(final StudyMaps newValues, final StudyMaps newVariances,
		final List<String> moreNotes, final List<String> moreRemarks, final Map<String, Object> resampling,
		final UnaryOperator<StudyInputs> again)
	{
		final Map<String, Object> more = new LinkedHashMap<>(record);
		more.put("resampling", resampling);
		return new StudyInputs(studies, newValues, newVariances,
			Stream.concat(notes.stream(), moreNotes.stream()).toList(),
			Stream.concat(remarks.stream(), moreRemarks.stream()).toList(), dropped, more,
			failures -> again.apply(omission.without(failures)), columns);
	}

	/** Whether there are variances. */
	public boolean hasVariances() {
		return variances != null;
	}

	/** The maps of all kinds, one kind after the other; K or 2 K. */
	List<StudyImage> images() {
		return maps().stream().flatMap(kind -> kind.images().stream()).toList();
	}

	/** Throws unless there are as many variances as values, or none. */
	static void requireSameNumber(final StudyMaps values, final StudyMaps variances) {
		if (variances != null && values.size() != variances.size()) throw new IllegalArgumentException(
			"Variances: got " + variances.size() + " maps, wanted " + values.size() + ", one for each effect map");
	}
}
