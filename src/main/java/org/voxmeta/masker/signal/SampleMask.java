package org.voxmeta.masker.signal;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which samples of a series to keep; the others are censored. Samples count from 0. Immutable, thread-safe.
 */
public final class SampleMask {

	private static final SampleMask ALL = new SampleMask(null, -1);

	/** Ascending; null for all. */
	private final int[] kept;
	/** The length of the series; -1 where any will do. */
	private final int samples;

	private SampleMask(final int[] kept, final int samples) {
		this.kept = kept;
		this.samples = samples;
	}

	/** Every sample of any series. */
	public static SampleMask all() {
		return ALL;
	}

	/**
	 * The samples of these numbers.
	 *
	 * @param kept ascending, from 0; copied
	 * @throws IllegalArgumentException if there are none, or they are negative, not ascending or there twice
	 */
	public static SampleMask ofIndices(final int... kept) {
		refuseEmpty(kept);
		if (kept[0] < 0) throw new IllegalArgumentException("Sample mask: got sample " + kept[0]
			+ ", wanted numbers from 0");
		for (int i = 1; i < kept.length; i++)
			if (kept[i] <= kept[i - 1]) throw new IllegalArgumentException("Sample mask: got sample " + kept[i]
				+ (kept[i] == kept[i - 1] ? " twice" : " after " + kept[i - 1])
				+ ", wanted each sample once, in ascending order");
		return new SampleMask(kept.clone(), -1);
	}

	/**
	 * The samples that are true.
	 *
	 * @param keep one value for each sample of the series
	 * @throws IllegalArgumentException if none is true
	 */
	public static SampleMask ofBooleans(final boolean... keep) {
		final int[] kept = IntStream.range(0, keep.length).filter(t -> keep[t]).toArray();
		refuseEmpty(kept);
		return new SampleMask(kept, keep.length);
	}

	private static void refuseEmpty(final int[] kept) {
		if (kept.length == 0) throw new IllegalArgumentException(
			"Sample mask: keeps no sample, wanted at least 1");
	}

	/** Whether no sample of any series is censored. */
	public boolean isAll() {
		return kept == null;
	}

	/**
	 * The numbers of the samples kept of a series of T samples, ascending; a new array.
	 *
	 * @throws IllegalArgumentException if the series has no such sample, or the mask is for another length
	 */
	public int[] kept(final int length) {
		if (kept == null) return IntStream.range(0, length).toArray();
		if (samples >= 0 && samples != length) throw new IllegalArgumentException("Sample mask: got " + samples
			+ " values, wanted " + length + ", one for each sample");
		if (kept[kept.length - 1] >= length) throw new IllegalArgumentException("Sample mask: got sample "
			+ kept[kept.length - 1] + ", wanted at most " + (length - 1) + " as there are " + length + " samples");
		return kept.clone();
	}

	@Override
	public String toString() {
		return kept == null ? "all samples" : "samples " + Arrays.toString(kept);
	}
}
