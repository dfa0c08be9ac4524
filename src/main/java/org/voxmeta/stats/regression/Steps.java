package org.voxmeta.stats.regression;

import org.voxmeta.stats.data.Buffers;

/** What Newton's method is to do next at each of many points. */
final class Steps {

	/** Where above 0, {@link #change} is the step. */
	final double[] slope;
	final double[] change;
	/** A step as small as this is the last. */
	final double[] enough;
	/** What x is compared with. */
	final double[] scale;

	/** Room for n points. */
	Steps(final Buffers buffers, final int n) {
		slope = buffers.any(n);
		change = buffers.any(n);
		enough = buffers.any(n);
		scale = buffers.any(n);
	}
}
