package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.voxmeta.image.VoxelGrid;
import org.voxmeta.stats.effectsize.Conversion;
import org.voxmeta.stats.effectsize.Conversion.Sample;
import org.voxmeta.stats.effectsize.Quantity;
import org.voxmeta.stats.effectsize.StudyDesign;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * The conversion of an image of one study, or of a stack of studies, voxel by voxel, into a new one. Computed in
 * double precision, kept in single. NaN stays NaN. Immutable; options are set by {@code with} methods that return a
 * copy.
 */
public final class MapConversion {

	private final Conversion conversion;
	private final StudyAxis axis;
	private final double[] subjects;
	private final double[] dof;
	private final Path output;

	private MapConversion(final Conversion conversion, final StudyAxis axis, final double[] subjects,
		final double[] dof, final Path output)
	{
		this.conversion = conversion;
		this.axis = axis;
		this.subjects = subjects;
		this.dof = dof;
		this.output = output;
	}

	/** A conversion with the studies, if there are several, along {@link StudyAxis#AUTO}; without sample sizes. */
	public static MapConversion of(final Conversion conversion) {
		return new MapConversion(conversion, StudyAxis.AUTO, new double[0], new double[0], null);
	}

	/** The axis along which the studies lie. */
	public MapConversion withAxis(final StudyAxis studyAxis) {
		return new MapConversion(conversion, studyAxis, subjects, dof, output);
	}

	/**
	 * The number of subjects.
	 *
	 * @param n one for all studies, or one for each; none if they are not known
	 */
	public MapConversion withSubjects(final double... n) {
		return new MapConversion(conversion, axis, n.clone(), dof, output);
	}

	/**
	 * The degrees of freedom; n - 1 unless given.
	 *
	 * @param m one for all studies, or one for each; none for n - 1
	 */
	public MapConversion withDof(final double... m) {
		return new MapConversion(conversion, axis, subjects, m.clone(), output);
	}

	/** A NIfTI file to write to, {@code .nii} or {@code .nii.gz}; replaced once the new one is complete. */
	public MapConversion withOutput(final Path file) {
		return new MapConversion(conversion, axis, subjects, dof, file);
	}

	/**
	 * Converts, and writes the result if there is an output file.
	 *
	 * @param input the image
	 * @param second the second image, on the same grid; null if there is none
	 * @throws IOException if the file cannot be written
	 * @throws IllegalArgumentException if an image or a number is missing, not used, or impossible, the grids differ,
	 *           or the output has another name than a NIfTI file's or is an input
	 * @throws CancellationException if the progress says so; nothing is written then
	 */
	public ConvertedMap run(final InputImage input, final InputImage second, final Progress progress)
		throws IOException
	{
		requireSecond(second);
		requireOutput(input);
		if (second != null) requireOutput(second);
		final ConvertedMap map = convert(input, second, progress);
		if (output != null) NiftiWriter.write(map.image(), output);
		return map;
	}

