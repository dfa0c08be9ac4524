package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.task.Progress;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

class StackViewsTest {

	@AfterEach
	void forgetGlobalCalibration() {
		new ImagePlus().setGlobalCalibration(null);
	}

	@Test
	void grayValuesAreThoseOfTheImage() {
		final byte[] bytes = { 0, 1, 127, -128, -1, 7 };
		final short[] shorts = { 0, 1, 32767, -32768, -1, 7 };
		final float[] floats = { 0, -1.5f, Float.NaN, Float.NEGATIVE_INFINITY, 1e-40f, 7 };

		assertArrayEquals(new double[] { 0, 1, 127, 128, 255, 7 }, values(new ImagePlus("8",
			new ByteProcessor(3, 2, bytes))));
		assertArrayEquals(new double[] { 0, 1, 32767, 32768, 65535, 7 }, values(new ImagePlus("16",
			new ShortProcessor(3, 2, shorts, null))));
		assertArrayEquals(new double[] { 0, -1.5, Double.NaN, Double.NEGATIVE_INFINITY, 1e-40f, 7 }, values(
			new ImagePlus("32", new FloatProcessor(3, 2, floats))));
	}

	@Test
	void signedSixteenBitIsSeenSigned() {
		final short[] raw = { 0, 32767, -32768, -1 };
		final ImagePlus image = new ImagePlus("signed", new ShortProcessor(2, 2, raw, null));
		final Calibration calibration = new Calibration();
		calibration.setSigned16BitCalibration();
		image.setCalibration(calibration);

		assertArrayEquals(new double[] { -32768, -1, 0, 32767 }, values(image));
	}

	@Test
	void aGlobalScaleDoesNotChangeValues() {
		final ImagePlus image = new ImagePlus("signed", new ShortProcessor(2, 1, new short[] { 0, -1 }, null));
		final Calibration signed = new Calibration();
		signed.setSigned16BitCalibration();
		image.setCalibration(signed);
		final Calibration scale = new Calibration();
		scale.pixelWidth = 2;
		image.setGlobalCalibration(scale);

		assertArrayEquals(new double[] { -32768, 32767 }, values(image));
	}

	@Test
	void aCalibrationFunctionIsApplied() {
		final Calibration line = new Calibration();
		line.setFunction(Calibration.STRAIGHT_LINE, new double[] { -3, 0.5 }, "OD");
		final ImagePlus eight = new ImagePlus("8", new ByteProcessor(2, 1, new byte[] { 0, -1 }));
		final ImagePlus sixteen = new ImagePlus("16", new ShortProcessor(2, 1, new short[] { 0, -1 }, null));
		eight.setCalibration(line);
		sixteen.setCalibration(line);

		assertArrayEquals(new double[] { -3, 124.5 }, values(eight));
		assertArrayEquals(new double[] { -3, 32764.5 }, values(sixteen));
		for (final ImagePlus image : List.of(eight, sixteen))
			assertEquals(image.getCalibration().getCValue(0), values(image)[0]);
	}

	@Test
	void axesAreXYZTC() {
		final int channels = 2;
		final int slices = 3;
		final int frames = 4;
		final ImageStack stack = new ImageStack(2, 1);
		for (int i = 1; i <= channels * slices * frames; i++)
			stack.addSlice("", new float[] { i, -i });
		final ImagePlus image = new ImagePlus("5-D", stack);
		image.setDimensions(channels, slices, frames);

		final RandomAccessibleInterval<? extends RealType<?>> view = StackViews.of(image);

		assertArrayEquals(new long[] { 2, 1, slices, frames, channels }, view.dimensionsAsLongArray());
		for (int c = 0; c < channels; c++)
			for (int t = 0; t < frames; t++)
				for (int z = 0; z < slices; z++)
					assertEquals(-image.getStackIndex(c + 1, z + 1, t + 1), view.getAt(1, 0, z, t, c).getRealDouble());
	}

	@Test
	void axesBeyondTheLastOneWithinTheImageAreDropped() {
		assertArrayEquals(new long[] { 4, 3 }, dims(1, 1, 1));
		assertArrayEquals(new long[] { 4, 3, 2 }, dims(1, 2, 1));
		assertArrayEquals(new long[] { 4, 3, 1, 2 }, dims(1, 1, 2));
		assertArrayEquals(new long[] { 4, 3, 1, 1, 2 }, dims(2, 1, 1));
		assertArrayEquals(new long[] { 4, 3, 5, 1, 2 }, dims(2, 5, 1));
	}

