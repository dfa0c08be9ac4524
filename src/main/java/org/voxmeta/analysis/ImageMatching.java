package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Cast;

import org.voxmeta.grid.GridDifference;
import org.voxmeta.grid.Interpolation;
import org.voxmeta.grid.Resampling;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.task.Progress;

/**
 * Resampling of an image onto the grid of another, such as a mask onto maps. Frames, channels and further
 * axes are resampled each by themselves. Computed in double precision. Immutable; options are set by
 * {@code with} methods that return a copy.
 */
public final class ImageMatching {

	/** Common Java machines allow a little less than the largest int. */
	private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

	private final Interpolation interpolation;
	private final boolean missingZeros;
	private final Path output;

	private ImageMatching(final Interpolation interpolation, final boolean missingZeros, final Path output) {
		this.interpolation = interpolation;
		this.missingZeros = missingZeros;
		this.output = output;
	}

	/** Matching that chooses the interpolation: nearest for masks and labels, else linear; 0 is a value. */
	public static ImageMatching automatic() {
		return new ImageMatching(null, false, null);
	}

	/** This matching with an interpolation. */
	public ImageMatching with(final Interpolation wanted) {
		return new ImageMatching(wanted, missingZeros, output);
	}

	/** Whether voxels that are 0 are missing, as in maps of studies, and NaN in the result. */
	public ImageMatching withMissingZeros(final boolean missing) {
		return new ImageMatching(interpolation, missing, output);
	}

	/** A NIfTI file to write to, {@code .nii} or {@code .nii.gz}; replaced once the new one is complete. */
	public ImageMatching withOutput(final Path file) {
		return new ImageMatching(interpolation, missingZeros, file);
	}

	/**
	 * Resamples, and writes the result if there is an output file. Its place and size along the first three axes
	 * are those of the other image; what its header says besides stays. The nearest voxels' values keep their
	 * type, and are 0 outside the image; others are in single or, where the image's values need it, in double
	 * precision, and NaN outside.
	 *
	 * @throws IOException if the file cannot be written
	 * @throws IllegalArgumentException if it is not known where the voxels of both are, the image lies
	 *           elsewhere, or the output has another name than a NIfTI file's or is an input
	 * @throws CancellationException if the progress says so; nothing is written then
	 */
	public MatchedImage run(final InputImage image, final InputImage match, final Progress progress)
		throws IOException
	{
		OutputImage.check(output, List.of(image.name(), match.name()));
		final MatchedImage matched = matched(image, match, progress);
		if (output != null) NiftiWriter.write(matched.image(), output);
		return matched;
	}

	private MatchedImage matched(final InputImage image, final InputImage match, final Progress progress) {
		final MatchedGrids grids = MatchedGrids.of(image, match);
		final Interpolation how = interpolation(image);
		final boolean copies = grids.areSame() || how == Interpolation.NEAREST;
		// values that are stored scaled may have no room for a new 0 or NaN
		final boolean keepsType = copies && !image.header().isScaled() || grids.areSame() && !missingZeros;
		final NiftiHeader header = header(image, match, grids, keepsType);
		final var result = keepsType ? create(image.values().getType(), header.dims()) : create(
			header.type() == NiftiType.FLOAT64 ? new DoubleType() : new FloatType(), header.dims());
		new FrameMatching(image.values(), result, grids.frame(),
			grids.areSame() ? null : Resampling.onto(grids.target()).with(how), missingZeros,
			how == Interpolation.NEAREST).run(progress);
		final GridDifference difference = grids.difference(image);
		final List<String> notes = difference.isUpsampling()
			? List.of("Upsampling: '" + image.name() + "' has larger voxels than '" + match.name()
				+ "', so that the result looks finer than its data are")
			: List.of();
		final String remark = grids.areSame()
			? "Resample: '" + image.name() + "' is on the grid of '" + match.name() + "' already"
			: "Resample: '" + image.name() + "' onto the grid of '" + match.name() + "', " + how.key()
				+ reason(how) + ": " + difference.text();
		return new MatchedImage(new NiftiImage(header, result), how, grids.isPlaced(), notes, List.of(remark));
	}

	private Interpolation interpolation(final InputImage image) {
		if (interpolation != null) return interpolation;
		return LabelImage.isLikely(image) ? Interpolation.NEAREST : Interpolation.LINEAR;
	}

	private String reason(final Interpolation how) {
		if (interpolation != null) return "";
		return how == Interpolation.NEAREST ? ", as it looks like a mask or labels"
			: ", as it does not look like a mask or labels";
	}

	private static NiftiHeader header(final InputImage image, final InputImage match, final MatchedGrids grids,
		final boolean keepsType)
	{
		final NiftiHeader old = image.header();
		NiftiHeader header = old.withDims(grids.target().dimensions());
		// the steps of further axes stay even where an axis between them comes or goes
		final double[] steps = header.pixdim();
		System.arraycopy(old.pixdim(), 4, steps, 4, 4);
		header = header.withPixdim(steps);
		if (!grids.areSame()) header = header.withSlices(old.slices().untimed());
		if (grids.target().affine().isPresent()) {
			final String unit = match.header().spaceUnit();
			header = header.withAffine(grids.target().affine().get())
				.withUnits(unit.isEmpty() ? old.spaceUnit() : unit, old.timeUnit());
		}
		if (match.placed() && match.header().sformCode() > 0)
			header = header.withSform(match.header().sformCode(), header.sform());
		if (keepsType) return header;
		final NiftiType type = old.type();
		final boolean isDouble = type.bits() > 32 || type.isInteger() && type.bits() > 16;
		return header.withScaling(1, 0).withType(isDouble ? NiftiType.FLOAT64 : NiftiType.FLOAT32);
	}

	/** In one array if that can hold it, so that files are written in one go. */
	private static <T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<? extends RealType<?>>
		create(final RealType<?> type, final long[] dims)
	{
		final T nativeType = Cast.unchecked(type);
		final double size = Arrays.stream(dims).asDoubleStream().reduce(1, (a, b) -> a * b);
		return size < LONGEST_ARRAY ? new ArrayImgFactory<>(nativeType).create(dims)
			: new PlanarImgFactory<>(nativeType).create(dims);
	}
}
