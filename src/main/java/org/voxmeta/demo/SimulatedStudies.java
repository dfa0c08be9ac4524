package org.voxmeta.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes up the effect and variance maps of several studies from a known truth, one study at a time.
 * <p>
 * Study k reports in voxel j
 * </p>
 *
 * <pre>
 * y_kj = truth_j + sqrt(tau2_j) a_kj + sqrt(v_kj) e_kj,    v_kj = s_kj / n_k
 * </pre>
 * <p>
 * with a and e independent, spatially smooth fields of standard normal values, n_k the sample size (12
 * to 60), and s_kj a smooth map of participants' variance around 1. The reported variance is v_kj
 * itself, without estimation error. The truth is not zero in about 8 % of the mask, where effects of
 * both signs fade to exactly zero, so every voxel is either signal or not. Every fifth study has an
 * empty bottom and every tenth an empty top, as scans with a short field of view have; there both maps
 * are 0.
 * </p>
 * <p>
 * Arrays are x fastest (right), then y (front), then z (top). The same options give the same numbers in
 * any order and on any thread. Immutable.
 * </p>
 */
public final class SimulatedStudies {

	private static final int MIN_SAMPLE = 12;
	private static final int MAX_SAMPLE = 60;

	/** Where the middle of the grid lies in millimetres, as in the usual 2 mm template. */
	private static final double[] CENTRE = { 0, -18, 18 };

	/** A cut takes between these shares of the mask's height. */
	private static final double MIN_CUT = 0.05;
	private static final double MAX_CUT = 0.15;

	private final int studies;
	private final Phantom phantom;
	private final double voxelSize;
	private final double peakEffect;
	private final double meanTau2;
	private final double smoothness;
	private final boolean cuts;
	private final long seed;

	private SimulatedStudies(final int studies, final Phantom phantom, final double voxelSize,
		final double peakEffect, final double meanTau2, final double smoothness, final boolean cuts,
		final long seed)
	{
		this.studies = studies;
		this.phantom = phantom;
		this.voxelSize = voxelSize;
		this.peakEffect = peakEffect;
		this.meanTau2 = meanTau2;
		this.smoothness = smoothness;
		this.cuts = cuts;
		this.seed = seed;
	}

	/**
	 * Returns 21 studies of 91 x 109 x 91 voxels of 2 mm, 228,483 of them in the mask; peak effect 0.5,
	 * mean tau2 0.02, noise smooth to 8 mm.
	 */
	public static SimulatedStudies withDefaults() {
		return new SimulatedStudies(21, new Phantom(91, 109, 91), 2, 0.5, 0.02, 8, true, 20260101L);
	}

	/** @throws IllegalArgumentException if the count is below 1 */
	public SimulatedStudies withStudies(final int count) {
		require(count >= 1, "Simulated studies", count, "at least 1");
		return new SimulatedStudies(count, phantom, voxelSize, peakEffect, meanTau2, smoothness, cuts, seed);
	}

	/**
	 * Returns the same studies on another grid, over which mask and blobs are stretched.
	 *
	 * @param nx voxels from left to right
	 * @param ny voxels from back to front
	 * @param nz voxels from bottom to top
	 * @param millimetres edge of a voxel
	 * @throws IllegalArgumentException if the grid has less than 1 or more than 2^31 - 1 voxels or the
	 *         voxel no size
	 */
	public SimulatedStudies withGrid(final int nx, final int ny, final int nz, final double millimetres) {
		final String grid = nx + " x " + ny + " x " + nz;
		require(nx >= 1 && ny >= 1 && nz >= 1, "Simulated grid", grid, "at least 1 x 1 x 1");
		require((double) nx * ny * nz <= Integer.MAX_VALUE, "Simulated grid", grid, "at most 2^31 - 1 voxels");
		require(isPositive(millimetres), "Voxel size in mm", millimetres, "a finite number above 0");
		return new SimulatedStudies(studies, new Phantom(nx, ny, nz), millimetres, peakEffect, meanTau2,
			smoothness, cuts, seed);
	}

