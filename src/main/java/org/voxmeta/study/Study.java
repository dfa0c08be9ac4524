package org.voxmeta.study;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One study of a table. Immutable; the maps given are copied.
 *
 * @param id the study's name, not blank
 * @param maps the image files the study names, by kind; whether they exist is not known
 * @param sampleSize number of subjects, above 0; NaN when missing
 * @param ownDof degrees of freedom of the study's statistics, above 0, where the table gives them; else NaN
 * @param group label shared by studies that are not independent of each other; "" when missing
 * @param moderators every further column's cell as it stands in the table, in the table's order
 * @param line physical line of the file on which the study's row starts, from 1; 0 for none
 */
public record Study(String id, Map<StudyMap, Path> maps, double sampleSize, double ownDof,
	String group, Map<String, String> moderators, int line)
{

	/**
	 * Creates a study.
	 *
	 * @throws IllegalArgumentException if the id is blank, or the sample size or the degrees of freedom neither
	 *           NaN nor above 0 and finite
	 */
	public Study {
		if (id.isBlank())
			throw new IllegalArgumentException("Study: got a blank id, wanted a name");
		if (sampleSize <= 0 || Double.isInfinite(sampleSize))
			throw new IllegalArgumentException("Study " + Cells.shown(id) + ": got sample size " + sampleSize
				+ ", wanted a positive number (NaN when missing)");
		if (ownDof <= 0 || Double.isInfinite(ownDof))
			throw new IllegalArgumentException("Study " + Cells.shown(id) + ": got " + ownDof
				+ " degrees of freedom, wanted a positive number (NaN when missing)");
		Objects.requireNonNull(group, "group");
		final Map<StudyMap, Path> files = new EnumMap<>(StudyMap.class);
		files.putAll(maps);
		maps = Collections.unmodifiableMap(files);
		moderators = Collections.unmodifiableMap(new LinkedHashMap<>(moderators));
	}

	/** Creates a study whose degrees of freedom follow from its number of subjects. */
	public Study(final String id, final Map<StudyMap, Path> maps, final double sampleSize, final String group,
		final Map<String, String> moderators, final int line)
	{
		this(id, maps, sampleSize, Double.NaN, group, moderators, line);
	}

	/** Returns whether the table gives the degrees of freedom. */
	public boolean hasDof() {
		return !Double.isNaN(ownDof);
	}

	/** Returns the degrees of freedom: those the table gives, else n - 1; NaN if both are missing, perhaps 0. */
	public double dof() {
		return hasDof() ? ownDof : sampleSize - 1;
	}
}
