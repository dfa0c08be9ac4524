package org.voxmeta.masker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * A masker that knows its voxels: transforms images to signals and signals to images. Immutable, thread-safe.
 */
public final class FittedMasker {

	private static final String STAGE = "extracting signals";

	private final MaskerSettings settings;
	private final VoxelGrid grid;
	private final Extraction extraction;
	private final VoxelSampler sampler;
	private final List<String> notes;

	FittedMasker(final MaskerSettings settings, final VoxelGrid grid, final Extraction extraction,
		final List<String> notes)
	{
		this.settings = settings;
		this.grid = grid;
		this.extraction = extraction;
		this.notes = List.copyOf(notes);
		sampler = VoxelSampler.of(extraction.voxels());
	}

	/**
	 * A masker of voxels that takes their values as they are.
	 *
	 * @throws IllegalArgumentException if the mask is empty
	 */
	public static FittedMasker of(final VoxelMask mask, final VoxelGrid grid) {
		return new FittedMasker(MaskerSettings.NONE, grid, new VoxelExtraction(mask), List.of());
	}

	/** The grid that signals are taken on, and that images of signals have. */
	public VoxelGrid grid() {
		return grid;
	}

	/** The voxels of that grid that any signal is made of. */
	public VoxelMask mask() {
		return extraction.voxels();
	}

	/** V, the number of signals that an image gives. */
	public int size() {
		return extraction.size();
	}

	/** What a signal is of: a voxel's position, a label, a map's number, a seed. */
	public String name(final int signal) {
		return extraction.name(signal);
	}

	/** Whether a signal summarises several voxels. */
	public boolean averages() {
		return extraction.averages();
	}

	/** What a user should know of the fit, such as labels that have no voxel. */
	public List<String> notes() {
		return notes;
	}

	/**
	 * The signals of an image or a series.
	 *
	 * @return T×V, a row for each image; in single precision where nothing is computed of such values, else in
	 *         double; values that are not finite count as 0
	 * @throws IllegalArgumentException if the image cannot be brought to this masker's grid
	 */
	public Signals transform(final GridImage image) {
		return transform(image, Tasks.processors(), Progress.NONE);
	}

	/** As {@link #transform(GridImage)}, on so many threads; the result does not depend on them. */
	public Signals transform(final GridImage image, final int threads, final Progress progress) {
		VoxelGrid.requireSame(List.of("the masker's grid", "image"), List.of(grid, image.grid()));
		final Signals.Row[] rows = new Signals.Row[image.samples()];
		Tasks.forEach(threads, IntStream.range(0, rows.length).boxed().toList(), t -> {
			progress.step(STAGE, t, rows.length);
			rows[t] = Missing.asZero(extraction.signals(Missing.asZero(sampler.transform(image.sample(t)))));
		});
		return Signals.of(Arrays.asList(rows));
	}

	/**
	 * The signals of a study's map. Voxels that are missing in it, where it is not finite or exactly 0, do not
	 * count; a signal without any other voxel is NaN.
	 *
	 * @param map on this masker's grid
	 * @return V values, in single precision where nothing is computed of such values, else in double
	 * @throws IllegalArgumentException if the map has not the grid's size
	 */
	public Signals.Row studyRow(final RandomAccessibleInterval<? extends RealType<?>> map) {
		return extraction.signals(Missing.asNaN(sampler.transform(map)));
	}

	/**
	 * Takes the {@link #studyRow signals of K studies' maps}, several at a time; an image is let go as soon as its
	 * voxels are read.
	 *
	 * @param images the studies' images, on this masker's grid
	 * @param stage what to tell the progress
	 * @return signals K×V
	 * @throws IOException if an image cannot be opened
	 * @throws IllegalArgumentException if an image is not on this masker's grid
	 */
	public Signals transformStudies(final List<? extends ImageSource> images, final String stage, final int threads,
		final Progress progress) throws IOException
	{
		final Signals.Row[] rows = new Signals.Row[images.size()];
		final AtomicInteger done = new AtomicInteger();
		try {
			Tasks.forEach(threads, IntStream.range(0, rows.length).boxed().toList(), k -> {
				progress.step(stage, done.get(), rows.length);
				rows[k] = read(images.get(k));
				done.incrementAndGet();
			});
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
		return Signals.of(Arrays.asList(rows));
	}

	/**
	 * The image of V signals, in double precision: each voxel has the value that its signals stand for, and voxels
	 * of no signal have {@link MaskerSettings#outside}.
	 *
	 * @throws IllegalArgumentException if there are not V signals
	 */
	public GridImage inverseTransform(final double[] signals) {
		final double[] values = voxelValues(signals);
		final double[] image = new double[mask().gridSize()];
		Arrays.fill(image, settings.outside());
		for (int j = 0; j < values.length; j++)
			image[mask().index(j)] = values[j];
		return new GridImage(ArrayImgs.doubles(image, grid.dimensions()), grid);
	}

	/**
	 * The series of images of T×V signals, as {@link #inverseTransform(double[])}.
	 *
	 * @throws IllegalArgumentException if there is no row, or one has not V signals
	 */
	public GridImage inverseTransform(final double[][] signals) {
		return inverseTransform(Signals.of(signals));
	}

	/**
	 * The series of images of T×V signals, in their precision; else as {@link #inverseTransform(double[])}.
	 *
	 * @throws IllegalArgumentException if there are not V signals
	 */
	public GridImage inverseTransform(final Signals signals) {
		requireSize(signals.voxels());
		return new GridImage(new SignalImages(extraction, settings.outside()).series(signals), grid);
	}

	/**
	 * The values of the {@link #mask}'s voxels that V signals stand for.
	 *
	 * @throws IllegalArgumentException if there are not V signals
	 */
	public double[] voxelValues(final double[] signals) {
		requireSize(signals.length);
		return extraction.voxels(signals);
	}

	/**
	 * The image of V signals in single precision, as maps of results are.
	 *
	 * @param outside the value of voxels of no signal
	 * @throws IllegalArgumentException if there are not V signals
	 */
	public Img<FloatType> map(final double[] signals, final float outside) {
		return sampler.withOutside(outside).inverseTransform(voxelValues(signals));
	}

	private Signals.Row read(final ImageSource image) {
		try {
			return studyRow(image.open());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private void requireSize(final int signals) {
		if (signals != size()) throw new IllegalArgumentException("Signals: got " + signals
			+ " of an image, wanted " + size() + " as the masker has");
	}
}
