package org.voxmeta.masker;

import java.util.List;
import java.util.Map;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.signal.Confounds;
import org.voxmeta.masker.signal.SampleMask;
import org.voxmeta.stats.data.Signals;

/**
 * How images become a table of signals: which voxels or regions, and what is done before and after. A masker
 * is an immutable specification, which {@link #fit fits} to a grid of voxels; the fitted masker transforms
 * images.
 * <p>
 * Names and order of steps are those of nilearn's maskers, and so are the numbers; the documentation says
 * where they differ.
 */
public sealed interface Masker permits ImageMasker, LabelsMasker, MapsMasker, SpheresMasker {

	/** What people call it. */
	String name();

	/** All parameters with their values, in order; {@link #with(String, Object)} takes them back. */
	Map<String, Object> parameters();

	/**
	 * This masker with another value of one of its {@link #parameters}.
	 *
	 * @param value numbers, flags and names also as texts; several numbers as array or list; null for none
	 * @return a copy
	 * @throws IllegalArgumentException if there is no such parameter, or it has no such value; the message names
	 *           those there are
	 */
	Masker with(String parameter, Object value);

	/** What it shares with all maskers. */
	MaskerSettings settings();

	/** This masker with other shared settings. */
	Masker with(MaskerSettings settings);

	/**
	 * Fits this masker for images on a grid.
	 *
	 * @param images where their voxels are; null if unknown, which suffices where mask, labels or maps tell
	 * @throws IllegalArgumentException if that cannot be, or the masker would have no signal
	 */
	FittedMasker fit(VoxelGrid images);

	/**
	 * Fits this masker for some images, on the grid of the first.
	 *
	 * @param images perhaps none where mask, labels or maps suffice
	 * @throws IllegalArgumentException if that cannot be, or the masker would have no signal
	 */
	default FittedMasker fit(final List<GridImage> images) {
		return fit(images.isEmpty() ? null : images.get(0).grid());
	}

	/** Fits this masker by its mask, labels or maps alone. */
	default FittedMasker fit() {
		return fit(List.of());
	}

	/** Fits this masker for an image or a series, and transforms it; T×V. */
	default Signals fitTransform(final GridImage image) {
		return fitTransform(image, Confounds.none(), SampleMask.all());
	}

	/**
	 * Fits this masker for an image or a series, and transforms it.
	 *
	 * @return S×V, as {@link FittedMasker#transform(GridImage, Confounds, SampleMask)}
	 */
	default Signals fitTransform(final GridImage image, final Confounds confounds, final SampleMask mask) {
		return fit(List.of(image)).transform(image, confounds, mask);
	}
}
