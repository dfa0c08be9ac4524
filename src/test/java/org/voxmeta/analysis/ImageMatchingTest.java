package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.FloatProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.grid.Affines;
import org.voxmeta.grid.Interpolation;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.task.Progress;

class ImageMatchingTest {

	private static final double NAN = Double.NaN;
	private static final ImageMatching AUTO = ImageMatching.automatic();
	private static final ImageMatching LINEAR = AUTO.with(Interpolation.LINEAR);
	private static final ImageMatching NEAREST = AUTO.with(Interpolation.NEAREST);

	/** Eight voxels of 1 mm from 0 to 7 mm, and nine of 1.5 mm from -1.5 to 10.5 mm. */
	private static final NiftiHeader FINE = line(8, 1, 0);
	private static final NiftiHeader COARSE = line(9, 1.5, -1.5);

	@TempDir
	Path folder;

	@Test
	void theResultHasTheOthersPlaceAndTheInputsMeaning() throws IOException {
		final NiftiHeader map = FINE.withIntent(NiftiIntent.ZSCORE.code(), "z").withDescrip("a map").withCalRange(0, 5);
		final NiftiHeader other = COARSE.withSform(4, COARSE.sform()).withDescrip("another");

		final NiftiImage got = run(LINEAR, image(map, ramp(8)), image(other, ramp(9))).image();

		assertTrue(Arrays.deepEquals(other.affine(), got.header().affine()));
		assertArrayEquals(new long[] { 9, 1 }, got.header().dims());
		assertEquals(4, got.header().sformCode());
		assertEquals("mm", got.header().spaceUnit());
		assertEquals(NiftiIntent.ZSCORE.code(), got.header().intentCode());
		assertEquals(List.of("z", "a map"), List.of(got.header().intentName(), got.header().descrip()));
		assertEquals(5, got.header().calMax());
		assertArrayEquals(new double[] { NAN, 10, 11.5, 13, 14.5, 16, 17.25, NAN, NAN }, values(got), 1e-6);
	}

	@Test
	void labelsAreTakenFromTheNearestVoxel() throws IOException {
		final NiftiHeader labels = FINE.withType(NiftiType.INT16);
		final MatchedImage got = AUTO.run(new InputImage("atlas", labels, true, ArrayImgs.shorts(new short[] { 0, 0, 3, 3,
			3, 8, 8, 8 }, 8, 1)), image(COARSE, ramp(9)), Progress.NONE);

		assertEquals(Interpolation.NEAREST, got.interpolation());
		assertArrayEquals(new double[] { 0, 0, 3, 3, 8, 8, 8, 0, 0 }, values(got.image()));
		assertEquals(NiftiType.INT16, got.image().header().type());
		assertEquals(ShortType.class, got.image().img().getType().getClass());
		assertEquals(List.of("Resample: 'atlas' onto the grid of 'x', nearest, as it looks like a mask or labels: "
			+ "size 8x1, wanted 9x1; voxels 1 x 1 x 1 mm, wanted 1.5 x 1 x 1 mm; centre 1 mm away"), got.remarks());
	}

	@Test
	void measurementsAreInterpolated() throws IOException {
		final MatchedImage got = run(AUTO, image(FINE, ramp(8)), image(COARSE, ramp(9)));

		assertEquals(Interpolation.LINEAR, got.interpolation());
		assertTrue(got.remarks().get(0).contains(", linear, as it does not look like a mask or labels: "), got.remarks()
			.get(0));
		assertTrue(run(LINEAR, image(FINE, ramp(8)), image(COARSE, ramp(9))).remarks().get(0).contains(", linear: size "));
	}

	@Test
	void nanStaysAndIsNoZero() throws IOException {
		final float[] holes = { 0, 4, 4, Float.NaN, 4, 4, 0, 0 };

		assertArrayEquals(new double[] { NAN, 0, 4, NAN, 4, 0, 0, NAN, NAN }, values(run(LINEAR, image(FINE, holes), image(
			COARSE, ramp(9))).image()));
		assertArrayEquals(new double[] { NAN, NAN, 4, NAN, 4, NAN, NAN, NAN, NAN }, values(run(LINEAR.withMissingZeros(
			true), image(FINE, holes), image(COARSE, ramp(9))).image()));
		assertArrayEquals(new double[] { 0, 0, 4, NAN, 4, 0, 0, 0, 0 }, values(run(NEAREST, image(FINE, holes), image(
			COARSE, ramp(9))).image()));
	}

