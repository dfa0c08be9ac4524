package org.voxmeta.command;

import ij.ImagePlus;
import ij.measure.Calibration;

import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.voxmeta.analysis.ConvertedMap;
import org.voxmeta.analysis.DiagnosticMap;
import org.voxmeta.analysis.MadeMask;
import org.voxmeta.analysis.MetaAnalysisResult;
import org.voxmeta.analysis.PermutationMap;
import org.voxmeta.analysis.SignalsImage;
import org.voxmeta.image.Luts;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.OpeningSlice;
import org.voxmeta.image.StackStudies;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.effectsize.Quantity;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.MapKind.Scale;
import org.voxmeta.stats.result.NamedMap;

/** How the maps of a run look in ImageJ windows: in colours that suit the map, all on the same slice. */
final class MapDisplay {

	/**
	 * Paper, the background, amber, yellow, red, teal, blue and violet: fitted, outside, too few, missing in
	 * some, degenerate, moderators not separable, too few groups, not converged.
	 */
	private static final int[] REASON_COLOURS = { 0xf2efe2, 0x05060f, 0xe08a2c, 0xf5d75e, 0xc22b35, 0x2a9d8f,
		0x3a6ea5, 0x8e5ea2 };

	/** Some million values. */
	private static final int LARGE = 1 << 22;

	private final MetaAnalysisResult result;
	private final int slice;

	private MapDisplay(final MetaAnalysisResult result, final int slice) {
		this.result = result;
		this.slice = slice;
	}

	/** The windows of a run that gave at least one map. */
	static MapDisplay of(final MetaAnalysisResult result) {
		final MapKind any = result.maps().kinds().iterator().next();
		final Signals.Row map = result.maps().row(any, 0);
		return new MapDisplay(result, OpeningSlice.of(result.masker().averages()
			? voxelsPerSlice(result.masker().mask(), result.masker().voxelValues(result.maps().get(any)))
			: voxelsPerSlice(result.masker().mask(), map)));
	}

	/**
	 * A map in its colours, not shown yet.
	 *
	 * @throws IllegalArgumentException if the run did not give this map
	 */
	ImagePlus image(final NamedMap map, final String title) {
		final ImagePlus image = NiftiImages.toImagePlus(result.image(map), title);
		image.setSlice(slice);
		colour(image, map.kind().scale(), some(result.maps().row(map.kind(), map.index())));
		return image;
	}

	/**
	 * The values that tell a map's range: all of it, or so many of a large one that these are in
	 * memory without trouble.
	 */
	private static double[] some(final Signals.Row map) {
		if (map instanceof Signals.DoubleRow memory) return memory.values();
		final int step = 1 + map.length() / LARGE;
		final double[] values = new double[(map.length() + step - 1) / step];
		map.forEach((j, value) -> {
			if (j % step == 0) values[j / step] = value;
		});
		return values;
	}

	/** A map of a permutation test in its colours, not shown yet. */
	static ImagePlus permutation(final PermutationMap map, final String title) {
		final ImagePlus image = NiftiImages.toImagePlus(map.image(), title);
		image.setSlice(OpeningSlice.of(voxelsPerSlice(map.fit().masker().mask(),
			map.fit().masker().voxelValues(map.values()))));
		colour(image, map.scale(), map.values());
		return image;
	}

	/** A map of a diagnostic, or a stack with the studies' names as labels, in its colours, not shown yet. */
	static ImagePlus diagnostic(final DiagnosticMap map, final String title) {
		final ImagePlus image = NiftiImages.toImagePlus(map.image(), title);
		for (int t = 0; t < map.names().size(); t++)
			for (int z = 1; z <= image.getNSlices(); z++)
				image.getStack().setSliceLabel(map.names().get(t), image.getStackIndex(1, z, t + 1));
		image.setPosition(1, OpeningSlice.of(voxelsPerSlice(map.fit().masker().mask(), map.voxelValues(0))), 1);
		switch (map.look()) {
			case SIGNED, Z -> Luts.applyDiverging(image, limit(map));
			case PROBABILITY -> Luts.applyPValues(image);
			case POSITIVE, LOGP -> Luts.applyFromZero(image, limit(map));
			case COUNT -> Luts.applyFromZero(image, largest(map));
			case LABEL -> Luts.applyLabels(image, largest(map));
		}
		return image;
	}

	/**
	 * The display limit of all studies: the largest of theirs, as the one that stands out is to be seen
	 * as it is.
	 */
	private static double limit(final DiagnosticMap map) {
		return map.values().stream().mapToDouble(Luts::symmetricLimit).max().orElse(1);
	}

	private static int largest(final DiagnosticMap map) {
		int largest = 1;
		for (final double value : map.voxelValues(0))
			if (value > largest) largest = (int) value;
		return largest;
	}

	private static void colour(final ImagePlus image, final Scale scale, final double[] values) {
		switch (scale) {
			case SIGNED -> Luts.applyDiverging(image, Luts.symmetricLimit(values));
			case PROBABILITY -> Luts.applyPValues(image);
			case POSITIVE -> Luts.applyFromZero(image, Luts.symmetricLimit(values));
			case CODE -> Luts.applyCodes(image, REASON_COLOURS);
		}
	}

