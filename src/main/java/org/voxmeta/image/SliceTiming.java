package org.voxmeta.image;

/**
 * How the slices of a NIfTI image were taken.
 *
 * @param dimInfo the raw dim_info byte: which axes are frequency, phase and slice
 * @param code the order in which slices were taken; 0 if it is not known
 * @param start the first timed slice
 * @param end the last timed slice
 * @param duration the time for one slice, in {@link NiftiHeader#timeUnit()}
 */
public record SliceTiming(int dimInfo, int code, long start, long end, double duration) {

	/** The same axes without times, for an image of other slices. */
	public SliceTiming untimed() {
		return new SliceTiming(dimInfo, 0, 0, 0, 0);
	}
}