	@Test
	void resultsHaveThePrecisionOfTheInput() throws IOException {
		final InputImage doubles = new InputImage("d", FINE.withType(NiftiType.FLOAT64), true, ArrayImgs.doubles(
			DoubleStream.iterate(1 / 3.0, x -> x + 1).limit(8).toArray(), 8, 1));
		final InputImage ints = new InputImage("i", FINE.withType(NiftiType.INT32), true, ArrayImgs.ints(new int[] {
			16777217, 16777219, 1, 5, 2, 3, 7, 9 }, 8, 1));
		final InputImage shorts = new InputImage("s", FINE.withType(NiftiType.INT16), true, ArrayImgs.shorts(new short[] {
			1, 2, 4, 5, 2, 3, 7, 9 }, 8, 1));

		assertEquals(DoubleType.class, run(LINEAR, doubles, image(COARSE, ramp(9))).image().img().getType().getClass());
		assertEquals(11.0 / 6, values(run(LINEAR, doubles, image(COARSE, ramp(9))).image())[2], 1e-15);
		assertEquals(NiftiType.FLOAT64, run(LINEAR, ints, image(COARSE, ramp(9))).image().header().type());
		assertEquals(16777217, values(run(NEAREST, ints, image(COARSE, ramp(9))).image())[1]);
		assertEquals(FloatType.class, run(LINEAR, shorts, image(COARSE, ramp(9))).image().img().getType().getClass());
	}

	@Test
	void framesAndFurtherAxesStay() throws IOException {
		final double[] pixdim = FINE.pixdim();
		pixdim[4] = 2.5;
		final NiftiHeader frames = FINE.withDims(8, 1, 1, 3).withPixdim(pixdim).withUnits("mm", "sec");
		final float[] values = new float[24];
		IntStream.range(0, 24).forEach(i -> values[i] = i * i + 0.5f);

		final NiftiImage got = run(LINEAR, image(frames, values), image(COARSE.withDims(9, 1, 1, 2), ramp(18))).image();

		assertArrayEquals(new long[] { 9, 1, 1, 3 }, got.header().dims());
		assertEquals(2.5, got.header().pixdim()[4]);
		for (int f = 0; f < 3; f++)
			assertArrayEquals(values(run(LINEAR, image(FINE, Arrays.copyOfRange(values, 8 * f, 8 * f + 8)), image(COARSE, ramp(
				9))).image()), Arrays.copyOfRange(values(got), 9 * f, 9 * f + 9));
	}

	@Test
	void scaledIntegersBecomeFloats() throws IOException {
		final InputImage scaled = new InputImage("s", FINE.withType(NiftiType.UINT8).withScaling(0.5, 10), true, ArrayImgs
			.floats(new float[] { 10, 10, 12.5f, 12.5f, 12.5f, 12.5f, 11, 11 }, 8, 1));
		final Path out = folder.resolve("out.nii");

		run(NEAREST.withOutput(out), scaled, image(COARSE, ramp(9)));

		final NiftiImage got = NiftiReader.read(out);
		assertEquals(NiftiType.FLOAT32, got.header().type());
		assertFalse(got.header().isScaled());
		assertArrayEquals(new double[] { 0, 10, 12.5, 12.5, 12.5, 11, 11, 0, 0 }, values(got));
	}

	@Test
	void anImageOnThatGridIsCopied() throws IOException {
		final NiftiHeader odd = FINE.withType(NiftiType.INT16).withScaling(2, 1).withDescrip("odd");
		final InputImage image = new InputImage("a", odd, true, ArrayImgs.floats(ramp(8), 8, 1));

		final MatchedImage got = run(AUTO, image, image(FINE, ramp(8)));

		assertArrayEquals(values(image.values()), values(got.image()));
		assertEquals(odd.withSform(FINE.sformCode(), FINE.sform()), got.image().header());
		assertEquals(List.of("Resample: 'a' is on the grid of 'x' already"), got.remarks());
		assertEquals(List.of(), got.notes());
	}

	@Test
	void smallerVoxelsAreWarnedOf() throws IOException {
		assertEquals(List.of("Upsampling: 'x' has larger voxels than 'x', so that the result looks finer than its data are"),
			run(AUTO, image(COARSE, ramp(9)), image(FINE, ramp(8))).notes());
		assertEquals(List.of(), run(AUTO, image(FINE, ramp(8)), image(COARSE, ramp(9))).notes());
	}

	@Test
	void imagesOfImageJLieByTheirCalibration() throws IOException {
		final InputImage image = open("cells", 4, 0.5, "um", 0);
		final InputImage match = open("coarse", 3, 1, "micron", 1);

		final MatchedImage got = run(LINEAR, image, match);

		// voxels at 0 to 1.5 um, wanted at -1 to 1 um
		assertArrayEquals(new double[] { NAN, 0, 2 }, values(got.image()), 1e-6);
		assertFalse(got.placed());
	}

