package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Cast;
import net.imglib2.view.Views;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.Masker;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.study.SignalsTable;

/**
 * Makes images of a table of signals: an image of one row, a series of several. Immutable; options are set by
 * {@code with} methods that return a copy.
 */
public final class SignalImaging {

	/** Where rows lie in a file, whatever the number of axes before. */
	private static final int SAMPLE_AXIS = 3;

	private final Masker masker;
	private final List<InputImage> images;
	private final Path output;

	private SignalImaging(final Masker masker, final List<InputImage> images, final Path output) {
		this.masker = masker;
		this.images = images;
		this.output = output;
	}

	/**
	 * Images of a masker's signals.
	 *
	 * @param images what the masker's mask, labels or maps were read from
	 */
	public static SignalImaging of(final Masker masker, final List<InputImage> images) {
		return new SignalImaging(masker, List.copyOf(images), null);
	}

	/** A NIfTI file to write to, {@code .nii} or {@code .nii.gz}; replaced once the new one is complete. */
	public SignalImaging withOutput(final Path file) {
		return new SignalImaging(masker, images, file);
	}

	/**
	 * Makes the image, and writes it if there is an output file.
	 *
	 * @param grid an image on the grid that the signals were taken on; null if mask, labels or maps are on it
	 * @param notes gets what the user should know
	 * @throws IOException if the file cannot be written
	 * @throws IllegalArgumentException if the table has not as many signals as the masker, the masker does not
	 *           fit the grid, or the output has another name than a NIfTI file's or is an input
	 */
	public SignalsImage run(final SignalsTable table, final InputImage grid, final Consumer<String> notes)
		throws IOException
	{
		final List<InputImage> inputs = Stream.concat(Stream.ofNullable(grid), images.stream()).toList();
		OutputImage.check(output, inputs.stream().map(InputImage::name).toList());
		final FittedMasker fitted = masker.fit(grid == null ? null : space(grid));
		requireSignals(table, fitted);
		fitted.notes().forEach(notes);
		tellOtherNames(table, fitted, notes);
		// of images of one size, one whose place in the world is known
		final InputImage like = inputs.stream().filter(input -> space(input).matches(fitted.grid()))
			.min(Comparator.comparing(input -> !input.placed())).orElseThrow();
		final NiftiImage image = image(table, fitted, like);
		if (output != null) NiftiWriter.write(image, output);
		return new SignalsImage(image, like);
	}

	/** The grid of each image in a series. */
	private static VoxelGrid space(final InputImage image) {
		return ImageSeries.of(image, StudyAxis.AUTO, false).get(0).grid();
	}

	private static void requireSignals(final SignalsTable table, final FittedMasker fitted) {
		if (table.names().size() == fitted.size()) return;
		throw new IllegalArgumentException("Signals '" + table.name() + "': got " + table.names().size()
			+ " columns of signals (" + firstAndLast(table.names()) + "), wanted " + fitted.size()
			+ " as the masker has (" + firstAndLast(names(fitted)) + ")");
	}

	private static String firstAndLast(final List<String> names) {
		return "'" + names.get(0) + "'" + (names.size() == 1 ? "" : " to '" + names.get(names.size() - 1) + "'");
	}

	/** Another mask or image of labels may have as many signals by chance. */
	private static void tellOtherNames(final SignalsTable table, final FittedMasker fitted,
		final Consumer<String> notes)
	{
		final List<String> wanted = names(fitted);
		int differing = 0;
		int first = -1;
		for (int j = wanted.size() - 1; j >= 0; j--)
			if (!wanted.get(j).equals(table.names().get(j))) {
				differing++;
				first = j;
			}
		if (differing > 0) notes.accept("Signals: " + differing + " of " + wanted.size()
			+ " columns have other names than the masker's signals: the first is '" + table.names().get(first)
			+ "' for '" + wanted.get(first) + "'; columns are taken in their order");
	}

	private static List<String> names(final FittedMasker masker) {
		final List<String> names = new ArrayList<>();
		for (int j = 0; j < masker.size(); j++)
			names.add(masker.name(j));
		return names;
	}

	private NiftiImage image(final SignalsTable table, final FittedMasker fitted, final InputImage like) {
		final double[][] signals = table.values();
		RandomAccessibleInterval<? extends RealType<?>> values = signals.length == 1 ? fitted.map(signals[0],
			(float) masker.settings().outside()) : fitted.inverseTransform(Signals.of(singles(signals))).values();
		while (signals.length > 1 && values.numDimensions() <= SAMPLE_AXIS)
			values = withAxisBeforeLast(values);
		final NiftiHeader header = like.header().asMap(NiftiIntent.NONE, "")
			.withDims(values.dimensionsAsLongArray()).withDescrip("VoxMeta: image of signals");
		return new NiftiImage(header, values);
	}

	private static float[][] singles(final double[][] signals) {
		return Arrays.stream(signals).map(row -> {
			final float[] single = new float[row.length];
			for (int j = 0; j < single.length; j++)
				single[j] = (float) row[j];
			return single;
		}).toArray(float[][]::new);
	}

	/** Samples of planes lie along the fourth axis, too. */
	private static RandomAccessibleInterval<? extends RealType<?>> withAxisBeforeLast(
		final RandomAccessibleInterval<? extends RealType<?>> values)
	{
		final int last = values.numDimensions();
		return Cast.unchecked(Views.moveAxis(
			Views.addDimension(Cast.<RandomAccessibleInterval<Object>>unchecked(values), 0, 0), last, last - 1));
	}
}
