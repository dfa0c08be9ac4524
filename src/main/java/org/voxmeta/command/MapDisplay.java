package org.voxmeta.command;

import ij.ImagePlus;
import ij.measure.Calibration;

import org.voxmeta.analysis.ConvertedMap;
import org.voxmeta.analysis.MadeMask;
import org.voxmeta.analysis.MetaAnalysisResult;
import org.voxmeta.analysis.PermutationMap;
import org.voxmeta.image.Luts;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.OpeningSlice;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.effectsize.Quantity;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.MapKind.Scale;
import org.voxmeta.stats.result.NamedMap;

/** How the maps of a run look in ImageJ windows: in colours that suit the map, all on the same slice. */
final class MapDisplay {

	/**
	 * Paper, the background, amber, yellow, red, teal, blue and violet: fitted, outside, too few, missing in some,
	 * degenerate, moderators not separable, too few groups, not converged.
	 */
	private static final int[] REASON_COLOURS = { 0xf2efe2, 0x05060f, 0xe08a2c, 0xf5d75e, 0xc22b35, 0x2a9d8f,
		0x3a6ea5, 0x8e5ea2 };

	private final MetaAnalysisResult result;
	private final int slice;

	private MapDisplay(final MetaAnalysisResult result, final int slice) {
		this.result = result;
		this.slice = slice;
	}

	/** The windows of a run that gave at least one map. */
	static MapDisplay of(final MetaAnalysisResult result) {
		final MapKind any = result.maps().kinds().iterator().next();
		final int[] voxels = voxelsPerSlice(result.masker().mask(), result.masker().voxelValues(result
			.maps().get(any)));
		return new MapDisplay(result, OpeningSlice.of(voxels));
	}

	/**
	 * A map in its colours, not shown yet.
	 *
	 * @throws IllegalArgumentException if the run did not give this map
	 */
	ImagePlus image(final NamedMap map, final String title) {
		final ImagePlus image = NiftiImages.toImagePlus(result.image(map), title);
		image.setSlice(slice);
		colour(image, map.kind().scale(), result.maps().get(map.kind(), map.index()));
		return image;
	}

	/** A map of a permutation test in its colours, not shown yet. */
	static ImagePlus permutation(final PermutationMap map, final String title) {
		final ImagePlus image = NiftiImages.toImagePlus(map.image(), title);
		image.setSlice(OpeningSlice.of(voxelsPerSlice(map.fit().masker().mask(), map.fit().masker().voxelValues(map
			.values()))));
		colour(image, map.scale(), map.values());
		return image;
	}

	private static void colour(final ImagePlus image, final Scale scale, final double[] values) {
		switch (scale) {
			case SIGNED -> Luts.applyDiverging(image, Luts.symmetricLimit(values));
			case PROBABILITY -> Luts.applyPValues(image);
			case POSITIVE -> Luts.applyFromZero(image, Luts.symmetricLimit(values));
			case CODE -> Luts.applyCodes(image, REASON_COLOURS);
		}
	}

	/** Converted maps in their colours, on a slice with something to see; not shown yet. */
	static ImagePlus converted(final ConvertedMap map, final String title) {
		final ImagePlus image = NiftiImages.toImagePlus(map.image(), title);
		OpeningSlice.show(image);
		final double limit = Luts.symmetricLimit((float[]) image.getProcessor().getPixels());
		if (map.quantity() == Quantity.P) Luts.applyPValues(image);
		else if (map.quantity().isSigned()) Luts.applyDiverging(image, limit);
		else Luts.applyFromZero(image, limit);
		return image;
	}

	/** A mask as ImageJ draws them, 255 on 0, on a slice with something to see; not shown yet. */
	static ImagePlus mask(final MadeMask mask, final String title) {
		final ImagePlus image = NiftiImages.toImagePlus(mask.image(255), title);
		OpeningSlice.show(image);
		return image;
	}

	/**
	 * Gives a map the voxel size and units of an open image, some of which NIfTI does not know, such as pixels.
	 */
	static void calibrateLike(final ImagePlus source, final ImagePlus map) {
		final Calibration calibration = source.getCalibration().copy();
		// a map holds its values as they are
		calibration.disableDensityCalibration();
		map.setCalibration(calibration);
	}

	/** Gives an image the colours of an open one, for the same values. */
	static void colourLike(final ImagePlus source, final ImagePlus image) {
		image.setLut(source.getProcessor().getLut());
		final Calibration from = source.getCalibration();
		final Calibration to = image.getCalibration();
		image.setDisplayRange(to.getRawValue(from.getCValue(source.getDisplayRangeMin())), to.getRawValue(from.getCValue(
			source.getDisplayRangeMax())));
	}

	/** Gives an image the voxel size, origin and units of an open one, and nothing else. */
	static void measureLike(final ImagePlus source, final ImagePlus image) {
		final Calibration from = source.getCalibration();
		final Calibration to = image.getCalibration();
		to.pixelWidth = from.pixelWidth;
		to.pixelHeight = from.pixelHeight;
		to.pixelDepth = from.pixelDepth;
		to.xOrigin = from.xOrigin;
		to.yOrigin = from.yOrigin;
		to.zOrigin = from.zOrigin;
		to.setXUnit(from.getXUnit());
		to.setYUnit(from.getYUnit());
		to.setZUnit(from.getZUnit());
	}

	private static int[] voxelsPerSlice(final VoxelMask mask, final double[] values) {
		final long[] dims = mask.dimensions();
		final int plane = (int) (dims[0] * (dims.length > 1 ? dims[1] : 1));
		final int[] voxels = new int[mask.gridSize() / plane];
		for (int j = 0; j < values.length; j++)
			if (!Double.isNaN(values[j])) voxels[mask.index(j) / plane]++;
		return voxels;
	}
}
