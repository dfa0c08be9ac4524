package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.grid.cluster.ClusterSearch;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiType;

class MapClustersTest {

	private static final double NAN = Double.NaN;
	private static final double[][] AFFINE = { { -2, 0, 0, 90 }, { 0, 3, 0, -126 }, { 0, 0, 4, -72 },
		{ 0, 0, 0, 1 } };

	@Test
	void theTableHasARowForEachPeak() {
		final double[] map = new double[5 * 1 * 3];
		map[0] = 3;
		map[1] = 2;
		map[2] = 4;
		map[14] = -8;

		final NumberTable got = MapClusters.of(ClusterSearch.above(2).withSubPeaks(1, 1))
			.run(image("z", map, 5, 1, 3), null, null).table("mine");

		assertEquals("mine", got.name());
		assertEquals(List.of("cluster", "voxels", "size_mm3", "peak", "x", "y", "z", "slice", "x_mm", "y_mm",
			"z_mm", "com_x", "com_y", "com_z", "com_x_mm", "com_y_mm", "com_z_mm"), got.columns());
		assertEquals(List.of(List.<Object>of("1", 1.0, 24.0, -8.0, 4.0, 0.0, 2.0, 3.0, 82.0, -126.0, -64.0, 4.0,
			0.0, 2.0, 82.0, -126.0, -64.0), List.<Object>of("2", 3.0, 72.0, 4.0, 2.0, 0.0, 0.0, 1.0, 86.0, -126.0,
			-72.0, 10 / 9.0, 0.0, 0.0, 90 - 20 / 9.0, -126.0, -72.0)), got.rows().subList(0, 2));
		assertEquals(Arrays.asList("2a", null, null, 3.0, 0.0, 0.0, 0.0, 1.0, 90.0, -126.0, -72.0, null, null,
			null, null, null, null), got.rows().get(2));
		assertEquals(3, got.rows().size());
	}

	@Test
	void manySubPeaksHaveLettersAsColumnsOfSheetsDo() {
		final double[] map = IntStream.range(0, 61).mapToDouble(i -> i % 2 == 0 ? 100 - i : 1).toArray();

		final NumberTable got = MapClusters.of(ClusterSearch.above(1).withSubPeaks(100, 0))
			.run(image("z", map, 61, 1), null, null).table("");

		final List<Object> names = got.rows().stream().map(row -> row.get(0)).toList();
		assertEquals(List.of("1", "1a", "1b", "1c"), names.subList(0, 4));
		assertEquals(List.of("1y", "1z", "1aa", "1ab", "1ac", "1ad"), names.subList(25, 31));
	}

	@Test
	void aPlaneHasAnAreaAndNoSlices() {
		final NumberTable got = MapClusters.of(ClusterSearch.above(2)).run(image("z", new double[] { 0, 3 }, 2, 1),
			null, null).table("");

		assertEquals(List.of("cluster", "voxels", "size_mm2", "peak", "x", "y", "x_mm", "y_mm", "z_mm", "com_x",
			"com_y", "com_x_mm", "com_y_mm", "com_z_mm"), got.columns());
		assertEquals(List.<Object>of("1", 1.0, 6.0, 3.0, 1.0, 0.0, 88.0, -126.0, -72.0, 1.0, 0.0, 88.0, -126.0,
			-72.0), got.rows().get(0));
	}

	@Test
	void calibratedImagesAreInTheirUnit() {
		final ImagePlus cells = IJ.createImage("cells", "32-bit black", 4, 3, 2);
		cells.getStack().getProcessor(2).setf(3, 1, 5);
		cells.getCalibration().pixelWidth = 0.5;
		cells.getCalibration().pixelHeight = 0.25;
		cells.getCalibration().pixelDepth = 2;
		cells.getCalibration().setUnit("micron");
		cells.getCalibration().xOrigin = 1;

		final FoundClusters got = MapClusters.of(ClusterSearch.above(2)).run(InputImage.of(cells), null, null);

		assertEquals("um", got.unit());
		assertEquals(List.of("size_um3", "x_um", "com_z_um"), List.of(got.table("").columns().get(2),
			got.table("").columns().get(8), got.table("").columns().get(16)));
		assertEquals(0.25, got.clusters().clusters().get(0).size(), 1e-12);
		assertArrayEquals(new double[] { 1, 0.25, 2 }, got.clusters().clusters().get(0).peak().position().world(),
			1e-12);
		assertEquals(List.of("'cells': 1 cluster of 1 voxels"), got.remarks());
	}

