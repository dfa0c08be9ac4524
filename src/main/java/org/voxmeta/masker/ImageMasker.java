package org.voxmeta.masker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.voxmeta.grid.VoxelGrid;

/**
 * A signal for each voxel of a mask. As nilearn's {@code NiftiMasker}. Immutable, thread-safe.
 */
public final class ImageMasker implements Masker {

	private final MaskerSettings settings;

	private ImageMasker(final MaskerSettings settings) {
		this.settings = settings;
	}

	/** A masker without a mask. */
	public static ImageMasker withDefaults() {
		return new ImageMasker(MaskerSettings.NONE);
	}

	/** The non-zero voxels of a mask; NaN is as 0. */
	public static ImageMasker of(final GridImage mask) {
		return new ImageMasker(MaskerSettings.NONE.withMask(mask));
	}

	@Override
	public ImageMasker with(final MaskerSettings wanted) {
		return new ImageMasker(wanted);
	}

	@Override
	public MaskerSettings settings() {
		return settings;
	}

	@Override
	public String name() {
		return "ImageMasker";
	}

	@Override
	public Map<String, Object> parameters() {
		return Collections.unmodifiableMap(new LinkedHashMap<>(settings.parameters()));
	}

	@Override
	public ImageMasker with(final String parameter, final Object value) {
		return with(settings.with(parameter, value, this));
	}

	@Override
	public FittedMasker fit(final VoxelGrid images) {
		final GridImage mask = settings.mask().orElseThrow(() -> new IllegalArgumentException(
			"mask_img: got none, and no images to make one of"));
		return new FittedMasker(settings, mask.grid(), new VoxelExtraction(RegionGrid.mask(mask, mask.grid())), List
			.of());
	}
}
