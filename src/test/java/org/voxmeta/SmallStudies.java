package org.voxmeta;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudyTableWriter;

/**
 * A few made-up studies on a small grid: to be written to files with a table, or put into stacks; and the
 * maps that a plain loop with the plain formula makes of them. Maps are [study][voxel], x fastest. Immutable.
 */
public final class SmallStudies {

	private static final double[][] AFFINE = { { -2, 0, 0, 90 }, { 0, 2, 0, -126 }, { 0, 0, 2, -72 },
		{ 0, 0, 0, 1 } };

	private final long[] dims;
	private final double[][] affine;
	private final float[][] effects;
	private final float[][] variances;

	private SmallStudies(final long[] dims, final double[][] affine, final float[][] effects,
		final float[][] variances)
	{
		this.dims = dims;
		this.affine = affine;
		this.effects = effects;
		this.variances = variances;
	}

	/** The maps that a run of an estimator gives for the mean of studies, without moderators. */
	public static Set<MapKind> mapsOfMean(final Estimator estimator) {
		final Set<MapKind> maps = EstimatorRun.available(estimator);
		maps.removeAll(EnumSet.of(MapKind.QM, MapKind.QM_P, MapKind.R2));
		return maps;
	}

	/** K studies without missing voxels, the same at every call, on a grid of 2 mm. */
	public static SmallStudies of(final int studies, final long... dims) {
		final Random random = new Random(7);
		final int voxels = (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b);
		final float[][] effects = new float[studies][voxels];
		final float[][] variances = new float[studies][voxels];
		for (int k = 0; k < studies; k++)
			for (int j = 0; j < voxels; j++) {
				effects[k][j] = (float) (0.3 + 0.5 * random.nextGaussian());
				variances[k][j] = (float) (0.05 + 0.15 * random.nextDouble());
			}
		return new SmallStudies(dims, AFFINE, effects, variances);
	}

	/** These studies, each with voxels missing in every way that there is; no study has voxel 0. */
	public SmallStudies withHoles() {
		final float[][] y = copy(effects);
		final float[][] v = copy(variances);
		final Random random = new Random(11);
		for (int k = 0; k < y.length; k++) {
			y[k][0] = Float.NaN;
			y[k][hole(random)] = 0;
			y[k][hole(random)] = Float.NEGATIVE_INFINITY;
			v[k][hole(random)] = 0;
			v[k][hole(random)] = Float.NaN;
			v[k][hole(random)] = -1;
		}
		return new SmallStudies(dims, affine, y, v);
	}

	/** These studies in another place. */
	public SmallStudies withAffine(final double[][] other) {
		return new SmallStudies(dims, other, effects, variances);
	}

	/** These studies with other effects. */
	public SmallStudies withEffects(final DoubleUnaryOperator change) {
		return new SmallStudies(dims, affine, changed(effects, change), variances);
	}

	/** These studies with other variances. */
	public SmallStudies withVariances(final DoubleUnaryOperator change) {
		return new SmallStudies(dims, affine, effects, changed(variances, change));
	}

	/** These studies in whole numbers from 1 to 255, which all kinds of images can hold. */
	public SmallStudies inWholeNumbers() {
		return withEffects(y -> Math.max(1, Math.min(255, Math.rint(20 + 20 * y))))
			.withVariances(v -> Math.max(1, Math.min(255, Math.rint(1000 * v))));
	}

	/** K. */
	public int studies() {
		return effects.length;
	}

	/** The number of voxels. */
	public int voxels() {
		return effects[0].length;
	}

	/** The effects; not copied. */
	public float[][] effects() {
		return effects;
	}

	/** The variances; not copied. */
	public float[][] variances() {
		return variances;
	}

	/** The header of one map. */
	public NiftiHeader header() {
		return NiftiHeader.of(dims, NiftiType.FLOAT32).withAffine(affine).withUnits("mm", "sec");
	}

	/** Writes each study's beta and varcope, and a table of them, into a folder; returns the table. */
	public Path write(final Path folder) throws IOException {
		return write(folder, Map.of());
	}

	/** As {@link #write(Path)}, with the group of some studies, counted from 1. */
	public Path write(final Path folder, final Map<Integer, String> groups) throws IOException {
		return write(folder, groups, Map.of());
	}

	/** As {@link #write(Path)}, with columns of moderators: by name, a cell for each study. */
	public Path writeWith(final Path folder, final Map<String, List<String>> columns) throws IOException {
		return write(folder, Map.of(), columns);
	}

	private Path write(final Path folder, final Map<Integer, String> groups,
		final Map<String, List<String>> columns) throws IOException
	{
		Files.createDirectories(folder);
		final List<Study> studies = new ArrayList<>();
		for (int k = 0; k < studies(); k++) {
			final Path beta = folder.resolve("beta-" + (k + 1) + ".nii.gz");
			final Path varcope = folder.resolve("varcope-" + (k + 1) + ".nii.gz");
			NiftiWriter.write(NiftiImage.of(header(), effects[k]), beta);
			NiftiWriter.write(NiftiImage.of(header(), variances[k]), varcope);
			final Map<String, String> moderators = new TreeMap<>();
			for (final Map.Entry<String, List<String>> column : columns.entrySet())
				moderators.put(column.getKey(), column.getValue().get(k));
			studies.add(new Study("study " + (k + 1), Map.of(StudyMap.BETA, beta, StudyMap.VARCOPE, varcope), 20 + k,
				groups.getOrDefault(k + 1, ""), moderators, 0));
		}
		final Path table = folder.resolve("studies.tsv");
		StudyTableWriter.write(table, studies);
		return table;
	}