	@Test
	void metresAreTurnedIntoMillimetres() {
		final double[][] metres = Arrays.stream(AFFINE).map(row -> Arrays.stream(row).map(a -> a / 1000).toArray())
			.toArray(double[][]::new);
		final NiftiHeader header = header(2, 1, 1).withAffine(metres).withUnits("m", "");

		final FoundClusters got = MapClusters.of(ClusterSearch.above(2)).run(image("z", header, 0, 3), null, null);

		assertEquals("mm", got.unit());
		assertArrayEquals(new double[] { 88, -126, -72 }, got.clusters().clusters().get(0).peak().position()
			.world(), 1e-4);
	}

	@Test
	void withoutCalibrationPlacesInMillimetresAreNotKnown() {
		final ImagePlus plain = IJ.createImage("plain", "32-bit black", 20, 1, 1);
		plain.getProcessor().setf(0, 0, 5);
		plain.getProcessor().setf(1, 0, 4);
		plain.getProcessor().setf(9, 0, 6);

		final FoundClusters got = MapClusters.of(ClusterSearch.above(2)).run(InputImage.of(plain), null, null);

		assertEquals(Arrays.asList("2", 2.0, null, 5.0, 0.0, 0.0, null, null, null, 4 / 9.0, 0.0, null, null,
			null), got.table("").rows().get(1));
		assertEquals(
			"'plain': the size of voxels is not known, so there are no positions in mm, and the distance of"
			+ " sub-peaks is in voxels", got.remarks().get(0));
	}

	@Test
	void pValuesSayWhere() {
		final InputImage map = image("est", new double[] { 3, -0.1, 9, 0.2, 5 }, 5, 1);
		final InputImage p = image("p", new double[] { 0.01, 0.05, 0.051, 0.02, NAN }, 5, 1);

		assertArrayEquals(new int[] { 1, 3, 0, 2, 0 }, MapClusters.of(ClusterSearch.above(0)).run(map, p, null)
			.clusters().labels());
		assertArrayEquals(new int[] { 1, 0, 0, 2, 0 }, MapClusters.of(ClusterSearch.above(0)).withAlpha(0.03)
			.run(map, p, null).clusters().labels());
		assertArrayEquals(new int[] { 1, 0, 0, 0, 0 }, MapClusters.of(ClusterSearch.above(1)).run(map, p, null)
			.clusters().labels());
	}

	@Test
	void aMapOfPValuesMayBeOneThroughout() {
		assertEquals(0, MapClusters.of(ClusterSearch.above(0)).run(image("z", new double[] { 3, 2 }, 2, 1),
			image("p", new double[] { 1, 1 }, 2, 1), null).clusters().clusters().size());
	}

	@Test
	void onlyVoxelsOfTheMaskAreInClusters() {
		final FoundClusters got = MapClusters.of(ClusterSearch.above(1))
			.run(image("z", new double[] { 3, 3, 9, 3, 3 }, 5, 1), null, image("mask",
			new double[] { 1, 1, 0, 255, NAN }, 5, 1));

		assertEquals(List.of(2, 1), got.clusters().clusters().stream().map(cluster -> cluster.voxels()).toList());
		assertArrayEquals(new double[] { 1, 1, 0, 2, 0 }, values(got.labels()));
	}

