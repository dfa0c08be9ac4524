package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import ij.process.StackConverter;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

class NiftiImagesTest {

	private static final double[][] ROTATED = { { -2.5, 0.15, 0.05, 11 }, { 0.1, 2.8, -0.2, -14 },
		{ 0.02, 0.3, 3.1, -9 }, { 0, 0, 0, 1 } };

	@TempDir
	Path folder;

	@Test
	void everyTypeShowsTheFilesValues() throws IOException {
		for (final NiftiType type : NiftiSamples.TYPES) {
			final NiftiImage image = NiftiReader.read(new NiftiBytes().dims(3, 1, 2).with(type,
				NiftiSamples.literals(type)).write(folder.resolve("a.nii")));

			final ImagePlus imp = NiftiImages.toImagePlus(image, "a");

			final int bits = type == NiftiType.UINT8 ? 8 : type == NiftiType.INT16 || type == NiftiType.UINT16
				? 16 : 32;
			assertEquals(bits, imp.getBitDepth(), type.toString());
			assertEquals("a", imp.getTitle());
			final double[] values = NiftiSamples.doubles(image.img());
			for (int i = 0; i < 6; i++) {
				assertEquals((float) values[i], value(imp, i % 3, 0, 1, i / 3 + 1, 1), type + " " + i);
			}
		}
	}

	@Test
	void scaledIntegersAreFloats() throws IOException {
		final NiftiBytes bytes = new NiftiBytes().with(NiftiType.INT16, "0", "1", "2", "3", "100", "-7");
		bytes.slope = 0.5;

		final ImagePlus imp = NiftiImages.toImagePlus(NiftiReader.read(bytes.write(folder.resolve("a.nii"))),
			"a");

		assertEquals(32, imp.getBitDepth());
		assertEquals(-3.5, value(imp, 2, 1, 1, 1, 1));
	}

	@Test
	void axesBecomeXYZTAndCAndTheLastTwoContinueT() {
		final NiftiImage image = counting(2, 3, 4, 5, 2, 3, 2);

		final ImagePlus imp = NiftiImages.toImagePlus(image, "a");

		assertArrayEquals(new int[] { 2, 3, 2, 4, 30 }, imp.getDimensions());
		final RandomAccessibleInterval<? extends RealType<?>> img = image.img();
		for (int t = 0; t < 30; t++) {
			for (int z = 0; z < 4; z++) {
				for (int c = 0; c < 2; c++) {
					assertEquals(img.getAt(1, 2, z, t % 5, c, t / 5 % 3, t / 15).getRealDouble(),
						value(imp, 1, 2, c + 1, z + 1, t + 1));
				}
			}
		}
	}

	@Test
	void anImageGoesThereAndBackUnchanged() {
		for (final long[] dims : new long[][] { { 6 }, { 6, 1, 1, 1 }, { 2, 3 }, { 2, 3, 4 }, { 2, 3, 4, 1 },
			{ 2, 3, 1, 4 }, { 2, 3, 4, 5, 2, 3, 2 }, { 2, 3, 4, 1, 2 } })
		{
			final NiftiImage image = counting(dims);

			final NiftiImage back = NiftiImages.fromImagePlus(NiftiImages.toImagePlus(image, "a"));

			assertEquals(image.header(), back.header(), NiftiHeader.shape(dims));
			assertArrayEquals(NiftiSamples.doubles(image.img()), NiftiSamples.doubles(back.img()),
				NiftiHeader.shape(dims));
		}
	}

	@Test
	void everyFieldOfTheHeaderTravels() {
		final NiftiHeader header = NiftiHeader.of(new long[] { 2, 3, 4, 5 }, NiftiType.FLOAT32).withQform(1,
			0.5, 0.25, 0.125, 1, 2, 3).withSform(4, rows(ROTATED)).withPixdim(-1, 2.5, 2.8, 3.1, 0.8, 1, 1, 1)
			.withIntent(3, "t", 12).withUnits("mm", "msec").withCalRange(-4, 4).withDescrip("text")
			.withAuxFile("aux").withSlices(new SliceTiming(57, 1, 0, 3, 0.1)).withToffset(2).withVersion(2)
			.withExtensions(List.of(new NiftiExtension(6, new byte[8])));

		final ImagePlus imp = NiftiImages.toImagePlus(NiftiImage.of(header, new float[120]), "a");

		assertEquals(header, NiftiImages.headerOf(imp));
		assertEquals(-4, imp.getDisplayRangeMin());
		assertEquals(4, imp.getDisplayRangeMax());
	}

