package org.voxmeta.masker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.voxmeta.Numbers.assertSameBits;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.task.Progress;

/** Takes the voxels of several studies' maps. */
class StudyRowsTest {

	private static final String STAGE = "reading";

	@Test
	void studiesLackZerosNanAndInfinities() throws IOException {
		final double[] odd = { 1, 0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -2,
			1e300, 1e-300 };
		final float[] floats = new float[odd.length];
		for (int i = 0; i < odd.length; i++)
			floats[i] = (float) odd[i];
		final byte[] bytes = { 1, 0, 5, 0, 5, 5, -2, 5, 5 };
		final double n = Double.NaN;

		final Signals signals = masker(9).transformStudies(List.of(() -> ArrayImgs.doubles(odd, 9, 1), () ->
			ArrayImgs.floats(floats, 9, 1), () -> ArrayImgs.bytes(bytes, 9, 1)), STAGE, 2, Progress.NONE);

		assertSameBits(new double[] { 1, n, n, n, n, n, -2, 1e300, 1e-300 }, values(signals.row(0)), "doubles");
		// 1e300 and 1e-300 are infinite and 0 as floats
		assertSameBits(new double[] { 1, n, n, n, n, n, -2, n, n }, values(signals.row(1)), "floats");
		assertSameBits(new double[] { 1, n, 5, n, 5, 5, -2, 5, 5 }, values(signals.row(2)), "bytes");
	}

	@Test
	void partsOfARowHaveItsValuesWhateverTheMasker() throws IOException {
		final long[] dims = { 5, 4, 6 };
		final double[][] affine = { { 2, 0, 0, -5 }, { 0, 2, 0, -4 }, { 0, 0, 2, -6 }, { 0, 0, 0, 1 } };
		final VoxelGrid grid = VoxelGrid.of(dims, affine);
		final Random random = new Random(5);
		final float[] map = new float[120];
		final float[] labels = new float[120];
		for (int i = 0; i < map.length; i++) {
			map[i] = i % 7 == 0 ? 0 : i % 11 == 0 ? Float.NaN : (float) random.nextGaussian();
			labels[i] = i % 5;
		}
		final GridImage mask = new GridImage(ArrayImgs.floats(labels, dims), grid);
		for (final FittedMasker masker : List.of(ImageMasker.of(mask).fit(grid), LabelsMasker.of(mask).fit(grid), ImageMasker
			.of(mask).with(MaskerSettings.NONE.withMask(mask).withSmoothing(4)).fit(grid)))
		{
			final double[] wanted = values(masker.studyRow(ArrayImgs.floats(map, dims)));
			final VoxelSamplerTest.Parts parts = new VoxelSamplerTest.Parts();
			masker.studyRow(() -> ArrayImgs.floats(map, dims), parts);
			assertSameBits(wanted, parts.values.stream().mapToDouble(value -> value).toArray(), masker.key());
		}
	}

	@Test
	void readingChangesNoImage() throws IOException {
		final float[] values = { 1, 0, Float.POSITIVE_INFINITY, 4 };

		final Signals signals = transform(4, List.of(() -> ArrayImgs.floats(values, 4, 1)), 1);
		((Signals.FloatRow) signals.row(0)).values()[3] = 9;

		assertArrayEquals(new float[] { 1, 0, Float.POSITIVE_INFINITY, 4 }, values);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5 })
	void rowsHaveTheOrderOfTheStudiesWhateverTheThreads(final int threads) throws IOException {
		final int studies = 40;
		final CountDownLatch others = new CountDownLatch(threads == 1 ? 0 : studies / 2);
		final List<ImageSource> sources = new ArrayList<>();
		for (int k = 0; k < studies; k++) {
			final float value = k + 1;
			final boolean first = k == 0;
			sources.add(() -> {
				// the first study is ready only after many of the others
				if (first) await(others);
				else others.countDown();
				return ArrayImgs.floats(new float[] { value, -value }, 2, 1);
			});
		}

		final Signals signals = transform(2, sources, threads);

		for (int k = 0; k < studies; k++)
			assertArrayEquals(new double[] { k + 1, -k - 1 }, values(signals.row(k)), "study " + k);
	}

	@Test
	void eachSourceIsOpenedOnce() throws IOException {
		final AtomicInteger opened = new AtomicInteger();
		final ImageSource source = () -> {
			opened.incrementAndGet();
			return ArrayImgs.floats(new float[] { 1, 2 }, 2, 1);
		};

		transform(2, Collections.nCopies(10, source), 2);

		assertEquals(10, opened.get());
	}

	@Test
	void theExceptionOfASourceComesThroughAsItIs() {
		final FileNotFoundException thrown = new FileNotFoundException("b.nii: no such file");
		final List<ImageSource> sources = List.of(() -> ArrayImgs.floats(new float[] { 1 }, 1, 1), () -> {
			throw thrown;
		});

		for (final int threads : new int[] { 1, 2 })
			assertSame(thrown, assertThrows(IOException.class,
				() -> transform(1, sources, threads)));
	}

	@Test
	void progressCanCancelBetweenTwoStudies() {
		final AtomicInteger opened = new AtomicInteger();
		final ImageSource source = () -> {
			opened.incrementAndGet();
			return ArrayImgs.floats(new float[] { 1 }, 1, 1);
		};

		final String message = assertThrows(CancellationException.class, () -> masker(1)
			.transformStudies(Collections.nCopies(10, source), STAGE, 1, (stage, done, total) -> done < 3))
			.getMessage();

		assertEquals("Cancelled while reading (3 of 10)", message);
		assertEquals(3, opened.get());
	}

	@Test
	void progressCountsTheStudiesRead() throws IOException {
		final List<Long> reports = new ArrayList<>();

		masker(1).transformStudies(Collections.nCopies(4, () -> ArrayImgs.floats(1, 1)),
			STAGE, 1, (stage, done, total) -> {
				assertEquals(STAGE, stage);
				assertEquals(4, total);
				return reports.add(done);
			});

		assertEquals(List.of(0L, 1L, 2L, 3L), reports);
	}

	private static Signals transform(final int voxels, final List<? extends ImageSource> sources,
		final int threads) throws IOException
	{
		return masker(voxels).transformStudies(sources, STAGE, threads, Progress.NONE);
	}

	private static FittedMasker masker(final int voxels) {
		return FittedMasker.of(VoxelMask.all(voxels, 1), VoxelGrid.of(new long[] { voxels, 1 }, null));
	}

	private static double[] values(final Signals.Row row) {
		final double[] values = new double[row.length()];
		row.read(0, values.length, values);
		return values;
	}

	private static void await(final CountDownLatch latch) throws IOException {
		try {
			latch.await();
		}
		catch (final InterruptedException e) {
			throw new IOException(e);
		}
	}
}
