package org.voxmeta.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an analysis needs of every study. */
public enum Need {
	/** The effect: a beta image. */
	EFFECT(StudyMap.BETA),
	/** The effect's sampling variance: a varcope image, else a standard error image to be squared. */
	VARIANCE(StudyMap.VARCOPE, StudyMap.SE),
	/** The number of subjects. */
	SAMPLE_SIZE(),
	/** A t image. */
	T(StudyMap.T),
	/** A z image. */
	Z(StudyMap.Z);

	private final List<StudyMap> maps;

	Need(final StudyMap... maps) {
		this.maps = List.of(maps);
	}

	/** Returns the kinds of image that meet this need, the preferred one first; none for a plain number. */
	public List<StudyMap> maps() {
		return maps;
	}

	/**
	 * Returns the kind of image by which a study meets this need.
	 *
	 * @param study the study
	 * @return the first of {@link #maps()} that the study has; empty when it has none or none is needed
	 */
	public Optional<StudyMap> mapOf(final Study study) {
		return maps.stream().filter(study.maps()::containsKey).findFirst();
	}

	/** Returns whether a study brings what is needed; whether the image file exists is not looked at. */
	public boolean isMetBy(final Study study) {
		return this == SAMPLE_SIZE ? !Double.isNaN(study.sampleSize()) : mapOf(study).isPresent();
	}

	/** Returns the columns that can meet this need, such as "varcope or se". */
	public String columns() {
		return known().stream().map(KnownColumn::title).collect(Collectors.joining(" or "));
	}

	List<KnownColumn> known() {
		return this == SAMPLE_SIZE ? List.of(KnownColumn.SAMPLE_SIZE)
			: maps.stream().map(KnownColumn::of).toList();
	}
}