	@Test
	void theCalibrationHasVoxelSizeUnitIntervalAndOrigin() {
		final NiftiHeader header = NiftiHeader.of(new long[] { 10, 10, 10, 2 }, NiftiType.FLOAT32)
			.withPixdim(1, 1, 1, 1, 2, 1, 1, 1).withAffine(new double[][] { { -2, 0, 0, 90 },
			{ 0, 3, 0, -126 }, { 0, 0, 4, -72 }, { 0, 0, 0, 1 } }).withUnits("um", "msec");

		final Calibration calibration = NiftiImages.toImagePlus(NiftiImage.of(header, new float[2000]), "a")
			.getCalibration();

		assertEquals(2, calibration.pixelWidth);
		assertEquals(3, calibration.pixelHeight);
		assertEquals(4, calibration.pixelDepth);
		assertEquals("\u00b5m", calibration.getUnit());
		assertEquals(45, calibration.xOrigin, 1e-12);
		assertEquals(42, calibration.yOrigin, 1e-12);
		assertEquals(18, calibration.zOrigin, 1e-12);
		assertEquals(2, calibration.frameInterval);
		assertEquals("msec", calibration.getTimeUnit());
	}

	@Test
	void aRotatedAffinesOriginIsTheVoxelAtWorldZero() {
		final NiftiHeader header = NiftiHeader.of(new long[] { 2, 2, 2 }, NiftiType.FLOAT32)
			.withAffine(ROTATED);

		final Calibration calibration = NiftiImages.toImagePlus(NiftiImage.of(header, new float[8]), "a")
			.getCalibration();

		final double[] origin = { calibration.xOrigin, calibration.yOrigin, calibration.zOrigin };
		for (int i = 0; i < 3; i++) {
			double world = ROTATED[i][3];
			for (int j = 0; j < 3; j++) world += ROTATED[i][j] * origin[j];
			assertEquals(0, world, 1e-12);
		}
	}

	@Test
	void aChangedPixelSizeScalesTheAffinesColumns() {
		final NiftiHeader header = NiftiHeader.of(new long[] { 2, 2, 2 }, NiftiType.FLOAT32)
			.withAffine(ROTATED).withUnits("mm", "");
		final ImagePlus imp = NiftiImages.toImagePlus(NiftiImage.of(header, new float[8]), "a");
		final Calibration calibration = imp.getCalibration();
		calibration.pixelWidth *= 2;

		final NiftiHeader changed = NiftiImages.headerOf(imp);

		final double[][] affine = changed.affine();
		for (int i = 0; i < 3; i++) {
			assertEquals(2 * ROTATED[i][0], affine[i][0], 1e-12);
			assertEquals(ROTATED[i][1], affine[i][1], 1e-12);
			assertEquals(ROTATED[i][2], affine[i][2], 1e-12);
			double world = affine[i][3] + affine[i][0] * calibration.xOrigin +
				affine[i][1] * calibration.yOrigin + affine[i][2] * calibration.zOrigin;
			assertEquals(0, world, 1e-12);
		}
		assertEquals(2 * header.voxelSize()[0], changed.pixdim()[1], 1e-12);
	}

	@Test
	void aCropThatMovesTheOriginMovesTheAffine() {
		final NiftiHeader header = NiftiHeader.of(new long[] { 6, 5, 2 }, NiftiType.FLOAT32)
			.withAffine(ROTATED);
		final ImagePlus imp = NiftiImages.toImagePlus(NiftiImage.of(header, new float[60]), "a");
		final ImageStack cropped = imp.getStack().crop(2, 1, 0, 4, 3, 2);
		imp.setStack(cropped);
		imp.getCalibration().xOrigin -= 2;
		imp.getCalibration().yOrigin -= 1;

		final NiftiHeader changed = NiftiImages.headerOf(imp);

		assertArrayEquals(new long[] { 4, 3, 2 }, changed.dims());
		for (int i = 0; i < 3; i++) {
			assertEquals(ROTATED[i][3] + 2 * ROTATED[i][0] + ROTATED[i][1], changed.affine()[i][3], 1e-12);
			assertEquals(ROTATED[i][0], changed.affine()[i][0], 1e-12);
		}
	}

