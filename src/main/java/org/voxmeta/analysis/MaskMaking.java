package org.voxmeta.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.masker.mask.Coverage;
import org.voxmeta.masker.mask.MaskCombination;
import org.voxmeta.masker.mask.MaskIntersection;
import org.voxmeta.masker.mask.MaskStrategy;
import org.voxmeta.masker.mask.MeanImage;
import org.voxmeta.masker.mask.StudiesMask;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * Makes a mask of images, which are opened one by one; only their mean or the number of images that have
 * each voxel is kept. Immutable; options are set by {@code with} methods that return a copy.
 */
public final class MaskMaking {

	private final String name;
	private final Method method;
	private final Path output;

	private MaskMaking(final String name, final Method method, final Path output) {
		this.name = name;
		this.method = method;
		this.output = output;
	}

	/** The mask of the mean of all images; the mean of a series is taken first. */
	public static MaskMaking ofMean(final MaskStrategy strategy) {
		return new MaskMaking(strategy.name(), (images, dims, progress) -> {
			final MeanImage mean = MeanImage.of(dims);
			final int n = images.series().size();
			int count = 0;
			for (int k = 0; k < n; k++) {
				progress.step("averaging images", k, n);
				final var frames = images.series().get(k).source().open();
				mean.add(frames.size() == 1 ? frames.get(0) : mean(frames, dims));
				count += frames.size();
			}
			return new Found(strategy.maskOf(mean.mean()), count);
		}, null);
	}

	/** The intersection of the masks of all images; of a series in a file, the mask of its mean. */
	public static MaskMaking ofEach(final MaskStrategy strategy, final MaskIntersection intersection) {
		return counting(strategy.name(), intersection,
			(coverage, frames) -> coverage.add(strategy.maskOf(frames.size() == 1 ? frames.get(0)
				: mean(frames, frames.get(0).dimensionsAsLongArray()))));
	}

	/** The intersection of images that are masks: their voxels are those that are neither 0 nor NaN. */
	public static MaskMaking of(final MaskIntersection intersection) {
		return counting(intersection.name(), intersection,
			(coverage, frames) -> frames.forEach(frame -> coverage.add(VoxelMask.of(frame))));
	}

	/** The voxels that a share of the images have, each the map of a study. */
	public static MaskMaking of(final StudiesMask studies) {
		return counting(studies.name(), studies, (coverage, frames) -> frames.forEach(coverage::addStudy));
	}

	/** A NIfTI file to write to, {@code .nii} or {@code .nii.gz}; replaced once the new one is complete. */
	public MaskMaking withOutput(final Path file) {
		return new MaskMaking(name, method, file);
	}

	/**
	 * Makes the mask, and writes it if there is an output file: 1 in the mask, 0 elsewhere.
	 *
	 * @throws IOException if an image cannot be read or the file not be written
	 * @throws IllegalArgumentException if the images are not on one grid, no voxel is in the mask, or the output
	 *           has another name than a NIfTI file's or is an input
	 * @throws CancellationException if the progress says so; nothing is written then
	 */
	public MadeMask run(final MaskImages images, final Progress progress) throws IOException {
		requireOutput(images);
		final long[] dims = images.grid().dimensions();
		final Found found = find(images, dims, progress);
		if (found.mask().size() == 0) throw new IllegalArgumentException("Mask: got 0 of " + found.mask().gridSize()
			+ " voxels by the strategy '" + name + "', wanted at least 1; less opening or other limits may help");
		final NiftiHeader header = images.header().asMap(NiftiIntent.NONE, "").withType(NiftiType.UINT8)
			.withDims(dims).withDescrip("VoxMeta: mask, " + name);
		final MadeMask made = new MadeMask(found.mask(), header, name, found.images());
		if (output != null) NiftiWriter.write(made.image(1), output);
		return made;
	}

	private Found find(final MaskImages images, final long[] dims, final Progress progress) throws IOException {
		try {
			return method.find(images, dims, progress);
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
	}

	private void requireOutput(final MaskImages images) throws IOException {
		OutputImage.check(output, Stream.concat(images.series().stream().map(ImageSeries::name),
			images.files().stream().map(Path::toString)).toList());
	}

	private static MaskMaking counting(final String name, final MaskCombination combination, final Count count) {
		return new MaskMaking(name, (images, dims, progress) -> {
			final Coverage coverage = Coverage.of(dims);
			final int n = images.series().size();
			final AtomicInteger done = new AtomicInteger();
			Tasks.forEach(Tasks.processors(), images.series(), series -> {
				progress.step("reading images", done.get(), n);
				try {
					count.add(coverage, series.source().open());
				}
				catch (final IOException e) {
					throw new UncheckedIOException(e);
				}
				done.incrementAndGet();
			});
			return new Found(combination.maskOf(coverage), coverage.images());
		}, null);
	}

	private static RandomAccessibleInterval<? extends RealType<?>> mean(
		final List<RandomAccessibleInterval<? extends RealType<?>>> frames, final long[] dims)
	{
		final MeanImage mean = MeanImage.of(dims);
		frames.forEach(mean::add);
		return mean.mean();
	}

	/** A mask and the number of images it was made of. */
	private record Found(VoxelMask mask, int images) {
	}

	/** Finds the mask of images of one size. */
	@FunctionalInterface
	private interface Method {

		Found find(MaskImages images, long[] dims, Progress progress) throws IOException;
	}

	/** Counts the voxels of an image or series. */
	@FunctionalInterface
	private interface Count {

		void add(Coverage coverage, List<RandomAccessibleInterval<? extends RealType<?>>> frames);
	}
}
