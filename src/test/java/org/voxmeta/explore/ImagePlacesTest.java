package org.voxmeta.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiType;

class ImagePlacesTest {

	/** Each voxel's value is its number in the grid: so the pixel says which voxel it is. */
	@ParameterizedTest
	@ValueSource(strings = { "5,4", "5,4,3", "5,4,3,2", "5,4,1,2", "5,4,3,1,2", "5,4,1,1,3", "5,4,3,2,2",
		"4,3,2,2,3,2", "4,3,2,2,1,2,2" })
	void aPixelIsTheVoxelThatItWasMadeOf(final String size) {
		final long[] dims = Arrays.stream(size.split(",")).mapToLong(Long::parseLong).toArray();
		final ImagePlus image = numbered(dims, null);
		final ImagePlaces places = ImagePlaces.in(VoxelGrid.of(dims, null));
		int seen = 0;
		for (int t = 1; t <= image.getNFrames(); t++)
			for (int z = 1; z <= image.getNSlices(); z++)
				for (int c = 1; c <= image.getNChannels(); c++) {
					image.setPositionWithoutUpdate(c, z, t);
					for (int y = 0; y < image.getHeight(); y++)
						for (int x = 0; x < image.getWidth(); x++) {
							final long[] voxel = places.voxel(image, x, y).orElseThrow();
							assertEquals(image.getProcessor().getf(x, y), number(dims, voxel));
							assertArrayEquals(new int[] { c, z, t }, ImagePlaces.shown(VoxelGrid.of(dims, null), voxel));
							seen++;
						}
				}
		assertEquals(Arrays.stream(dims).reduce(1, (a, b) -> a * b), seen);
	}

	@Test
	void outsideTheImageIsNoVoxel() {
		final ImagePlus image = numbered(new long[] { 5, 4, 3 }, null);
		final ImagePlaces places = ImagePlaces.in(VoxelGrid.of(new long[] { 5, 4, 3 }, null));

		assertTrue(places.voxel(image, 5, 0).isEmpty());
		assertTrue(places.voxel(image, 0, 4).isEmpty());
		assertTrue(places.voxel(image, -1, 0).isEmpty());
	}

	@Test
	void anImageOfAnotherSizeIsFoundByItsMillimetres() {
		final double[][] coarse = { { -4, 0, 0, 40 }, { 0, 4, 0, -20 }, { 0, 0, 4, -8 }, { 0, 0, 0, 1 } };
		final double[][] fine = { { 2, 0, 0, -10 }, { 0, 2, 0, -22 }, { 0, 0, 2, -10 }, { 0, 0, 0, 1 } };
		final VoxelGrid grid = VoxelGrid.of(new long[] { 12, 10, 6 }, coarse);
		final ImagePlus template = numbered(new long[] { 30, 30, 10 }, fine);

		final long[] voxel = ImagePlaces.in(grid).voxel(template, 9, 13, 1, 6, 1).orElseThrow();

		// 2·9 − 10 = 8 = 40 − 4·8; 2·13 − 22 = 4 = −20 + 4·6; 2·5 − 10 = 0 = −8 + 4·2
		assertArrayEquals(new long[] { 8, 6, 2 }, voxel);
		assertTrue(ImagePlaces.in(grid).voxel(template, 20, 13, 1, 6, 1).isPresent());
		assertFalse(ImagePlaces.in(grid).voxel(template, 29, 13, 1, 6, 1).isPresent());
		assertTrue(ImagePlaces.in(VoxelGrid.of(new long[] { 12, 10, 6 }, null)).voxel(template, 9, 13, 1, 6,
			1).isEmpty());
		assertTrue(ImagePlaces.in(grid).voxel(IJ.createImage("any", "8-bit", 30, 30, 10), 9, 13, 1, 6,
			1).isEmpty());
	}

	@Test
	void aFlippedImageOfTheSameSizeIsFoundByItsMillimetres() {
		final double[][] left = { { -2, 0, 0, 8 }, { 0, 2, 0, 0 }, { 0, 0, 2, 0 }, { 0, 0, 0, 1 } };
		final double[][] right = { { 2, 0, 0, 0 }, { 0, 2, 0, 0 }, { 0, 0, 2, 0 }, { 0, 0, 0, 1 } };
		final ImagePlaces places = ImagePlaces.in(VoxelGrid.of(new long[] { 5, 4, 3 }, left));

		assertArrayEquals(new long[] { 3, 2, 1 }, places.voxel(numbered(new long[] { 5, 4, 3 }, right), 1, 2, 1, 2,
			1).orElseThrow());
		assertArrayEquals(new long[] { 1, 2, 1 }, places.voxel(numbered(new long[] { 5, 4, 3 }, left), 1, 2, 1, 2,
			1).orElseThrow());
	}

	@Test
	void aSelectionHasThePixelsOfItsSlice() {
		final long[] dims = { 9, 8, 3, 2 };
		final ImagePlus image = numbered(dims, null);
		final ImagePlaces places = ImagePlaces.in(VoxelGrid.of(dims, null));
		assertEquals(0, places.selection(image).length);

		image.setPositionWithoutUpdate(1, 2, 2);
		image.setRoi(new Roi(2, 3, 2, 1));
		final int plane = 72 * (1 + 3);
		assertArrayEquals(new int[] { plane + 29, plane + 30 }, places.selection(image));

		final Roi placed = new Roi(-1, 0, 2, 1);
		placed.setPosition(1, 3, 1);
		image.setRoi(placed);
		assertArrayEquals(new int[] { 144 }, places.selection(image));

		final OvalRoi oval = new OvalRoi(1, 1, 6, 5);
		image.setRoi(oval);
		final int[] wanted = IntStream.range(0, 72).filter(i -> oval.contains(i % 9, i / 9)).map(i -> plane
			+ i).toArray();
		assertArrayEquals(wanted, places.selection(image));
	}

	@Test
	void aMaskHasItsVoxelsThatAreNotZero() {
		final long[] dims = { 4, 3, 2 };
		final float[] values = new float[24];
		values[0] = Float.NaN;
		values[5] = 1;
		values[23] = -2;

		final ImagePlus image = NiftiImages.toImagePlus(NiftiImage.of(NiftiHeader.of(dims, NiftiType.FLOAT32),
			values), "m");

		assertArrayEquals(new int[] { 5, 23 }, ImagePlaces.in(VoxelGrid.of(dims, null)).inside(image));
	}

	private static ImagePlus numbered(final long[] dims, final double[][] affine) {
		final float[] values = new float[(int) Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
		for (int i = 0; i < values.length; i++)
			values[i] = i;
		final NiftiHeader header = NiftiHeader.of(dims, NiftiType.FLOAT32);
		return NiftiImages.toImagePlus(NiftiImage.of(affine == null ? header : header.withAffine(affine), values),
			"n");
	}

	private static float number(final long[] dims, final long[] voxel) {
		long number = 0;
		for (int d = dims.length - 1; d >= 0; d--)
			number = number * dims[d] + voxel[d];
		return number;
	}
}
