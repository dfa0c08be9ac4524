package org.voxmeta.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Cast;

/**
 * The image of a NIfTI file that need not be whole in memory: a plane is read whenever it is looked at. That
 * is as fast as reading the whole if it is done in the order of the planes; looking at an earlier one begins
 * the file anew. The values are those of {@link NiftiReader}. A plane that cannot be read is an {@link
 * UncheckedIOException}. Thread-safe.
 */
public final class NiftiPlanes implements Closeable {

	private final Path path;
	private final NiftiHeader header;
	private final CellGrid grid;
	private NiftiSource source;
	private SampleDecoder decoder;
	/** The plane that comes next in the open file. */
	private long next;
	private Cell<?> latest;
	private long latestPlane = -1;

	private NiftiPlanes(final Path path, final NiftiHeader header) {
		this.path = path;
		this.header = header;
		final int[] plane = new int[header.dims().length];
		Arrays.setAll(plane, d -> d < 2 ? Math.toIntExact(header.dims()[d]) : 1);
		grid = new CellGrid(header.dims(), plane);
	}

	/**
	 * The image of a file.
	 *
	 * @throws IOException if there is no NIfTI header to be read
	 */
	public static NiftiPlanes of(final Path path) throws IOException {
		final NiftiHeader header = NiftiReader.readHeader(path);
		if (!SampleArrays.canHold(header.dims(), SampleArrays.MAX_LENGTH))
			throw new TooLargeException(path + ": too large: the axes are " + NiftiHeader.shape(header.dims())
				+ ", wanted at most " + SampleArrays.MAX_LENGTH + " voxels in one plane");
		return new NiftiPlanes(path, header);
	}

	/**
	 * Reads a file as long as its image is used, and then on to its end, so that damage is found wherever it is.
	 *
	 * @throws IOException as {@link NiftiReader#read(Path)}
	 */
	public static <T> T read(final Path path, final Function<NiftiImage, T> use) throws IOException {
		try (NiftiPlanes planes = of(path)) {
			final T used = use.apply(planes.image());
			planes.finish();
			return used;
		}
		catch (final PlaneException e) {
			throw e.getCause();
		}
	}

	/** Header and values, which are read from the file whenever they are looked at. */
	public NiftiImage image() {
		// any type will do for the compiler
		return new NiftiImage(header, image(Cast.<ArrayImg<FloatType, FloatArray>>unchecked(
			SampleArrays.allocate(SampleDecoder.memoryType(header), new long[] { 1 }, 1).img())));
	}

	/** An image of planes whose type is that of another one. */
	private <T extends NativeType<T> & RealType<T>, A extends DataAccess> RandomAccessibleInterval<T> image(
		final ArrayImg<T, A> like)
	{
		return new LazyCellImg<>(grid, like.getType(), i -> Cast.unchecked(cell(i))) {

			/** Not asked of the first plane, as ImgLib2 does: that would read it. */
			@Override
			public A getAccessType() {
				return like.update(null);
			}
		};
	}

	/** What the cells of an image have. */
	private static Object access(final SampleArrays samples) {
		return ((ArrayImg<?, ?>) samples.img()).update(null);
	}

	private synchronized Cell<?> cell(final long plane) {
		if (plane != latestPlane) {
			try {
				latest = read(plane);
				latestPlane = plane;
			}
			catch (final IOException e) {
				throw new PlaneException(e);
			}
		}
		return latest;
	}

	private Cell<?> read(final long plane) throws IOException {
		if (source == null || plane < next) begin();
		final int[] size = new int[grid.numDimensions()];
		final long[] min = new long[size.length];
		grid.getCellDimensions(plane, min, size);
		final SampleArrays samples = SampleArrays.allocate(SampleDecoder.memoryType(header),
			new long[] { Arrays.stream(size).asLongStream().reduce(1, (a, b) -> a * b) }, SampleArrays.MAX_LENGTH);
		boolean isRead = false;
		try {
			for (; next <= plane; next++)
				decoder.fill(samples.arrays().get(0));
			if (next == planes()) finish();
			isRead = true;
		}
		finally {
			// a plane that was read in part must not be gone on with
			if (!isRead) close();
		}
		return new Cell<>(size, min, access(samples));
	}

	private void begin() throws IOException {
		close();
		source = NiftiSource.open(path);
		source.openSamples();
		decoder = new SampleDecoder(source);
		next = 0;
	}

	private long planes() {
		return Arrays.stream(grid.getGridDimensions()).reduce(1, (a, b) -> a * b);
	}

	/** Reads on to the end, so that all of the file was looked at, and closes it. */
	private synchronized void finish() throws IOException {
		if (latestPlane < 0 && source == null) begin();
		if (source == null) return;
		if (next < planes()) read(planes() - 1);
		else {
			source.finish();
			close();
		}
	}

	/** Closes the file; it is opened again when a plane is looked at. */
	@Override
	public synchronized void close() throws IOException {
		if (source != null) source.close();
		source = null;
	}

	/** A plane that cannot be read. */
	private static final class PlaneException extends UncheckedIOException {

		private static final long serialVersionUID = 1L;

		PlaneException(final IOException e) {
			super(e);
		}
	}
}
