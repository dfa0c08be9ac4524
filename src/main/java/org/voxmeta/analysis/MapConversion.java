package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.stats.effectsize.Conversion;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * The conversion of an image of one study, or of a stack of studies, voxel by voxel, into a new one. Computed
 * in double precision, kept in single. NaN stays NaN. Immutable; options are set by {@code with} methods that
 * return a copy.
 */
public final class MapConversion {

	/** Common Java machines allow a little less than the largest int. */
	private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

	private final Conversion conversion;
	private final StudyAxis axis;
	private final SampleSizes sizes;
	private final Path output;

	private MapConversion(final Conversion conversion, final StudyAxis axis, final SampleSizes sizes,
		final Path output)
	{
		this.conversion = conversion;
		this.axis = axis;
		this.sizes = sizes;
		this.output = output;
	}

	/**
	 * A conversion with the studies, if there are several, along {@link StudyAxis#AUTO}; without sample sizes.
	 */
	public static MapConversion of(final Conversion conversion) {
		return new MapConversion(conversion, StudyAxis.AUTO, new SampleSizes(new double[0], new double[0]), null);
	}

	/** The axis along which the studies lie. */
	public MapConversion withAxis(final StudyAxis studyAxis) {
		return new MapConversion(conversion, studyAxis, sizes, output);
	}

	/**
	 * The number of subjects.
	 *
	 * @param n one for all studies, or one for each; none if they are not known
	 */
	public MapConversion withSubjects(final double... n) {
		return new MapConversion(conversion, axis, new SampleSizes(n.clone(), sizes.dof()), output);
	}

	/**
	 * The degrees of freedom; n - 1 unless given.
	 *
	 * @param m one for all studies, or one for each; none for n - 1
	 */
	public MapConversion withDof(final double... m) {
		return new MapConversion(conversion, axis, new SampleSizes(sizes.subjects(), m.clone()), output);
	}

	/** A NIfTI file to write to, {@code .nii} or {@code .nii.gz}; replaced once the new one is complete. */
	public MapConversion withOutput(final Path file) {
		return new MapConversion(conversion, axis, sizes, file);
	}

	/**
	 * Converts, and writes the result if there is an output file.
	 *
	 * @param input the image
	 * @param second the second image, on the same grid; null if there is none
	 * @throws IOException if the file cannot be written
	 * @throws IllegalArgumentException if an image or a number is missing, not used, or impossible, the grids
	 *           differ, or the output has another name than a NIfTI file's or is an input
	 * @throws CancellationException if the progress says so; nothing is written then
	 */
	public ConvertedMap run(final InputImage input, final InputImage second, final Progress progress)
		throws IOException
	{
		requireSecond(second);
		OutputImage.check(output, second == null ? List.of(input.name()) : List.of(input.name(), second.name()));
		final ConvertedMap map = convert(input, second, progress);
		if (output != null) NiftiWriter.write(map.image(), output);
		return map;
	}

	private ConvertedMap convert(final InputImage input, final InputImage second, final Progress progress) {
		if (second != null) VoxelGrid.requireSame(List.of(input.name(), second.name()),
			List.of(StudyMaps.grid(input), StudyMaps.grid(second)));
		final List<RandomAccessibleInterval<? extends RealType<?>>> studies = axis.split(input.values());
		final List<DoubleBinaryOperator> formulas = sizes.formulas(conversion, studies.size(), input.name());
		final Img<FloatType> result = allocate(input.values().dimensionsAsLongArray());
		final var results = axis.split(result);
		final var seconds = second == null ? null : axis.split(second.values());
		final ConversionCounts[] counts = new ConversionCounts[studies.size()];
		final AtomicInteger done = new AtomicInteger();
		Tasks.forEach(Tasks.processors(), IntStream.range(0, studies.size()).boxed().toList(), k -> {
			progress.step(stage(), done.getAndIncrement(), studies.size());
			counts[k] = convert(formulas.get(k), studies.get(k), seconds == null ? null : seconds.get(k),
				results.get(k));
		});
		progress.step(stage(), studies.size(), studies.size());
		return new ConvertedMap(new NiftiImage(header(input, result), result), conversion.result(),
			ConversionCounts.sum(counts).notes(conversion));
	}

	private String stage() {
		return "converting " + conversion.label();
	}

	private void requireSecond(final InputImage second) {
		final String wanted = conversion.second();
		if (second == null && conversion.isSecondRequired()) throw new IllegalArgumentException(
			"Second image: got none, wanted the map of " + wanted + " for '" + conversion.label() + "'");
		if (second != null && wanted.isEmpty()) throw new IllegalArgumentException("Second image: got '"
			+ second.name() + "', wanted none, as '" + conversion.label() + "' takes one map");
	}

	/** In one array if that can hold it, so that files are written in one go. */
	private static Img<FloatType> allocate(final long[] dims) {
		final double size = Arrays.stream(dims).asDoubleStream().reduce(1, (a, b) -> a * b);
		return size < LONGEST_ARRAY ? new ArrayImgFactory<>(new FloatType()).create(dims)
			: new PlanarImgFactory<>(new FloatType()).create(dims);
	}

	private static ConversionCounts convert(final DoubleBinaryOperator formula,
		final RandomAccessibleInterval<? extends RealType<?>> first,
		final RandomAccessibleInterval<? extends RealType<?>> second,
		final RandomAccessibleInterval<? extends RealType<?>> result)
	{
		final ConversionCounts counts = new ConversionCounts();
		final Cursor<? extends RealType<?>> x = Views.flatIterable(first).cursor();
		final Cursor<? extends RealType<?>> y = second == null ? null : Views.flatIterable(second).cursor();
		final Cursor<? extends RealType<?>> out = Views.flatIterable(result).cursor();
		while (x.hasNext()) {
			final double a = x.next().getRealDouble();
			final double b = y == null ? 1 : y.next().getRealDouble();
			final double value = formula.applyAsDouble(a, b);
			out.next().setReal((float) value);
			counts.add(a, b, value);
		}
		return counts;
	}

	/** The input's grid, units and longer axes; what it says of its own values goes. */
	private NiftiHeader header(final InputImage input, final Img<FloatType> result) {
		final NiftiHeader old = input.header();
		final long[] dims = result.dimensionsAsLongArray();
		final NiftiHeader map = old.asMap(intent(), conversion.result().key(), intentParameters()).withDims(dims)
			.withDescrip("VoxMeta: " + conversion.label());
		return Arrays.equals(dims, old.dims()) ? map.withPixdim(steps(map, old)).withToffset(old.toffset()) : map;
	}

	private NiftiIntent intent() {
		return switch (conversion.result()) {
			case Z -> NiftiIntent.ZSCORE;
			// a t map must say its degrees of freedom
			case T -> Double.isNaN(sizes.commonDof()) ? NiftiIntent.ESTIMATE : NiftiIntent.TTEST;
			case P -> NiftiIntent.PVAL;
			case LOGP -> NiftiIntent.LOG10PVAL;
			default -> NiftiIntent.ESTIMATE;
		};
	}

	private double[] intentParameters() {
		return intent() == NiftiIntent.TTEST ? new double[] { sizes.commonDof() } : new double[0];
	}

	private static double[] steps(final NiftiHeader map, final NiftiHeader old) {
		final double[] steps = map.pixdim();
		System.arraycopy(old.pixdim(), 4, steps, 4, 4);
		return steps;
	}
}