	/** Writes one map of this grid; returns the file. */
	public Path writeMap(final Path file, final float... values) throws IOException {
		NiftiWriter.write(NiftiImage.of(header(), values), file);
		return file;
	}

	/** Writes all studies' maps as one file whose fourth axis is the study; returns the file. */
	public Path writeFourD(final Path file, final float[][] maps) throws IOException {
		final long[] all = Arrays.copyOf(dims, 4);
		all[3] = maps.length;
		final float[] values = new float[maps.length * voxels()];
		for (int k = 0; k < maps.length; k++)
			System.arraycopy(maps[k], 0, values, k * voxels(), voxels());
		NiftiWriter.write(NiftiImage.of(header().withDims(all), values), file);
		return file;
	}

	/** All studies' maps as a stack of frames, with voxels of 2 mm; not shown. */
	public ImagePlus frames(final String title, final float[][] maps, final int bitDepth) {
		final ImageStack stack = new ImageStack((int) dims[0], (int) dims[1]);
		for (final float[] map : maps)
			for (int z = 0; z < slices(); z++)
				stack.addSlice(plane(map, z, bitDepth));
		return image(title, stack, 1, maps.length);
	}

	/** All studies' maps as a stack of channels, with voxels of 2 mm; not shown. */
	public ImagePlus channels(final String title, final float[][] maps) {
		final ImageStack stack = new ImageStack((int) dims[0], (int) dims[1]);
		for (int z = 0; z < slices(); z++)
			for (final float[] map : maps)
				stack.addSlice(plane(map, z, 32));
		return image(title, stack, maps.length, 1);
	}

	/** One map as a float image with voxels of 2 mm; not shown. */
	public ImagePlus image(final String title, final float... map) {
		return frames(title, new float[][] { map }, 32);
	}

	/**
	 * The map that the plain formula gives with Wald tests, one voxel after the other; NaN where there is none.
	 *
	 * @param aggressive whether a voxel that any study lacks is left out
	 */
	public double[] plain(final MapKind kind, final boolean aggressive) {
		return IntStream.range(0, voxels()).mapToDouble(j -> {
			final PlainDerSimonianLaird fit = new PlainDerSimonianLaird(column(effects, j), column(variances, j));
			return fit.k < 2 || aggressive && fit.k < studies() ? Double.NaN : value(fit, kind);
		}).toArray();
	}

	private static double value(final PlainDerSimonianLaird fit, final MapKind kind) {
		return switch (kind) {
			case Z -> fit.z;
			case P -> fit.p;
			case EST -> fit.est;
			case SE -> fit.se;
			case TAU2 -> fit.tau2;
			case DOF -> fit.k - 1;
			case LOGP -> -Math.log10(fit.p);
			case K -> fit.k;
			case REASON -> 0;
			default -> throw new IllegalArgumentException("no plain " + kind);
		};
	}

	/** A map that is exactly 0 has no value there. */
	private static double[] column(final float[][] maps, final int j) {
		return Arrays.stream(maps).mapToDouble(map -> map[j] == 0 ? Double.NaN : map[j]).toArray();
	}

	private int hole(final Random random) {
		return 1 + random.nextInt(voxels() - 1);
	}

	private int slices() {
		return dims.length > 2 ? (int) dims[2] : 1;
	}

	private ImageProcessor plane(final float[] map, final int z, final int bitDepth) {
		final int width = (int) dims[0];
		final int height = (int) dims[1];
		final ImageProcessor plane = bitDepth == 8 ? new ByteProcessor(width, height)
			: bitDepth == 16 ? new ShortProcessor(width, height) : new FloatProcessor(width, height);
		for (int i = 0; i < width * height; i++)
			plane.setf(i, map[z * width * height + i]);
		return plane;
	}

	private ImagePlus image(final String title, final ImageStack stack, final int channels, final int frames) {
		final ImagePlus image = new ImagePlus(title, stack);
		image.setDimensions(channels, slices(), frames);
		image.setOpenAsHyperStack(channels * frames > 1);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = calibration.pixelHeight = calibration.pixelDepth = 2;
		calibration.setUnit("mm");
		return image;
	}

	private static float[][] changed(final float[][] maps, final DoubleUnaryOperator change) {
		final float[][] changed = copy(maps);
		for (final float[] map : changed)
			for (int j = 0; j < map.length; j++)
				map[j] = (float) change.applyAsDouble(map[j]);
		return changed;
	}

	private static float[][] copy(final float[][] maps) {
		return Arrays.stream(maps).map(float[]::clone).toArray(float[][]::new);
	}
}