	@Test
	void planesInMemoryAreNotCopied() {
		final ImagePlus floats = IJ.createImage("32", 3, 2, 2, 32);
		final ImagePlus shorts = IJ.createImage("16", 3, 2, 2, 16);
		final ImagePlus bytes = IJ.createImage("8", 3, 2, 2, 8);
		for (final ImagePlus image : List.of(floats, shorts, bytes)) {
			final RandomAccessibleInterval<? extends RealType<?>> view = StackViews.of(image);
			assertEquals(0, view.getAt(2, 1, 1).getRealDouble());

			image.getStack().getProcessor(2).setf(2, 1, 7);

			assertEquals(7, view.getAt(2, 1, 1).getRealDouble(), image.getTitle());
		}
		assertEquals(7, ((float[]) floats.getStack().getPixels(2))[5]);
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, -16, 32 })
	void aMaskerReadsThePlanesItNeedsAndEachOnce(final int bits) throws Exception {
		final Counted stack = new Counted(Math.abs(bits), 3 * 4);
		final ImagePlus image = new ImagePlus("virtual", stack);
		image.setDimensions(1, 4, 3);
		if (bits < 0) {
			final Calibration signed = new Calibration();
			signed.setSigned16BitCalibration();
			image.setCalibration(signed);
		}
		// voxels of the slices 2 and 4 in each of three studies
		final VoxelMask mask = VoxelMask.all(3, 2, 4).at(new int[] { 6, 7, 11, 18 });
		stack.read.clear();

		final List<ImageSource> studies = new ArrayList<>();
		StudyAxis.T.split(StackViews.of(image)).forEach(study -> studies.add(() -> study));
		final Signals signals = FittedMasker.of(mask, VoxelGrid.of(mask.dimensions(), null)).transformStudies(studies,
			"reading", 2, Progress.NONE);

		Collections.sort(stack.read);
		assertEquals(List.of(2, 4, 6, 8, 10, 12), stack.read);
		assertEquals(1, stack.mostAtOnce.get(), "virtual stacks read from one file handle");
		final int zero = bits < 0 ? 32768 : 0;
		for (int k = 0; k < 3; k++) {
			final double[] row = new double[4];
			signals.row(k).read(0, 4, row);
			assertArrayEquals(new double[] { 10 * (4 * k + 2) - zero, 10 * (4 * k + 2) + 1 - zero,
				10 * (4 * k + 2) + 5 - zero, 10 * (4 * k + 4) - zero }, row, "study " + k);
		}
	}

	@Test
	void aViewOfAVirtualStackReadsNothingUntilAsked() {
		final Counted stack = new Counted(32, 5);
		final ImagePlus image = new ImagePlus("virtual", stack);
		stack.read.clear();

		StackViews.of(image);

		assertEquals(List.of(), stack.read);
	}

	@Test
	void colourImagesAreRefused() {
		final ImagePlus image = new ImagePlus("photo", new ColorProcessor(2, 2));

		assertEquals("Image 'photo': got a colour image, wanted 8-bit, 16-bit or 32-bit grey values",
			assertThrows(IllegalArgumentException.class, () -> StackViews.of(image)).getMessage());
	}

	@Test
	void aLookupTableDoesNotChangeValues() {
		final ByteProcessor coloured = new ByteProcessor(2, 1, new byte[] { 3, -1 });
		coloured.setColorModel(Luts.diverging());

		assertArrayEquals(new double[] { 3, 255 }, values(new ImagePlus("coloured", coloured)));
	}

	private static long[] dims(final int channels, final int slices, final int frames) {
		final ImagePlus image = IJ.createImage("", 4, 3, channels * slices * frames, 8);
		image.setDimensions(channels, slices, frames);
		return StackViews.of(image).dimensionsAsLongArray();
	}

	private static double[] values(final ImagePlus image) {
		return NiftiSamples.doubles(StackViews.of(image));
	}

	/** A virtual stack of 3x2 planes with voxel i of plane n having the raw value 10 n + i. */
	private static final class Counted extends VirtualStack {

		private final List<Integer> read = Collections.synchronizedList(new ArrayList<>());
		private final AtomicInteger now = new AtomicInteger();
		private final AtomicInteger mostAtOnce = new AtomicInteger();
		private final int bits;
		private final int planes;

		Counted(final int bits, final int planes) {
			super(3, 2, null, null);
			this.bits = bits;
			this.planes = planes;
		}

		@Override
		public ImageProcessor getProcessor(final int n) {
			mostAtOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
			read.add(n);
			Thread.yield();
			final ImageProcessor plane = bits == 8 ? new ByteProcessor(3, 2) : bits == 16 ? new ShortProcessor(3, 2)
				: new FloatProcessor(3, 2);
			IntStream.range(0, 6).forEach(i -> plane.setf(i, 10 * n + i));
			now.decrementAndGet();
			return plane;
		}

		@Override
		public int getBitDepth() {
			return bits;
		}

		@Override
		public int getSize() {
			return planes;
		}
	}
}