	@Test
	void imagesThatDoNotSayWhereTheyAreMustBeOfOneSize() throws IOException {
		final InputImage unknown = open("drawn", 8, 1, "pixel", 0);

		assertEquals("Resample: got 'drawn' of 8x1 voxels and 'small' of 4x1, but not how large or where their voxels"
			+ " are; wanted two NIfTI images, or two with a calibration", refused(unknown, open("small", 4, 1, "pixel", 0)));
		assertEquals("Resample: 'drawn' has no affine that says where its voxels are, as 'x' has", refused(unknown, image(
			COARSE, ramp(9))));
		assertEquals("Resample: 'drawn' has no affine that says where its voxels are, as 'x' has", refused(image(COARSE,
			ramp(9)), unknown));
		final MatchedImage same = run(AUTO, unknown, image(FINE, ramp(8)));
		assertArrayEquals(values(unknown.values()), values(same.image()));
		assertTrue(same.placed() && Arrays.deepEquals(FINE.affine(), same.image().header().affine()));
	}

	@Test
	void differentUnitsAreRefused() {
		assertEquals("Resample: 'x' is in um, 'x' in mm; wanted the same unit in both", refused(image(FINE.withUnits("um",
			""), ramp(8)), image(COARSE.withUnits("", ""), ramp(9))));
	}

	@Test
	void imagesElsewhereAreRefused() {
		assertTrue(refused(image(FINE, ramp(8)), image(line(9, 1, 20), ramp(9))).startsWith(
			"Resample: 'x' lies wholly outside the grid of 'x': size 8x1, wanted 9x1; centre 20.5 mm away"));
	}

	@Test
	void inputsAreNotOverwritten() throws IOException {
		final Path a = folder.resolve("a.nii");
		final Path b = folder.resolve("b.nii");
		NiftiWriter.write(NiftiImage.of(FINE, ramp(8)), a);
		NiftiWriter.write(NiftiImage.of(COARSE, ramp(9)), b);

		for (final Path input : List.of(a, b))
			assertEquals("Output: " + input + " is an input, wanted another file", assertThrows(
				IllegalArgumentException.class, () -> run(AUTO.withOutput(input), InputImage.read(a), InputImage.read(b)))
				.getMessage());
	}

	@Test
	void nothingIsWrittenWhenItIsCancelled() {
		final Path out = folder.resolve("out.nii");

		assertThrows(CancellationException.class, () -> AUTO.withOutput(out).run(image(FINE, ramp(8)), image(COARSE, ramp(
			9)), (stage, done, total) -> false));
		assertFalse(Files.exists(out));
	}

	private static MatchedImage run(final ImageMatching matching, final InputImage image, final InputImage match)
		throws IOException
	{
		return matching.run(image, match, Progress.NONE);
	}

	private static String refused(final InputImage image, final InputImage match) {
		final Executable call = () -> run(AUTO, image, match);
		return assertThrows(IllegalArgumentException.class, call).getMessage();
	}

	private static NiftiHeader line(final long n, final double size, final double begin) {
		final double[][] affine = Affines.diagonal(new double[] { size, 1, 1 });
		affine[0][3] = begin;
		return NiftiHeader.of(new long[] { n, 1 }, NiftiType.FLOAT32).withAffine(affine).withUnits("mm", "");
	}

	/** 10, 11, 12, ... but for the last two, which are no whole numbers. */
	private static float[] ramp(final int n) {
		final float[] ramp = new float[n];
		for (int i = 0; i < n; i++)
			ramp[i] = 10 + i + (i > 6 ? 0.25f : 0);
		return ramp;
	}

	private static InputImage image(final NiftiHeader header, final float... values) {
		return new InputImage("x", header, true, ArrayImgs.floats(values, header.dims()));
	}

	/** An open image of one row of 0, 1, ... */
	private static InputImage open(final String title, final int n, final double size, final String unit,
		final double origin)
	{
		final float[] pixels = new float[n];
		IntStream.range(0, n).forEach(i -> pixels[i] = i);
		final ImagePlus image = new ImagePlus(title, new FloatProcessor(n, 1, pixels));
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = size;
		calibration.xOrigin = origin;
		calibration.setUnit(unit);
		return InputImage.of(image);
	}

	private static double[] values(final NiftiImage image) {
		return values(image.img());
	}

	private static double[] values(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		return IntStream.range(0, (int) image.size()).mapToDouble(i -> cursor.next().getRealDouble()).toArray();
	}
}
