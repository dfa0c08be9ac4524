package org.voxmeta.study;

/**
 * A study that is left out. Immutable.
 *
 * @param study the study
 * @param reason what it lacks, such as "no varcope or se"
 */
public record DroppedStudy(Study study, String reason) {

	/** Returns the study's id and the reason, such as "pain_20: no varcope or se". */
	@Override
	public String toString() {
		return study.id() + ": " + reason;
	}
}
