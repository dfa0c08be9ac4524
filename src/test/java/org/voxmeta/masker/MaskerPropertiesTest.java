package org.voxmeta.masker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.voxmeta.Numbers.assertSameBits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.signal.Confounds;
import org.voxmeta.masker.signal.SampleMask;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.task.Progress;

/** What holds for images on any grid, in any kind of memory: compared with loops over voxels. */
class MaskerPropertiesTest {

	private static final int SEEDS = 40;

	@Test
	void imagesComeBackAsTheyWereInTheMask() {
		for (int seed = 0; seed < SEEDS; seed++) {
			final RandomImages random = new RandomImages(seed);
			final VoxelGrid grid = random.grid();
			final GridImage image = random.image(grid, 1 + seed % 4);
			final FittedMasker masker = ImageMasker.of(random.mask(grid)).with("outside", -3).fit();

			final GridImage back = masker.inverseTransform(masker.transform(image));

			final double[] wanted = new double[image.samples() * RandomImages.size(grid)];
			Arrays.fill(wanted, -3);
			for (int t = 0; t < image.samples(); t++) {
				final double[] sample = Images.values(image.sample(t));
				for (int j = 0; j < masker.size(); j++)
					wanted[t * sample.length + masker.mask().index(j)] = sample[masker.mask().index(j)];
			}
			assertEquals(image.samples(), back.values().dimension(back.values().numDimensions() - 1));
			assertSameBits(wanted, Images.values(back.values()), "seed " + seed);
			assertSameBits(Arrays.copyOf(wanted, wanted.length / image.samples()), Images.values(
				masker.inverseTransform(masker.transform(image).toArrays()[0]).values()), "one image, seed " + seed);
		}
	}

	@Test
	void imagesOfSignalsHaveTheirPrecision() {
		final VoxelGrid grid = VoxelGrid.of(new long[] { 3, 2 }, null);
		final FittedMasker masker = ImageMasker.of(new RandomImages(1).mask(grid)).fit();

		assertInstanceOf(FloatType.class, masker.inverseTransform(masker.transform(new RandomImages(2).image(grid,
			2, new FloatType()))).values().getType());
		assertInstanceOf(DoubleType.class, masker.inverseTransform(masker.transform(new RandomImages(2).image(grid,
			2, new DoubleType()))).values().getType());
		assertInstanceOf(DoubleType.class, masker.inverseTransform(new double[2][masker.size()]).values()
			.getType());
	}

	@Test
	void signalsComeBackFromTheirImages() {
		for (int seed = 0; seed < SEEDS; seed++) {
			final RandomImages random = new RandomImages(seed);
			final VoxelGrid grid = random.grid();
			for (final Masker masker : maskers(random, grid)) {
				final FittedMasker fitted = masker.with("outside", 7).fit(grid);
				final double[][] signals = random.signals(2, fitted.size());

				final Signals back = fitted.transform(fitted.inverseTransform(signals));

				for (int t = 0; t < signals.length; t++)
					assertArrayEquals(signals[t], back.toArrays()[t], 1e-9, masker.name() + ", seed " + seed);
			}
		}
	}

	@Test
	void aSeriesIsItsImagesOneByOneOnAnyNumberOfThreads() {
		for (int seed = 0; seed < SEEDS; seed++) {
			final RandomImages random = new RandomImages(seed);
			final VoxelGrid grid = random.grid();
			final GridImage series = random.image(grid, 5);
			for (final Masker plain : maskers(random, grid)) {
				final FittedMasker fitted = plain.with("smoothing_fwhm", seed % 2 == 0 ? 4 : null).fit(grid);
				final Signals signals = transform(fitted, series, 1);
				for (int t = 0; t < 5; t++)
					assertSameBits(fitted.transform(new GridImage(series.sample(t), grid)).toArrays()[0], signals
						.toArrays()[t], plain.name());
				assertSame(signals, transform(fitted, series, 3));
				final FittedMasker cleaned = plain.with("standardize", "psc").with("detrend", true).fit(grid);
				assertSame(transform(cleaned, series, 1), transform(cleaned, series, 3));
			}
		}
	}

	@Test
	void theOrderOfTheAxesDoesNotMatter() {
		for (int seed = 0; seed < SEEDS; seed++) {
			final RandomImages random = new RandomImages(seed);
			final VoxelGrid grid = random.grid();
			final GridImage image = random.image(grid, 2, new DoubleType());
			final GridImage mask = random.mask(grid);
			final GridImage labels = image(random.labels(grid, 3), grid);
			final Masker masker = LabelsMasker.of(labels).with("smoothing_fwhm", 3);

			final double[][] wanted = masker.fit().transform(image).toArrays();
			final double[][] got = masker.with("labels_img", turned(labels)).fit().transform(turned(image)).toArrays();

			for (int t = 0; t < 2; t++)
				assertArrayEquals(wanted[t], got[t], 1e-9, "labels, seed " + seed);
			final FittedMasker voxels = ImageMasker.of(mask).fit();
			final FittedMasker turnedVoxels = ImageMasker.of(turned(mask)).fit();
			assertSameBits(Images.values(turned(voxels.inverseTransform(voxels.transform(image))).values()),
				Images.values(turnedVoxels.inverseTransform(turnedVoxels.transform(turned(image))).values()),
				"voxels, seed " + seed);
		}
	}

