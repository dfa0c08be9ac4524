package org.voxmeta.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.voxmeta.stats.data.Need;

/** Which of a study's images meet what an analysis needs of it. */
public final class NeededMaps {

	private NeededMaps() {
	}

	/** Returns the kinds of image that meet a need, the preferred one first; none for a plain number. */
	public static List<StudyMap> of(final Need need) {
		switch (need) {
			case EFFECT:
				return List.of(StudyMap.BETA);
			case VARIANCE:
				// a standard error image is squared
				return List.of(StudyMap.VARCOPE, StudyMap.SE);
			case T:
				return List.of(StudyMap.T);
			case Z:
				return List.of(StudyMap.Z);
			default:
				return List.of();
		}
	}

	/**
	 * Returns the first kind of image that meets a need and that a study has; empty when none or none is needed.
	 */
	public static Optional<StudyMap> of(final Need need, final Study study) {
		return of(need).stream().filter(study.maps()::containsKey).findFirst();
	}

	/** Returns whether a study brings what is needed; whether the image file exists is not looked at. */
	public static boolean isMetBy(final Need need, final Study study) {
		return need == Need.SAMPLE_SIZE ? !Double.isNaN(study.sampleSize()) : of(need, study).isPresent();
	}

	/** Returns the columns that can meet a need, such as "varcope or se". */
	public static String columns(final Need need) {
		return known(need).stream().map(KnownColumn::title).collect(Collectors.joining(" or "));
	}

	static List<KnownColumn> known(final Need need) {
		return need == Need.SAMPLE_SIZE ? List.of(KnownColumn.SAMPLE_SIZE)
			: of(need).stream().map(KnownColumn::of).toList();
	}
}