	private ConvertedMap convert(final InputImage input, final InputImage second, final Progress progress) {
		if (second != null) VoxelGrid.requireSame(List.of(input.name(), second.name()),
			List.of(StudyMaps.grid(input), StudyMaps.grid(second)));
		final List<RandomAccessibleInterval<? extends RealType<?>>> studies = axis.split(input.values());
		final List<DoubleBinaryOperator> formulas = formulas(input, studies.size());
		final Img<FloatType> result = allocate(input.values().dimensionsAsLongArray());
		final var results = axis.split(result);
		final var seconds = second == null ? null : axis.split(second.values());
		final Counts[] counts = new Counts[studies.size()];
		final AtomicInteger done = new AtomicInteger();
		Tasks.forEach(Tasks.processors(), IntStream.range(0, studies.size()).boxed().toList(), k -> {
			progress.step(stage(), done.getAndIncrement(), studies.size());
			counts[k] = convert(formulas.get(k), studies.get(k), seconds == null ? null : seconds.get(k),
				results.get(k));
		});
		progress.step(stage(), studies.size(), studies.size());
		return new ConvertedMap(new NiftiImage(header(input, result), result), conversion.result(),
			Counts.sum(counts).notes(conversion));
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

	private void requireOutput(final InputImage input) throws IOException {
		if (output == null) return;
		NiftiWriter.isGzipName(output);
		if (Files.exists(output) && isFile(input.name(), output)) throw new IllegalArgumentException("Output: " + output
			+ " is an input, wanted another file");
	}

	private static boolean isFile(final String name, final Path file) throws IOException {
		try {
			return Files.exists(Path.of(name)) && Files.isSameFile(Path.of(name), file);
		}
		catch (final InvalidPathException e) {
			// the title of an open image
			return false;
		}
	}

	/** The studies' functions; one and the same where they do not differ in size. */
	private List<DoubleBinaryOperator> formulas(final InputImage input, final int studies) {
		final Sample sample = conversion.sample();
		requireNumbers("n", subjects, sample.needsSubjects() || sample.usesDof() && dof.length == 0,
			sample != Sample.NOTHING, input, studies);
		requireNumbers("dof", dof, false, sample.usesDof(), input, studies);
		final List<DoubleBinaryOperator> formulas = new ArrayList<>();
		for (int k = 0; k < studies; k++)
			formulas.add(k > 0 && subjects.length < 2 && dof.length < 2 ? formulas.get(0)
				: conversion.of(sample == Sample.NOTHING ? null : design(k)));
		return formulas;
	}

	private void requireNumbers(final String key, final double[] numbers, final boolean needed, final boolean used,
		final InputImage input, final int studies)
	{
		if (numbers.length == 0 && needed) throw new IllegalArgumentException(key + ": got none, wanted the "
			+ (conversion.sample().needsSubjects() ? "number of subjects" : "number of subjects, or dof") + " for '"
			+ conversion.label() + "'");
		if (numbers.length > 0 && !used) throw new IllegalArgumentException(key + ": got "
			+ Arrays.toString(numbers) + ", wanted none, as '" + conversion.label() + "' does not use it");
		if (numbers.length > 1 && numbers.length != studies) throw new IllegalArgumentException(key + ": got "
			+ numbers.length + " numbers, wanted 1, or " + studies + ", one for each study of '" + input.name() + "'");
		for (final double number : numbers)
			if (!(number > 0)) throw new IllegalArgumentException(key + ": got " + number
				+ ", wanted a number above 0");
	}

	private StudyDesign design(final int study) {
		final double m = dof.length == 0 ? Double.NaN : of(dof, study);
		// without a sample size only the degrees of freedom are used
		final double n = subjects.length == 0 ? m + 1 : of(subjects, study);
		if (dof.length == 0 && conversion.sample().usesDof() && !(n > 1)) throw new IllegalArgumentException(
			"n: got " + n + ", wanted more than 1, as there are n - 1 degrees of freedom");
		final StudyDesign design = StudyDesign.oneSample(n);
		return dof.length == 0 ? design : design.withDof(m);
	}

	private static double of(final double[] numbers, final int study) {
		return numbers[numbers.length == 1 ? 0 : study];
	}

	/** In one array if that can hold it, so that files are written in one go. */
	private static Img<FloatType> allocate(final long[] dims) {
		final boolean small = Arrays.stream(dims).asDoubleStream().reduce(1, (a, b) -> a * b) < Integer.MAX_VALUE - 8;
		return small ? new ArrayImgFactory<>(new FloatType()).create(dims)
			: new PlanarImgFactory<>(new FloatType()).create(dims);
	}

	private static Counts convert(final DoubleBinaryOperator formula,
		final RandomAccessibleInterval<? extends RealType<?>> first,
		final RandomAccessibleInterval<? extends RealType<?>> second,
		final RandomAccessibleInterval<? extends RealType<?>> result)
	{
		final Counts counts = new Counts();
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
			case T -> hasOneDof() ? NiftiIntent.TTEST : NiftiIntent.ESTIMATE;
			case P -> NiftiIntent.PVAL;
			case LOGP -> NiftiIntent.LOG10PVAL;
			default -> NiftiIntent.ESTIMATE;
		};
	}

	private double[] intentParameters() {
		return intent() == NiftiIntent.TTEST ? new double[] { design(0).dof() } : new double[0];
	}

	private boolean hasOneDof() {
		return dof.length == 1 || dof.length == 0 && subjects.length == 1;
	}

	private static double[] steps(final NiftiHeader map, final NiftiHeader old) {
		final double[] steps = map.pixdim();
		System.arraycopy(old.pixdim(), 4, steps, 4, 4);
		return steps;
	}

	/** Voxels of which a user should know. */
	private static final class Counts {

		private long none;
		private long large;
		private long zero;
		private long zeroInput;

		static Counts sum(final Counts... parts) {
			final Counts sum = new Counts();
			for (final Counts part : parts) {
				sum.none += part.none;
				sum.large += part.large;
				sum.zero += part.zero;
				sum.zeroInput += part.zeroInput;
			}
			return sum;
		}

		void add(final double first, final double second, final double value) {
			final boolean given = !Double.isNaN(first) && !Double.isNaN(second);
			// outside the brain, many maps are 0
			final boolean background = first == 0 && second == 0;
			if (Double.isNaN(value) && given && !background) none++;
			if (Double.isInfinite((float) value) && Double.isFinite(first)) large++;
			if ((float) value == 0 && first != 0 && second != 0) zero++;
			if (first == 0) zeroInput++;
		}

		List<String> notes(final Conversion conversion) {
			final List<String> notes = new ArrayList<>();
			add(notes, none, "have values of which there is no '" + conversion.label() + "'; they are NaN");
			add(notes, large, "have a result too large for a 32-bit image; they are infinite");
			if (conversion.result() == Quantity.P) add(notes, zero,
				"have a p too small for a 32-bit image; they are 0; 'z to logp' keeps them");
			if (conversion == Conversion.P_TO_Z || conversion == Conversion.UPPER_P_TO_Z) add(notes, zeroInput,
				"have a p of 0, which counts as the smallest number above 0; if that is background, make it NaN");
			return notes;
		}

		private static void add(final List<String> notes, final long count, final String text) {
			if (count > 0) notes.add(count + " voxels " + text);
		}
	}
}