	@Test
	void anotherUnitIsHonoured() {
		final ImagePlus imp = NiftiImages.toImagePlus(counting(2, 2, 2), "a");
		final Calibration calibration = imp.getCalibration();
		calibration.setUnit("nm");
		calibration.pixelWidth = 500;
		calibration.pixelHeight = 250;
		calibration.pixelDepth = 2;
		calibration.setZUnit("mm");

		final NiftiHeader changed = NiftiImages.headerOf(imp);

		assertEquals("um", changed.spaceUnit());
		assertArrayEquals(new double[] { 0.5, 0.25, 2000 }, changed.voxelSize(), 1e-12);
	}

	@Test
	void aChangedFrameIntervalIsHonouredAndLeavesTheAffineAlone() {
		final NiftiHeader header = NiftiHeader.of(new long[] { 2, 2, 2, 2 }, NiftiType.FLOAT32).withQform(1,
			0.5, 0.25, 0.125, 1, 2, 3);
		final ImagePlus imp = NiftiImages.toImagePlus(NiftiImage.of(header, new float[16]), "a");
		imp.getCalibration().frameInterval = 3;
		imp.getCalibration().setTimeUnit("min");

		final NiftiHeader changed = NiftiImages.headerOf(imp);

		assertEquals(180, changed.pixdim()[4]);
		assertEquals("sec", changed.timeUnit());
		assertEquals(1, changed.qformCode());
		assertArrayEquals(header.affine(), changed.affine());
	}

	@Test
	void anotherBitDepthOrSizeAdaptsTheHeader() {
		final NiftiHeader header = NiftiHeader.of(new long[] { 2, 2, 3 }, NiftiType.FLOAT32)
			.withAffine(ROTATED).withCalRange(0, 3).withIntent(5, "z").withSlices(new SliceTiming(0, 1, 0, 2, 1));
		final ImagePlus imp = NiftiImages.toImagePlus(NiftiImage.of(header, new float[12]), "a");
		new StackConverter(imp).convertToGray8();
		imp.getStack().deleteLastSlice();
		imp.setStack(imp.getStack());

		final NiftiImage changed = NiftiImages.fromImagePlus(imp);

		assertEquals(NiftiType.UINT8, changed.header().type());
		assertArrayEquals(new long[] { 2, 2, 2 }, changed.header().dims());
		assertEquals(0, changed.header().calMax());
		assertEquals(0, changed.header().slices().end());
		assertEquals(5, changed.header().intentCode());
		assertArrayEquals(ROTATED, changed.header().affine());
	}

	@Test
	void scalingDoesNotComeBack() throws IOException {
		final NiftiBytes bytes = new NiftiBytes().with(NiftiType.INT16, "0", "1", "2", "3", "100", "-7");
		bytes.slope = 0.5;
		final NiftiImage image = NiftiReader.read(bytes.write(folder.resolve("a.nii")));

		final NiftiImage back = NiftiImages.fromImagePlus(NiftiImages.toImagePlus(image, "a"));

		assertEquals(NiftiType.FLOAT32, back.header().type());
		assertFalse(back.header().isScaled());
		assertArrayEquals(new double[] { 0, 0.5, 1, 1.5, 50, -3.5 }, NiftiSamples.doubles(back.img()));
	}