	/**
	 * Returns the same studies of a weaker or stronger effect.
	 *
	 * @param peak highest true effect, in standard deviations of a participant; 0 for studies of nothing
	 * @throws IllegalArgumentException if the peak is negative or not finite
	 */
	public SimulatedStudies withPeakEffect(final double peak) {
		require(peak == 0 || isPositive(peak), "Peak effect", peak, "a finite number, at least 0");
		return new SimulatedStudies(studies, phantom, voxelSize, peak, meanTau2, smoothness, cuts, seed);
	}

	/**
	 * Returns the same studies with more or less variance between them.
	 *
	 * @param mean average of tau2 over the mask; single voxels have half to one and a half times as much
	 * @throws IllegalArgumentException if the mean is negative or not finite
	 */
	public SimulatedStudies withMeanTau2(final double mean) {
		require(mean == 0 || isPositive(mean), "Mean tau2", mean, "a finite number, at least 0");
		return new SimulatedStudies(studies, phantom, voxelSize, peakEffect, mean, smoothness, cuts, seed);
	}

	/**
	 * Returns the same studies with rougher or smoother noise.
	 *
	 * @param millimetres full width at half maximum of the Gaussian that smoothed it, at least one voxel
	 * @throws IllegalArgumentException when studies are made, if that is less than one voxel
	 */
	public SimulatedStudies withSmoothness(final double millimetres) {
		require(isPositive(millimetres), "Smoothness in mm", millimetres, "a finite number above 0");
		return new SimulatedStudies(studies, phantom, voxelSize, peakEffect, meanTau2, millimetres, cuts, seed);
	}

	/** Returns the same studies with (the default) or without slices missing in some. */
	public SimulatedStudies withFieldOfViewCuts(final boolean some) {
		return new SimulatedStudies(studies, phantom, voxelSize, peakEffect, meanTau2, smoothness, some, seed);
	}

	/** Returns other studies of the same truth. */
	public SimulatedStudies withSeed(final long other) {
		return new SimulatedStudies(studies, phantom, voxelSize, peakEffect, meanTau2, smoothness, cuts, other);
	}

	/** Returns the number of studies. */
	public int studies() {
		return studies;
	}

	/** Returns the grid's three sizes; a copy. */
	public int[] dims() {
		return phantom.dims().clone();
	}

	/**
	 * Returns the 4 x 4 matrix from voxel indices (from 0) to millimetres right, front and top; a new
	 * array.
	 */
	public double[][] affine() {
		final double[][] affine = new double[4][4];
		for (int d = 0; d < 3; d++) {
			affine[d][d] = voxelSize;
			affine[d][3] = CENTRE[d] - voxelSize * (phantom.dims()[d] - 1) / 2;
		}
		affine[3][3] = 1;
		return affine;
	}

	/** Returns the number of voxels in the mask. */
	public int maskCount() {
		return phantom.maskCount();
	}

	/** Returns true for every voxel in the mask; a copy. */
	public boolean[] mask() {
		return phantom.mask().clone();
	}

	/**
	 * Returns the true mean effect of every voxel, exactly 0 without signal and outside the mask; a new
	 * array.
	 */
	public float[] truth() {
		final float[] truth = phantom.blobs().clone();
		for (int i = 0; i < truth.length; i++)
			truth[i] *= (float) peakEffect;
		return truth;
	}

	/** Returns the true variance between studies of every voxel, 0 outside the mask; a new array. */
	public float[] tau2() {
		// odd in the left-right direction, so that the mean over the symmetric mask is the one asked for
		final float[] wave = phantom.wave(new double[] { 3, 2, 2 }, new double[] { -Math.PI / 2, 0, 0 });
		final boolean[] mask = phantom.mask();
		final float[] tau2 = new float[mask.length];
		for (int i = 0; i < tau2.length; i++)
			if (mask[i])
				tau2[i] = (float) (meanTau2 * (1 + 0.5 * wave[i]));
		return tau2;
	}

