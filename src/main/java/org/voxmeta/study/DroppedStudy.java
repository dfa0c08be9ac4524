package org.voxmeta.study;

import java.util.List;

/**
 * A study that is left out. Immutable.
 *
 * @param study the study
 * @param reason what it lacks, such as "no varcope or se"
 */
public record DroppedStudy(Study study, String reason) {

	/** Returns a text for each study that also names its line of the table. */
	static List<String> listed(final List<DroppedStudy> dropped) {
		return dropped.stream().map(drop -> "line " + drop.study().line() + ", " + drop).toList();
	}

	/** Returns the study's id and the reason, such as "pain_20: no varcope or se". */
	@Override
	public String toString() {
		return study.id() + ": " + reason;
	}
}
