package org.voxmeta.masker;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.voxmeta.grid.VoxelGrid;

/** Images on random grids, in every kind of memory; the same for the same seed. */
final class RandomImages {

	private final Random random;

	RandomImages(final long seed) {
		random = new Random(seed);
	}

	/** A grid of 2 or 3 axes of 1 to 7 voxels, at least 2 in all, with a random affine. */
	VoxelGrid grid() {
		final long[] dims = new long[2 + random.nextInt(2)];
		for (int d = 0; d < dims.length; d++)
			dims[d] = (d == 0 ? 2 : 1) + random.nextInt(6);
		return VoxelGrid.of(dims, affine());
	}

	/** A turned, sheared, anisotropic affine that can be inverted. */
	double[][] affine() {
		final double[][] affine = new double[4][4];
		for (int row = 0; row < 3; row++) {
			for (int column = 0; column < 3; column++)
				affine[row][column] = 0.4 * random.nextGaussian();
			affine[row][3] = 50 * random.nextGaussian();
		}
		final int turn = random.nextInt(3);
		for (int row = 0; row < 3; row++)
			affine[row][(row + turn) % 3] += (random.nextBoolean() ? 1 : -1) * (2 + 2 * random.nextDouble());
		affine[3][3] = 1;
		return affine;
	}

	/** One of several kinds of image, or a series of them. */
	GridImage image(final VoxelGrid grid, final int samples) {
		return switch (random.nextInt(4)) {
			case 0 -> image(grid, samples, new FloatType());
			case 1 -> image(grid, samples, new DoubleType());
			case 2 -> image(grid, samples, new UnsignedByteType());
			default -> image(grid, samples, new ShortType());
		};
	}

	/** An image of a type, in an array, in planes, in cells or in another order of axes. */
	<T extends RealType<T> & NativeType<T>> GridImage image(final VoxelGrid grid, final int samples,
		final T type) {
		final long[] space = grid.dimensions();
		final long[] dims = Arrays.copyOf(space, space.length + 1);
		dims[space.length] = samples;
		final RandomAccessibleInterval<T> image = switch (random.nextInt(5)) {
			case 0 -> filled(new ArrayImgFactory<>(type).create(dims));
			case 1 -> filled(new PlanarImgFactory<>(type).create(dims));
			case 2 -> filled(new CellImgFactory<>(type, 3).create(dims));
			case 3 -> Views.translate(filled(new ArrayImgFactory<>(type).create(dims)), IntStream.range(0, dims.length)
				.mapToLong(d -> 3 * d - 5).toArray());
			default -> {
				// samples first in memory, as other programs have them
				final long[] turned = dims.clone();
				turned[0] = samples;
				System.arraycopy(space, 0, turned, 1, space.length);
				yield Views.moveAxis(filled(new ArrayImgFactory<>(type).create(turned)), 0, space.length);
			}
		};
		return new GridImage(image, grid);
	}

	/** A mask with at least one voxel. */
	GridImage mask(final VoxelGrid grid) {
		final double share = random.nextDouble();
		final byte[] values = new byte[size(grid)];
		for (int i = 0; i < values.length; i++)
			values[i] = (byte) (random.nextDouble() < share ? 1 : 0);
		values[random.nextInt(values.length)] = 1;
		return new GridImage(ArrayImgs.unsignedBytes(values, grid.dimensions()), grid);
	}

	/** Labels from 0 to a number, at least one of which is not 0. */
	int[] labels(final VoxelGrid grid, final int most) {
		final int[] labels = random.ints(size(grid), 0, most + 1).toArray();
		labels[random.nextInt(labels.length)] = most;
		return labels;
	}

	/** Normal deviates. */
	double[][] signals(final int rows, final int columns) {
		final double[][] signals = new double[rows][columns];
		for (final double[] row : signals)
			for (int j = 0; j < columns; j++)
				row[j] = random.nextGaussian();
		return signals;
	}

	/** Some voxels of a grid, as numbers in it. */
	int[] voxels(final VoxelGrid grid, final int count) {
		return random.ints(count, 0, size(grid)).toArray();
	}

	/** A point in millimetres less than half a voxel, along each axis, from a voxel's centre. */
	double[] near(final int voxel, final VoxelGrid grid) {
		final double[][] affine = grid.affine().orElseThrow();
		final double[] at = new double[3];
		int rest = voxel;
		for (int d = 0; d < grid.dimensions().length; d++) {
			at[d] = rest % (int) grid.dimensions()[d] + 0.8 * random.nextDouble() - 0.4;
			rest /= (int) grid.dimensions()[d];
		}
		final double[] point = new double[3];
		for (int row = 0; row < 3; row++)
			point[row] = affine[row][0] * at[0] + affine[row][1] * at[1] + affine[row][2] * at[2] + affine[row][3];
		return point;
	}

	/** The number of voxels. */
	static int size(final VoxelGrid grid) {
		return VoxelMask.all(grid.dimensions()).size();
	}

	private <T extends RealType<T>> Img<T> filled(final Img<T> image) {
		final Cursor<T> cursor = image.cursor();
		while (cursor.hasNext()) {
			final T value = cursor.next();
			final boolean real = value instanceof FloatType || value instanceof DoubleType;
			value.setReal(real ? 100 * random.nextGaussian() : random.nextInt(100));
		}
		return image;
	}
}
