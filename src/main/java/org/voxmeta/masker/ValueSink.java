package org.voxmeta.masker;

/**
 * Takes the values of a row, one part after the other, so that the whole of it need not be in memory. All
 * parts of a row have one precision.
 */
public interface ValueSink {

	/** Takes the next n values; the array may be filled anew later. */
	void add(float[] values, int n);

	/** Takes the next n values; the array may be filled anew later. */
	void add(double[] values, int n);
}