	/**
	 * Returns what a study reports; its maps are new arrays.
	 *
	 * @param k which study, from 0
	 * @throws IllegalArgumentException if there is no such study, or if the noise is smoother than a voxel
	 */
	public SimulatedStudy study(final int k) {
		require(k >= 0 && k < studies, "Simulated study", k, "0 to " + (studies - 1));
		require(smoothness >= voxelSize, "Smoothness in mm", smoothness, "at least one voxel, " + voxelSize);
		final SplittableRandom random = stream(k);
		final int sampleSize = random.nextInt(MIN_SAMPLE, MAX_SAMPLE + 1);
		final double cutShare = MIN_CUT + (MAX_CUT - MIN_CUT) * random.nextDouble();
		final int cut = (int) Math.round(cutShare * maskHeight());
		final int bottomCut = cuts && k % 5 == 3 ? maskBottom() + cut : 0;
		final int topCut = cuts && k % 10 == 6 ? maskBottom() + cut : 0;
		final float[] variance = variance(sampleSize, random);
		final float[] effect = effect(variance, random);
		final int slice = phantom.dims()[0] * phantom.dims()[1];
		for (final float[] map : new float[][] { effect, variance }) {
			Arrays.fill(map, 0, bottomCut * slice, 0);
			Arrays.fill(map, map.length - topCut * slice, map.length, 0);
		}
		final String name = String.format(Locale.ROOT, "study-%02d", k + 1);
		return new SimulatedStudy(name, sampleSize, bottomCut, topCut, effect, variance);
	}

	/**
	 * Returns the k-th stream of random numbers split off the seed's, which does not depend on earlier
	 * calls.
	 */
	private SplittableRandom stream(final int k) {
		final SplittableRandom root = new SplittableRandom(seed);
		for (int i = 0; i < k; i++)
			root.split();
		return root.split();
	}

	/** Returns the number of slices below the mask, by symmetry also that above it. */
	private int maskBottom() {
		int z = 0;
		while (phantom.height(z) < -1)
			z++;
		return z;
	}

	private int maskHeight() {
		return phantom.dims()[2] - 2 * maskBottom();
	}

	/** Participants vary more at the bottom, and in every study also along a wave of its own. */
	private float[] variance(final int sampleSize, final SplittableRandom random) {
		final double[] phase = { turn(random), turn(random), turn(random) };
		final float[] variance = phantom.wave(new double[] { 2, 2, 2 }, phase);
		final boolean[] mask = phantom.mask();
		final int slice = phantom.dims()[0] * phantom.dims()[1];
		for (int i = 0; i < variance.length; i++)
			variance[i] = mask[i]
				? (float) ((1 - 0.25 * phantom.height(i / slice)) * (1 + 0.25 * variance[i]) / sampleSize)
				: 0;
		return variance;
	}

	private static double turn(final SplittableRandom random) {
		return 2 * Math.PI * random.nextDouble();
	}

	private float[] effect(final float[] variance, final SplittableRandom random) {
		final SmoothNoise noise = new SmoothNoise(phantom.dims(), smoothness / voxelSize);
		final float[] between = noise.next(random);
		final float[] within = noise.next(random);
		final float[] tau2 = tau2();
		final float[] effect = truth();
		final boolean[] mask = phantom.mask();
		for (int i = 0; i < effect.length; i++)
			if (mask[i])
				effect[i] += (float) (Math.sqrt(tau2[i]) * between[i] + Math.sqrt(variance[i]) * within[i]);
		return effect;
	}

	private static boolean isPositive(final double value) {
		return value > 0 && value < Double.POSITIVE_INFINITY;
	}

	private static void require(final boolean fine, final String what, final Object got, final String wanted) {
		if (!fine)
			throw new IllegalArgumentException(what + ": got " + got + ", expected " + wanted);
	}
}