	@Test
	void imagesFromElsewhereGetAHeaderFromTheirCalibration() {
		final ImagePlus imp = new ImagePlus("cells", new ShortProcessor(4, 3));
		final Calibration calibration = imp.getCalibration();
		calibration.setUnit("micron");
		calibration.pixelWidth = 0.25;
		calibration.pixelHeight = 0.5;
		calibration.pixelDepth = 2;
		calibration.xOrigin = 3;

		final NiftiHeader header = NiftiImages.headerOf(imp);

		assertEquals(NiftiType.UINT16, header.type());
		assertArrayEquals(new long[] { 4, 3 }, header.dims());
		assertEquals("um", header.spaceUnit());
		assertEquals(2, header.sformCode());
		assertArrayEquals(new double[][] { { 0.25, 0, 0, -0.75 }, { 0, 0.5, 0, 0 }, { 0, 0, 2, 0 },
			{ 0, 0, 0, 1 } }, header.affine());
	}

	@Test
	void anUncalibratedImageHasNoUnit() {
		final NiftiHeader header = NiftiImages.headerOf(new ImagePlus("plain", new ByteProcessor(4, 3)));

		assertEquals("", header.spaceUnit());
		assertArrayEquals(new double[] { 1, 1, 1 }, header.voxelSize());
	}

	@Test
	void signedImagesAreInt16() {
		final ImagePlus imp = NiftiImages.toImagePlus(new NiftiImage(NiftiHeader.of(new long[] { 3, 1 },
			NiftiType.INT16), ArrayImgs.shorts(new short[] { -32768, 0, 32767 }, 3, 1)), "a");

		final NiftiImage back = NiftiImages.fromImagePlus(imp);

		assertTrue(imp.getCalibration().isSigned16Bit());
		assertEquals(NiftiType.INT16, back.header().type());
		assertArrayEquals(new double[] { -32768, 0, 32767 }, NiftiSamples.doubles(back.img()));
	}

