package org.voxmeta.masker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.grid.VoxelSink;
import org.voxmeta.masker.signal.Cleaning;
import org.voxmeta.masker.signal.CleaningPlan;
import org.voxmeta.masker.signal.Confounds;
import org.voxmeta.masker.signal.HighVarianceConfounds;
import org.voxmeta.masker.signal.SampleMask;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * A masker that knows its voxels: transforms images to signals and signals to images. Immutable, thread-safe.
 */
public final class FittedMasker {

	private static final String STAGE = "extracting signals";

	/** To be raised when the same masker gives other values than before. */
	private static final long KEY_VERSION = 1;

	private final MaskerSettings settings;
	private final VoxelGrid grid;
	private final Extraction extraction;
	private final VoxelSampler sampler;
	private final Preparation preparation;
	private final List<String> notes;

	FittedMasker(final MaskerSettings settings, final VoxelGrid grid, final Extraction extraction,
		final List<String> notes)
	{
		this.settings = settings;
		this.grid = grid;
		this.extraction = extraction;
		this.notes = List.copyOf(notes);
		sampler = VoxelSampler.of(extraction.voxels());
		preparation = new Preparation(grid, settings, extraction.voxels());
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
	 * The signals of an image or a series, without confounds.
	 *
	 * @return T×V, as {@link #transform(GridImage, Confounds, SampleMask)}
	 */
	public Signals transform(final GridImage image) {
		return transform(image, Confounds.none(), SampleMask.all());
	}

	/**
	 * The signals of an image or a series: each image brought to this masker's grid if it lies on another,
	 * smoothed, its signals made, and then the signals of the series cleaned.
	 *
	 * @param confounds to be regressed out
	 * @param mask the samples to keep
	 * @return S×V, a row for each sample kept; in single precision where nothing is computed of such values,
	 *         else in double; values that are not finite count as 0
	 * @throws IllegalArgumentException if the image has another grid and either has no affine, it is to be
	 *           smoothed and has none, or confounds, sample mask or cleaning do not fit the series
	 */
	public Signals transform(final GridImage image, final Confounds confounds, final SampleMask mask) {
		return transform(image, confounds, mask, Tasks.processors(), Progress.NONE);
	}

	/**
	 * As {@link #transform(GridImage, Confounds, SampleMask)}, on so many threads; the result does not depend on
	 * them.
	 *
	 * @throws CancellationException if the progress says so
	 */
	public Signals transform(final GridImage image, final Confounds confounds, final SampleMask mask,
		final int threads, final Progress progress)
	{
		final Cleaning cleaning = settings.cleaning();
		Confounds all = confounds;
		// before anything is computed, what the caller gave is checked
		cleaning.plan(image.samples(), all, mask);
		final Signals signals = extract(image, threads, progress);
		if (cleaning.highVarianceConfounds())
			all = VariableVoxels.confounds(image, HighVarianceConfounds.withDefaults(), VariableVoxels.VALUES)
				.and(confounds);
		final CleaningPlan plan = cleaning.plan(image.samples(), all, mask);
		return cleaning.changesNothing() && all.isNone() ? SeriesCleaning.kept(plan, signals)
			: SeriesCleaning.clean(plan, signals, threads);
	}

	/**
	 * The signals of each of several images or series, by itself.
	 *
	 * @param confounds for each image
	 * @param masks the samples to keep of each image
	 * @throws IllegalArgumentException if there are not as many as images, or as {@link #transform} does
	 */
	public List<Signals> transformSingleImages(final List<GridImage> images, final List<Confounds> confounds,
		final List<SampleMask> masks)
	{
		requireOneEach("confounds", confounds.size(), images.size());
		requireOneEach("sample masks", masks.size(), images.size());
		final List<Signals> signals = new ArrayList<>();
		for (int i = 0; i < images.size(); i++)
			signals.add(transform(images.get(i), confounds.get(i), masks.get(i)));
		return signals;
	}

	/** The signals of each of several images or series, by itself, without confounds. */
	public List<Signals> transformSingleImages(final List<GridImage> images) {
		return transformSingleImages(images, Collections.nCopies(images.size(), Confounds.none()),
			Collections.nCopies(images.size(), SampleMask.all()));
	}

	/**
	 * What a user should know before an image is transformed: that it is resampled, or that a cut-off of the
	 * cleaning has to be lowered, for example.
	 *
	 * @throws IllegalArgumentException if confounds, sample mask or cleaning do not fit the series
	 */
	public List<String> notes(final GridImage image, final Confounds confounds, final SampleMask mask) {
		final List<String> all = new ArrayList<>();
		if (!grid.matches(image.grid())) all.add("Images of " + image.grid().size() + " voxels (" + image.grid()
			.affineText() + ") are brought to the masker's grid of " + grid.size() + " (" + grid.affineText() + "), "
			+ settings.interpolation().key());
		all.addAll(settings.cleaning().plan(image.samples(), confounds, mask).notes());
		return all;
	}

	private Signals extract(final GridImage image, final int threads, final Progress progress) {
		final Signals.Row[] rows = new Signals.Row[image.samples()];
		final AtomicInteger done = new AtomicInteger();
		Tasks.forEach(threads, IntStream.range(0, rows.length).boxed().toList(), t -> {
			progress.step(STAGE, done.get(), rows.length);
			rows[t] = Missing.asZero(extraction.signals(preparation.voxels(image.sample(t), image.grid())));
			done.incrementAndGet();
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
		return extraction.signals(preparation.studyVoxels(map));
	}

	/**
	 * The same signals of a map that is not taken into memory as a whole where that can be avoided.
	 *
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if it has not the grid's size
	 */
	public Signals.Row studyRow(final ImageSource map) throws IOException {
		if (settings.smoothing().isNone()) {
			final RowSink sink = new RowSink(mask());
			if (map.read(sink)) return extraction.signals(sink.row());
		}
		return map.<Signals.Row>read(this::studyRow);
	}

	/**
	 * The same signals, one part after the other: of voxels that are not smoothed, neither the map nor the row
	 * is ever whole in memory.
	 *
	 * @throws IOException if the map cannot be read
	 * @throws IllegalArgumentException if it has not the grid's size
	 */
	public void studyRow(final ImageSource map, final ValueSink to) throws IOException {
		if (!(extraction instanceof VoxelExtraction)) {
			Preparation.addAll(studyRow(map), to);
			return;
		}
		if (settings.smoothing().isNone() && map.read(new PartSink(mask(), to))) return;
		map.read(image -> {
			preparation.studyVoxels(image, to);
			return null;
		});
	}

	/**
	 * Takes the {@link #studyRow signals of K studies' maps}, several at a time; an image is let go as soon as
	 * its voxels are read.
	 *
	 * @param images the studies' images, on this masker's grid
	 * @param stage what to tell the progress
	 * @return signals K×V
	 * @throws IOException if an image cannot be opened
	 * @throws IllegalArgumentException if an image is not on this masker's grid
	 */
	public Signals transformStudies(final List<? extends ImageSource> images, final String stage,
		final int threads, final Progress progress) throws IOException
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
	 * The image of V signals, in double precision: each voxel has the value that its signals stand for, and
	 * voxels of no signal have {@link MaskerSettings#outside}.
	 *
	 * @throws IllegalArgumentException if there are not V signals
	 */
	public GridImage inverseTransform(final double[] signals) {
		final double[] values = voxelValues(signals);
		final double[] image = new double[mask().gridSize()];
		Arrays.fill(image, settings.outside());
		mask().forEach((j, i) -> image[i] = values[j]);
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

	/**
	 * The same image of signals that need not be in memory: those of voxels are read plane by plane, whenever
	 * one is looked at.
	 *
	 * @throws IllegalArgumentException if there are not V signals
	 */
	public RandomAccessibleInterval<FloatType> map(final Signals.Row signals, final float outside) {
		requireSize(signals.length());
		if (signals instanceof Signals.DoubleRow memory) return map(memory.values(), outside);
		if (extraction instanceof VoxelExtraction) return RowImage.of(mask(), signals, outside);
		final double[] values = new double[signals.length()];
		signals.read(0, values.length, values);
		return map(values, outside);
	}

	/**
	 * Hands over the values of the {@link #map(Signals.Row, float) image of V signals}, which is not taken into
	 * memory.
	 *
	 * @param outside the value of voxels of no signal
	 * @throws IOException if they are to be written and cannot be
	 * @throws IllegalArgumentException if there are not V signals, or images of this size are not wanted
	 */
	public void map(final Signals.Row signals, final float outside, final VoxelSink to) throws IOException {
		requireSize(signals.length());
		sampler.withOutside(outside).inverseTransform(voxelValues(signals), to);
	}

	private Signals.Row voxelValues(final Signals.Row signals) {
		if (extraction instanceof VoxelExtraction) return signals;
		final double[] values = new double[signals.length()];
		signals.read(0, values.length, values);
		return new Signals.DoubleRow(voxelValues(values));
	}

	/**
	 * A text that is the same where {@link #studyRow} gives the same for the same image, on any machine, and
	 * another one where voxels, regions or settings differ.
	 */
	public String key() {
		final Fingerprint fingerprint = new Fingerprint();
		fingerprint.add(KEY_VERSION);
		fingerprint.add(grid);
		fingerprint.add(extraction.getClass().getSimpleName());
		extraction.describe(fingerprint);
		settings.describe(fingerprint);
		return fingerprint.text();
	}

	private Signals.Row read(final ImageSource image) {
		try {
			return studyRow(image);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static void requireOneEach(final String what, final int got, final int images) {
		if (got != images) throw new IllegalArgumentException("Images: got " + got + " " + what + ", wanted "
			+ images + ", one for each image");
	}

	private void requireSize(final int signals) {
		if (signals != size()) throw new IllegalArgumentException("Signals: got " + signals
			+ " of an image, wanted " + size() + " as the masker has");
	}
}