	@ParameterizedTest
	@EnumSource(RegionStatistic.class)
	void aSignalIsThePlainStatisticOfItsRegion(final RegionStatistic statistic) {
		for (int seed = 0; seed < SEEDS; seed++) {
			final RandomImages random = new RandomImages(seed);
			final VoxelGrid grid = random.grid();
			final GridImage image = random.image(grid, 1);
			final int[] labels = random.labels(grid, 4);
			final GridImage mask = random.mask(grid);
			final double[] in = Images.values(mask.values());
			final int[] present = IntStream.range(0, labels.length).filter(i -> in[i] != 0).map(i -> labels[i]).filter(
				label -> label != 2).distinct().sorted().toArray();
			if (present.length == 0) continue;

			final FittedMasker masker = LabelsMasker.of(image(labels, grid)).withBackground(2).with(statistic).with(
				"mask_img", mask).fit();

			final double[] values = Images.values(image.sample(0));
			final double[] signals = masker.transform(image).toArrays()[0];
			assertEquals(present.length, masker.size());
			for (int r = 0; r < present.length; r++) {
				final int label = present[r];
				assertEquals(Integer.toString(label), masker.name(r));
				assertEquals(plain(statistic, IntStream.range(0, labels.length).filter(i -> in[i] != 0
					&& labels[i] == label).mapToDouble(i -> values[i]).toArray()), signals[r], 1e-9, "label " + label
					+ ", seed " + seed);
			}
		}
	}

	@Test
	void aSphereHasTheVoxelsWithinItsRadiusAndTheNearestInTheMask() {
		for (int seed = 0; seed < SEEDS; seed++) {
			final RandomImages random = new RandomImages(seed);
			final VoxelGrid grid = random.grid();
			final double[] values = Images.values(random.image(grid, 1).sample(0));
			final int[] nearest = random.voxels(grid, 3);
			final double[][] seeds = Arrays.stream(nearest).mapToObj(voxel -> random.near(voxel, grid)).toArray(
				double[][]::new);
			final byte[] mask = new byte[values.length];
			for (int i = 0; i < mask.length; i++)
				mask[i] = (byte) (i % 3 < 2 ? 1 : 0);
			for (final int voxel : nearest)
				mask[voxel] = 1;
			final double radius = seed % 4 * 2;

			final FittedMasker masker = SpheresMasker.of(seeds).withRadius(radius).withAllowOverlap(true).with(
				"mask_img", new GridImage(ArrayImgs.unsignedBytes(mask, grid.dimensions()), grid)).fit();

			final double[] signals = masker.transform(image(values, grid)).toArrays()[0];
			for (int s = 0; s < 3; s++) {
				final double[] away = distances(grid, seeds[s]);
				final int centre = nearest[s];
				assertEquals(IntStream.range(0, away.length).filter(i -> mask[i] != 0 && away[i] <= radius || i == centre)
					.mapToDouble(i -> values[i]).average().orElseThrow(), signals[s], 1e-9, "seed " + seed);
			}
		}
	}

	@Test
	void mapsAreFittedByLeastSquaresInTheVoxelsThatAreThere() {
		for (int seed = 0; seed < SEEDS; seed++) {
			final RandomImages random = new RandomImages(seed);
			final VoxelGrid grid = VoxelGrid.of(new long[] { 5, 4, 3 }, random.affine());
			final GridImage maps = random.image(grid, 3, new FloatType());
			final double[] image = Images.values(random.image(grid, 1, new DoubleType()).sample(0));
			final FittedMasker masker = MapsMasker.of(maps).fit();
			final double[] weights = Images.values(maps.values());

			assertArrayEquals(leastSquares(weights, image, i -> true), masker.transform(image(image, grid))
				.toArrays()[0], 1e-9, "seed " + seed);
			for (int i = 0; i < image.length; i += 3)
				image[i] = i % 2 == 0 ? Double.NaN : 0;
			assertArrayEquals(leastSquares(weights, image, i -> i % 3 != 0), values(masker.studyRow(ArrayImgs.doubles(
				image, grid.dimensions()))), 1e-9, "with holes, seed " + seed);
		}
	}