	/** An image in the colours of its kind of values, on a slice with something to see; not shown yet. */
	static ImagePlus of(final NiftiImage map, final MapKind.Scale scale, final String title) {
		final ImagePlus image = NiftiImages.toImagePlus(map, title);
		OpeningSlice.show(image);
		switch (scale) {
			case SIGNED -> Luts.applyDiverging(image, limit(image));
			case PROBABILITY -> Luts.applyPValues(image);
			case POSITIVE -> Luts.applyFromZero(image, limit(image));
			case CODE -> Luts.applyCodes(image, REASON_COLOURS);
		}
		return image;
	}

	/** A label image, each label in a colour of its own, on a slice with something to see; not shown yet. */
	static ImagePlus labels(final NiftiImage labels, final int largest, final String title) {
		final ImagePlus image = NiftiImages.toImagePlus(labels, title);
		OpeningSlice.show(image);
		Luts.applyLabels(image, largest);
		return image;
	}

	/** The display limit of all slices of an image of floats. */
	private static double limit(final ImagePlus image) {
		final int plane = image.getWidth() * image.getHeight();
		final float[] values = new float[image.getStackSize() * plane];
		for (int i = 0; i < image.getStackSize(); i++)
			System.arraycopy(image.getStack().getPixels(i + 1), 0, values, i * plane, plane);
		return Luts.symmetricLimit(values);
	}

	/** Converted maps in their colours, on a slice with something to see; not shown yet. */
	static ImagePlus converted(final ConvertedMap map, final String title) {
		final ImagePlus image = NiftiImages.toImagePlus(map.image(), title);
		return studies(image, map.quantity(), title);
	}

	/**
	 * Gives maps of studies a title, their colours, and a slice with something to see, and notes their kind, by
	 * which estimators find them; not shown yet.
	 */
	static ImagePlus studies(final ImagePlus image, final Quantity quantity, final String title) {
		image.setTitle(title);
		StackStudies.keepKind(image, quantity.key());
		OpeningSlice.show(image);
		final double limit = Luts.symmetricLimit((float[]) image.getProcessor().getPixels());
		if (quantity == Quantity.P) Luts.applyPValues(image);
		else if (quantity.isSigned()) Luts.applyDiverging(image, limit);
		else Luts.applyFromZero(image, limit);
		return image;
	}

	/** An image of signals in colours that tell signs, on a slice with something to see; not shown yet. */
	static ImagePlus signals(final SignalsImage signals, final String title) {
		final ImagePlus image = NiftiImages.toImagePlus(signals.image(), title);
		OpeningSlice.show(image);
		final float[] values = (float[]) image.getProcessor().getPixels();
		boolean anyBelow = false;
		for (final float value : values)
			anyBelow |= value < 0;
		if (anyBelow) Luts.applyDiverging(image, Luts.symmetricLimit(values));
		else Luts.applyFromZero(image, Luts.symmetricLimit(values));
		return image;
	}

	/** A mask as ImageJ draws them, 255 on 0, on a slice with something to see; not shown yet. */
	static ImagePlus mask(final MadeMask mask, final String title) {
		final ImagePlus image = NiftiImages.toImagePlus(mask.image(255), title);
		OpeningSlice.show(image);
		return image;
	}

	/** A map of counts, on a slice with something to see; not shown yet. */
	static ImagePlus counts(final NiftiImage map, final String title) {
		final ImagePlus image = NiftiImages.toImagePlus(map, title);
		OpeningSlice.show(image);
		double most = 1;
		for (final RealType<?> count : Views.flatIterable(map.img()))
			if (count.getRealDouble() > most) most = count.getRealDouble();
		Luts.applyFromZero(image, most);
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
		image.setDisplayRange(to.getRawValue(from.getCValue(source.getDisplayRangeMin())),
			to.getRawValue(from.getCValue(source.getDisplayRangeMax())));
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

	private static int[] voxelsPerSlice(final VoxelMask mask, final Signals.Row map) {
		final long[] dims = mask.dimensions();
		final int plane = (int) (dims[0] * (dims.length > 1 ? dims[1] : 1));
		final int[] voxels = new int[mask.gridSize() / plane];
		final int[] slice = { 0 };
		map.forEach((j, value) -> {
			while (j >= mask.firstFrom((slice[0] + 1L) * plane))
				slice[0]++;
			if (!Double.isNaN(value)) voxels[slice[0]]++;
		});
		return voxels;
	}

	private static int[] voxelsPerSlice(final VoxelMask mask, final double[] values) {
		final long[] dims = mask.dimensions();
		final int plane = (int) (dims[0] * (dims.length > 1 ? dims[1] : 1));
		final int[] voxels = new int[mask.gridSize() / plane];
		mask.forEach((j, i) -> {
			if (!Double.isNaN(values[j])) voxels[i / plane]++;
		});
		return voxels;
	}
}
