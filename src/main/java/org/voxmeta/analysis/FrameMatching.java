package org.voxmeta.analysis;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.voxmeta.grid.Resampling;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/** Resamples the frames of an image into those of another, several at a time. */
final class FrameMatching {

	private static final String STAGE = "resampling";

	private final RandomAccessibleInterval<? extends RealType<?>> image;
	private final RandomAccessibleInterval<? extends RealType<?>> result;
	private final VoxelGrid grid;
	private final Resampling resampling;
	private final boolean missingZeros;
	private final boolean zeroOutside;

	/**
	 * The work.
	 *
	 * @param result receives the values
	 * @param grid of the image's frames
	 * @param resampling null if frames are to be copied
	 * @param missingZeros whether 0 is no value
	 * @param zeroOutside whether the result is 0 where the image is not, else NaN
	 */
	FrameMatching(final RandomAccessibleInterval<? extends RealType<?>> image,
		final RandomAccessibleInterval<? extends RealType<?>> result, final VoxelGrid grid,
		final Resampling resampling, final boolean missingZeros, final boolean zeroOutside)
	{
		this.image = image;
		this.result = result;
		this.grid = grid;
		this.resampling = resampling;
		this.missingZeros = missingZeros;
		this.zeroOutside = zeroOutside;
	}

	void run(final Progress progress) {
		final int length = Math.toIntExact(Arrays.stream(grid.dimensions()).reduce(1, Math::multiplyExact));
		final int frames = (int) (image.size() / length);
		final double[] inside = resampling != null && zeroOutside ? inside(length) : null;
		final AtomicInteger done = new AtomicInteger();
		Tasks.forEach(Math.min(Tasks.processors(), frames), IntStream.range(0, frames).boxed().toList(), f -> {
			progress.step(STAGE, done.getAndIncrement(), frames);
			final double[] values = values(f, length);
			final double[] changed = resampling == null ? values : resampling.apply(values, grid);
			for (int i = 0; inside != null && i < changed.length; i++)
				if (Double.isNaN(inside[i])) changed[i] = 0;
			write(changed, f);
		});
		progress.step(STAGE, frames, frames);
	}

	/** NaN where the image is not. */
	private double[] inside(final int length) {
		final double[] ones = new double[length];
		Arrays.fill(ones, 1);
		return resampling.apply(ones, grid);
	}

	private double[] values(final int frame, final int length) {
		final double[] values = new double[length];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		cursor.jumpFwd((long) frame * length);
		for (int i = 0; i < length; i++) {
			values[i] = cursor.next().getRealDouble();
			if (missingZeros && values[i] == 0) values[i] = Double.NaN;
		}
		return values;
	}

	private void write(final double[] values, final int frame) {
		// there is no NaN among whole numbers
		final boolean whole = result.getType() instanceof IntegerType;
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(result).cursor();
		cursor.jumpFwd((long) frame * values.length);
		for (final double value : values)
			cursor.next().setReal(whole && Double.isNaN(value) ? 0 : value);
	}
}
