package org.voxmeta.study;

import java.util.List;
import java.util.Map;

/** A moderator, and the columns that it has in a design. Immutable. */
interface Moderator {

	/** The name of its column in the table. */
	String name();

	/** The names of its columns in the design; at least one. */
	List<String> columns();

	/**
	 * The values of its columns in the design for a value of the moderator.
	 *
	 * @throws IllegalArgumentException if this is not a value of the moderator; the message ends in what was
	 *         wanted
	 */
	double[] code(String value);

	/** How it is coded, in a sentence; empty if there is nothing to say. */
	String remark();

	/** How it is coded, for the run's record. */
	Map<String, Object> record();
}