	@Test
	void otherCalibrationFunctionsGiveCalibratedFloats() {
		final ImagePlus bytes = new ImagePlus("a",
			new ByteProcessor(3, 1, new byte[] { 0, 100, (byte) 200 }));
		bytes.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { 10, 0.5 }, "OD");
		final ImagePlus shorts = new ImagePlus("b",
			new ShortProcessor(3, 1, new short[] { 0, 100, (short) 60000 }, null));
		shorts.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { -1, 2 }, "OD");

		assertEquals(NiftiType.FLOAT32, NiftiImages.headerOf(bytes).type());
		assertArrayEquals(new double[] { 10, 60, 110 }, NiftiSamples.doubles(NiftiImages.fromImagePlus(bytes)
			.img()));
		assertArrayEquals(new double[] { -1, 199, 119999 },
			NiftiSamples.doubles(NiftiImages.fromImagePlus(shorts).img()));
	}

	@Test
	void aColourTablesIndicesAreWritten() {
		final ImagePlus imp = new ImagePlus("a", new ByteProcessor(3, 1, new byte[] { 0, 100, (byte) 200 }));
		imp.setLut(ij.process.LUT.createLutFromColor(java.awt.Color.RED));

		assertArrayEquals(new double[] { 0, 100, 200 }, NiftiSamples.doubles(NiftiImages.fromImagePlus(imp)
			.img()));
	}

	@Test
	void virtualStacksAreReadPlaneByPlane() {
		final FloatProcessor shared = new FloatProcessor(2, 1);
		final VirtualStack stack = new VirtualStack(2, 1, 3) {

			@Override
			public ImageProcessor getProcessor(final int n) {
				shared.setf(0, n);
				shared.setf(1, 10 * n);
				return shared;
			}

			@Override
			public int getSize() {
				return 3;
			}
		};

		final NiftiImage image = NiftiImages.fromImagePlus(new ImagePlus("virtual", stack));

		assertArrayEquals(new long[] { 2, 1, 3 }, image.header().dims());
		assertArrayEquals(new double[] { 1, 10, 2, 20, 3, 30 }, NiftiSamples.doubles(image.img()));
	}

	@Test
	void imagesThatNiftiCannotHoldAreRefusedByName() {
		final ImageStack two = new ImageStack(2, 2);
		two.addSlice(new ByteProcessor(2, 2));
		two.addSlice(new ByteProcessor(2, 2));
		final ImagePlus channels = new ImagePlus("two channels", two);
		channels.setDimensions(2, 1, 1);

		refuses(new ImagePlus("photo", new ColorProcessor(2, 2)), "'photo' is RGB");
		refuses(new CompositeImage(channels, CompositeImage.COMPOSITE),
			"'two channels' is a composite of 2 channels");
		final ImagePlus ghost = new ImagePlus();
		ghost.setTitle("ghost");
		refuses(ghost, "'ghost' has no pixels");
	}

	@Test
	void valuesThatAFloatCannotHoldAreCounted() {
		final long[] dims = { 6, 1 };

		assertEquals(3, NiftiImages.countLost(new NiftiImage(NiftiHeader.of(dims, NiftiType.INT32),
			ArrayImgs.ints(new int[] { 16777216, 16777217, -16777217, 33554436, Integer.MAX_VALUE,
			Integer.MIN_VALUE }, dims))));
		assertEquals(2, NiftiImages.countLost(new NiftiImage(NiftiHeader.of(dims, NiftiType.INT64),
			ArrayImgs.longs(new long[] { 0, 1L << 62, Long.MAX_VALUE, (1L << 40) + 1, 5, Long.MIN_VALUE },
			dims))));
		assertEquals(1, NiftiImages.countLost(new NiftiImage(NiftiHeader.of(dims, NiftiType.UINT64), ArrayImgs
			.unsignedLongs(new long[] { 0, 1L << 63, -1, 3, 5, 7 }, dims))));
		assertEquals(2, NiftiImages.countLost(NiftiImage.of(NiftiHeader.of(dims, NiftiType.FLOAT64),
			new double[] { 1e39, 1e-60, 0, Double.NaN, Double.POSITIVE_INFINITY, 0.1 })));
		assertEquals(0, NiftiImages.countLost(NiftiImage.of(NiftiHeader.of(dims, NiftiType.FLOAT32),
			new float[6])));
	}

	@Test
	void theDisplayRangeCoversAllSlicesAndIgnoresNaN() {
		final float[] values = { Float.NaN, Float.NaN, -2, 5, 0, Float.POSITIVE_INFINITY };

		final ImagePlus imp = NiftiImages.toImagePlus(NiftiImage.of(NiftiHeader.of(new long[] { 2, 1, 3 },
			NiftiType.FLOAT32), values), "a");

		assertEquals(-2, imp.getDisplayRangeMin());
		assertEquals(5, imp.getDisplayRangeMax());
	}

	@Test
	void aMaskOfBytesIsNotBlack() {
		final ImagePlus imp = NiftiImages.toImagePlus(new NiftiImage(NiftiHeader.of(new long[] { 2, 1, 2 },
			NiftiType.UINT8), ArrayImgs.unsignedBytes(new byte[] { 0, 0, 0, 1 }, 2, 1, 2)), "mask");

		assertEquals(0, imp.getDisplayRangeMin());
		assertEquals(1, imp.getDisplayRangeMax());
		assertEquals(1, imp.getStack().getProcessor(2).getf(1));
	}

	@Test
	void stacksThatImageJCannotHoldAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> StackLayout.of(new long[] { 1L << 16, 1L << 16 }));
		assertThrows(IllegalArgumentException.class,
			() -> StackLayout.of(new long[] { 1, 1, 1L << 20, 1L << 12 }));
	}

	private static NiftiImage counting(final long... dims) {
		final NiftiHeader header = NiftiHeader.of(dims, NiftiType.FLOAT32);
		final float[] values = new float[(int) header.size()];
		for (int i = 0; i < values.length; i++) values[i] = i;
		return NiftiImage.of(header, values);
	}

	private static double value(final ImagePlus imp, final int x, final int y, final int c, final int z,
		final int t) {
		final ImageProcessor plane = imp.getStack().getProcessor(imp.getStackIndex(c, z, t));
		return imp.getCalibration().getCValue((double) plane.getf(x, y));
	}

	private static double[] rows(final double[][] affine) {
		final double[] rows = new double[12];
		for (int i = 0; i < 3; i++) System.arraycopy(affine[i], 0, rows, 4 * i, 4);
		return rows;
	}

	private static void refuses(final ImagePlus imp, final String wanted) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> NiftiImages.fromImagePlus(imp)).getMessage();
		assertTrue(message.contains(wanted), message);
	}
}
