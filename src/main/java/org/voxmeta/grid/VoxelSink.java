package org.voxmeta.grid;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * Takes the values of an image one after the other, the first axis fastest, some thousand at a time, so that
 * the image need not be in memory.
 */
public interface VoxelSink {

	/**
	 * Says what is to come, before anything else.
	 *
	 * @param dims size along each axis
	 * @return whether it is wanted; else nothing comes
	 */
	boolean begin(long[] dims);

	/**
	 * Takes the next values of an image whose values fit single precision.
	 *
	 * @param values from the position up to the limit; may be filled anew afterwards
	 * @throws IOException if they are to be written and cannot be
	 */
	void take(FloatBuffer values) throws IOException;

	/**
	 * Takes the next values of another image.
	 *
	 * @param values from the position up to the limit; may be filled anew afterwards
	 * @throws IOException if they are to be written and cannot be
	 */
	void take(DoubleBuffer values) throws IOException;
}