	@Test
	void theLabelImageAndItsRoisAreThoseOfTheTable() {
		final double[] map = { 2, 0, 5, //
			2, 0, 0, //
			//
			0, 0, -3, //
			2, 2, 0 };

		final FoundClusters got = MapClusters.of(ClusterSearch.above(1).withMinimumSize(1))
			.run(image("z", map, 3, 2, 2), null, null);

		assertArrayEquals(new double[] { 3, 0, 1, 3, 0, 0, 0, 0, 2, 3, 3, 0 }, values(got.labels()));
		assertEquals(NiftiIntent.LABEL.code(), got.labels().header().intentCode());
		assertEquals(NiftiType.UINT16, got.labels().header().type());
		assertEquals(List.of("cluster-1-slice-1", "cluster-2-slice-2", "cluster-3-slice-1", "cluster-3-slice-2"),
			got.rois().rois().stream().map(Roi::getName).toList());
	}

	@ParameterizedTest
	@CsvSource({ "0, 3", "6, 3", "18, 2", "26, 1" })
	void neighboursDecideWhatHangsTogether(final int neighbours, final int clusters) {
		final double[] map = new double[27];
		map[0] = 2;
		map[1 + 3] = 2; // shares an edge with the first
		map[2 + 6 + 9] = 2; // touches the second at a corner

		assertEquals(clusters, MapClusters.of(ClusterSearch.above(1)).withNeighbours(neighbours)
			.run(image("z", map, 3, 3, 3), null, null).clusters().clusters().size());
	}

	@Test
	void inAPlaneThereAreOtherNumbersOfNeighbours() {
		final InputImage plane = image("z", new double[] { 2, 0, 0, 2 }, 2, 2);

		assertEquals(2, MapClusters.of(ClusterSearch.above(1)).withNeighbours(4).run(plane, null, null).clusters()
			.clusters().size());
		assertEquals(1, MapClusters.of(ClusterSearch.above(1)).withNeighbours(8).run(plane, null, null).clusters()
			.clusters().size());
		assertRefused("Connectivity: got 26 neighbours on 2 axes, wanted 4 or 8",
			() -> MapClusters.of(ClusterSearch.above(1)).withNeighbours(26).run(plane, null, null));
	}

	@Test
	void mistakesAreExplained() {
		final MapClusters run = MapClusters.of(ClusterSearch.above(1));
		final InputImage z = image("z", new double[] { 3, 2 }, 2, 1);
		final NiftiHeader p = header(2, 1).withIntent(NiftiIntent.PVAL.code(), "p value");
		final NiftiHeader logp = header(2, 1).withIntent(NiftiIntent.LOG10PVAL.code(), "-log10 p");

		assertRefused(
			"Map 'x': got p values, wanted z or another map whose large values matter; p values can say where",
			() -> run.run(image("x", p, 0.1, 0.2), null, null));
		assertRefused("Where 'w': got a map of logp, wanted p values", () -> run.run(z, image("w", logp, 0.1, 0.2),
			null));
		assertRefused("Where 'w': got 2 of 2 voxels outside 0 to 1, wanted p values", () -> run.run(z, image("w",
			new double[] { -1, 255 }, 2, 1), null));
		assertRefused("Where 'w': got 0 and 1 only, as in a mask, wanted p values", () -> run.run(z, image("w", new double[] {
			1, 0 }, 2, 1), null));
		assertRefused("alpha: got 1.0, wanted a number between 0 and 1", () -> run.withAlpha(1));
		assertRefused("Mask 'm': got 0 of 2 voxels, wanted at least 1 that is not 0",
			() -> run.run(z, null, image("m", new double[2], 2, 1)));
	}

	private static void assertRefused(final String wanted, final Runnable run) {
		assertEquals(wanted, assertThrows(IllegalArgumentException.class, run::run).getMessage());
	}

	private static NiftiHeader header(final long... dims) {
		return NiftiHeader.of(dims, NiftiType.FLOAT64).withAffine(AFFINE);
	}

	private static InputImage image(final String name, final double[] values, final long... dims) {
		return image(name, header(dims), values);
	}

	private static InputImage image(final String name, final NiftiHeader header, final double... values) {
		return new InputImage(name, header, true, NiftiImage.of(header, values).img());
	}

	private static double[] values(final NiftiImage image) {
		final double[] values = new double[(int) image.img().size()];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image.img()).cursor();
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealDouble();
		return values;
	}
}
