package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxmeta.task.Tasks;

/** Planes that are read when they are looked at hold what the reader of whole images gives. */
class NiftiPlanesTest {

	private static final long[] DIMS = { 5, 4, 7 };

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource(names = { "INT8", "UINT8", "INT16", "UINT16", "INT32", "UINT32", "INT64", "UINT64", "FLOAT32", "FLOAT64" })
	void valuesAndTypesAreTheReaders(final NiftiType type) throws IOException {
		for (final String name : new String[] { "a.nii", "a.nii.gz" })
			for (final boolean scaled : new boolean[] { false, true }) {
				final NiftiHeader header = NiftiHeader.of(DIMS, type);
				final Path file = write(scaled ? header.withScaling(0.5, 3) : header, name);
				final NiftiImage wanted = NiftiReader.read(file);

				final double[] got = NiftiPlanes.read(file, image -> {
					assertEquals(wanted.img().getType().getClass(), image.img().getType().getClass());
					return values(image.img());
				});

				assertArrayEquals(values(wanted.img()), got);
				assertArrayEquals(wanted.header().toBytes(), NiftiPlanes.of(file).image().header().toBytes());
			}
	}

	@Test
	void planesMayBeLookedAtInAnyOrderAndByAnyThread() throws IOException {
		final Path file = write(NiftiHeader.of(DIMS, NiftiType.FLOAT32), "a.nii.gz");
		final double[] wanted = values(NiftiReader.read(file).img());
		final RandomAccessibleInterval<? extends RealType<?>> planes = NiftiPlanes.of(file).image().img();
		final Random random = new Random(2);
		final RandomAccess<? extends RealType<?>> access = planes.randomAccess();
		for (int i = 0; i < 50; i++) {
			final int voxel = random.nextInt(wanted.length);
			access.setPosition(new long[] { voxel % 5, voxel / 5 % 4, voxel / 20 });
			assertEquals(wanted[voxel], access.get().getRealDouble());
		}
		Tasks.forEach(4, IntStream.range(0, 20).boxed().toList(), i -> assertArrayEquals(wanted, values(planes)));
	}

	@Test
	void damageBehindTheLastPlaneThatIsWantedIsFound() throws IOException {
		final Path file = write(NiftiHeader.of(DIMS, NiftiType.FLOAT32), "a.nii.gz");
		final byte[] bytes = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(bytes, bytes.length - 6));
		final String wanted = assertThrows(IOException.class, () -> NiftiReader.read(file)).getMessage();

		final AtomicInteger used = new AtomicInteger();
		assertEquals(wanted, assertThrows(IOException.class, () -> NiftiPlanes.read(file, image -> {
			used.incrementAndGet();
			return image.img().getAt(0, 0, 0).getRealDouble();
		})).getMessage());
		assertEquals(wanted, assertThrows(IOException.class, () -> NiftiPlanes.read(file, image -> 0)).getMessage());
		assertEquals(wanted, assertThrows(IOException.class, () -> NiftiPlanes.read(file, image -> values(image.img()).length))
			.getMessage());
		assertEquals(wanted, assertThrows(UncheckedIOException.class, () -> values(NiftiPlanes.of(file).image().img()))
			.getCause().getMessage());
		assertEquals(1, used.get());
	}

	/** What happens to the values has nothing to do with the file. */
	@Test
	void failuresOfTheUseAreNotTheFiles() throws IOException {
		final Path file = write(NiftiHeader.of(DIMS, NiftiType.FLOAT32), "a.nii");
		final UncheckedIOException bug = new UncheckedIOException(new IOException("disk full"));
		assertEquals(bug, assertThrows(UncheckedIOException.class, () -> NiftiPlanes.read(file, image -> {
			throw bug;
		})));
	}

	@Test
	void imagesOfOneAndTwoAxesHaveOnePlane() throws IOException {
		for (final long[] dims : new long[][] { { 6 }, { 3, 4 }, { 2, 3, 2, 2 } }) {
			final Path file = folder.resolve("b.nii");
			final double[] values = new double[(int) Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
			Arrays.setAll(values, i -> i - 2.5);
			NiftiWriter.write(NiftiImage.of(NiftiHeader.of(dims, NiftiType.FLOAT32), values), file);
			assertArrayEquals(values(NiftiReader.read(file).img()), NiftiPlanes.read(file, image -> values(image.img())));
		}
	}

	private Path write(final NiftiHeader header, final String name) throws IOException {
		final Random random = new Random(7);
		final double[] values = random.doubles(140).map(x -> header.isScaled() ? Math.rint(100 * x) / 2 + 3 : Math.rint(100
			* x)).toArray();
		final Path file = folder.resolve(name);
		NiftiWriter.write(NiftiImage.of(header, values), file);
		return file;
	}

	private static double[] values(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		return IntStream.range(0, (int) Views.iterable(image).size()).mapToDouble(i -> cursor.next().getRealDouble())
			.toArray();
	}
}
