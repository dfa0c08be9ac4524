package org.voxmeta.masker;

import java.util.Arrays;

import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.stats.data.Signals;

/** Puts signals into a series of images, plane by plane, so that it may have more than 2^31 voxels. */
final class SignalImages {

	private final Extraction extraction;
	private final VoxelMask voxels;
	private final double outside;

	/** Images of what signals stand for, with a value elsewhere. */
	SignalImages(final Extraction extraction, final double outside) {
		this.extraction = extraction;
		voxels = extraction.voxels();
		this.outside = outside;
	}

	/**
	 * A series of images on the voxels' grid and one axis more.
	 *
	 * @param signals a row for each image; the first one's precision is the images'
	 */
	PlanarImg<? extends RealType<?>, ?> series(final Signals signals) {
		final long[] grid = voxels.dimensions();
		final long[] dims = Arrays.copyOf(grid, grid.length + 1);
		dims[grid.length] = signals.studies();
		return signals.row(0) instanceof Signals.FloatRow ? filled(PlanarImgs.floats(dims), signals) : filled(
			PlanarImgs.doubles(dims), signals);
	}

	private <T extends NativeType<T> & RealType<T>, A extends ArrayDataAccess<A>> PlanarImg<T, A> filled(
		final PlanarImg<T, A> image, final Signals signals)
	{
		final int planeSize = Math.toIntExact(image.dimension(0) * image.dimension(1));
		final double[] row = new double[signals.voxels()];
		for (int p = 0; p < image.numSlices(); p++)
			fill(image.getPlane(p).getCurrentStorageArray());
		for (int t = 0; t < signals.studies(); t++) {
			signals.row(t).read(0, row.length, row);
			final double[] values = extraction.voxels(row);
			final long start = (long) t * voxels.gridSize();
			for (int j = 0; j < values.length; j++) {
				final long at = start + voxels.index(j);
				set(image.getPlane((int) (at / planeSize)).getCurrentStorageArray(), (int) (at % planeSize), values[j]);
			}
		}
		return image;
	}

	private void fill(final Object plane) {
		if (plane instanceof float[] floats) Arrays.fill(floats, (float) outside);
		else Arrays.fill((double[]) plane, outside);
	}

	private static void set(final Object plane, final int index, final double value) {
		if (plane instanceof float[] floats) floats[index] = (float) value;
		else ((double[]) plane)[index] = value;
	}
}