	@Test
	void nearlyEqualMapsKeepTheirDigits() {
		final VoxelGrid grid = VoxelGrid.of(new long[] { 20, 20 }, null);
		final double[] first = new RandomImages(3).signals(1, 400)[0];
		final double[] second = first.clone();
		final double[] change = new RandomImages(4).signals(1, 400)[0];
		for (int i = 0; i < second.length; i++)
			second[i] += 1e-4 * change[i];
		final FittedMasker masker = MapsMasker.of(GridImage.stack(List.of(image(first, grid), image(second, grid))))
			.fit();

		final double[] back = masker.transform(masker.inverseTransform(new double[] { 3, -2 })).toArrays()[0];

		assertArrayEquals(new double[] { 3, -2 }, back, 1e-9);
	}

	private static List<Masker> maskers(final RandomImages random, final VoxelGrid grid) {
		return List.of(ImageMasker.of(random.mask(grid)), LabelsMasker.of(image(random.labels(grid, 4), grid)),
			SpheresMasker.of(random.near(0, grid)).withRadius(4), MapsMasker.of(GridImage.stack(List.of(random.mask(
			grid)))));
	}

	private static double plain(final RegionStatistic statistic, final double[] x) {
		final double mean = DoubleStream.of(x).average().orElseThrow();
		final double variance = DoubleStream.of(x).map(value -> (value - mean) * (value - mean)).average()
			.orElseThrow();
		final double[] sorted = DoubleStream.of(x).sorted().toArray();
		return switch (statistic) {
			case MEAN -> mean;
			case MEDIAN -> (sorted[(x.length - 1) / 2] + sorted[x.length / 2]) / 2;
			case SUM -> DoubleStream.of(x).sum();
			case MINIMUM -> sorted[0];
			case MAXIMUM -> sorted[x.length - 1];
			case VARIANCE -> variance;
			case STANDARD_DEVIATION -> Math.sqrt(variance);
		};
	}

	private static double[] leastSquares(final double[] weights, final double[] image,
		final IntPredicate used)
	{
		final int n = image.length;
		final List<double[]> rows = new ArrayList<>();
		final List<Double> x = new ArrayList<>();
		for (int i = 0; i < n; i++)
			if (used.test(i)) {
				rows.add(new double[] { weights[i], weights[n + i], weights[2 * n + i] });
				x.add(image[i]);
			}
		return new QRDecomposition(new Array2DRowRealMatrix(rows.toArray(double[][]::new))).getSolver().solve(
			new ArrayRealVector(x.stream().mapToDouble(value -> value).toArray())).toArray();
	}

	private static double[] distances(final VoxelGrid grid, final double[] seed) {
		final double[][] a = grid.affine().orElseThrow();
		final long[] dims = grid.dimensions();
		final double[] away = new double[RandomImages.size(grid)];
		for (int i = 0; i < away.length; i++) {
			final long x = i % dims[0];
			final long y = i / dims[0] % dims[1];
			final long z = i / dims[0] / dims[1];
			away[i] = Math.sqrt(IntStream.range(0, 3).mapToDouble(row -> a[row][0] * x + a[row][1] * y + a[row][2] * z
				+ a[row][3] - seed[row]).map(d -> d * d).sum());
		}
		return away;
	}

	/** The same image with its first two axes in the other order. */
	private static GridImage turned(final GridImage image) {
		final double[][] affine = image.grid().affine().orElseThrow();
		for (final double[] row : affine) {
			final double first = row[0];
			row[0] = row[1];
			row[1] = first;
		}
		final long[] dims = image.grid().dimensions();
		final long first = dims[0];
		dims[0] = dims[1];
		dims[1] = first;
		return new GridImage(Views.permute(image.values(), 0, 1), VoxelGrid.of(dims, affine));
	}

	private static GridImage image(final int[] labels, final VoxelGrid grid) {
		return new GridImage(ArrayImgs.ints(labels, grid.dimensions()), grid);
	}

	private static GridImage image(final double[] values, final VoxelGrid grid) {
		return new GridImage(ArrayImgs.doubles(values, grid.dimensions()), grid);
	}

	private static Signals transform(final FittedMasker masker, final GridImage image, final int threads) {
		return masker.transform(image, Confounds.none(), SampleMask.all(), threads, Progress.NONE);
	}

	private static void assertSame(final Signals wanted, final Signals got) {
		assertEquals(wanted.studies(), got.studies());
		for (int t = 0; t < wanted.studies(); t++)
			assertSameBits(wanted.toArrays()[t], got.toArrays()[t], "sample " + t);
	}

	private static double[] values(final Signals.Row row) {
		final double[] values = new double[row.length()];
		row.read(0, values.length, values);
		return values;
	}
}
