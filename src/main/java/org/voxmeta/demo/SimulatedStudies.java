package org.voxmeta.demo;

import java.util.List;
import java.util.function.Consumer;

/**
 * Makes up the effect and variance maps of several studies from a known truth, one study at a time.
 * <p>
 * Study k reports in voxel j
 * </p>
 *
 * <pre>
 * y_kj = truth_j + slope_j (age_k - 45) + difference_j d_k + sqrt(tau2_j) a_kj + sqrt(v_kj) e_kj
 * v_kj = s_kj / n_k
 * </pre>
 * <p>
 * with a and e independent, spatially smooth fields of standard normal values, age_k the mean age of the
 * participants (25 to 65), d_k 1/2 for the active drug and -1/2 for the placebo, n_k the sample size (12 to
 * 60), and s_kj a smooth map of participants' variance around 1. Slope and difference are 0 unless asked for.
 * Ages and drugs are balanced: over four studies in a row the mean age is 45 with either drug, so that the
 * mean effect of the studies is the truth. The reported variance is v_kj itself, without estimation error.
 * The truth is not zero in about 8 % of the mask, where effects of both signs fade to exactly zero, so every
 * voxel is either signal or not. Unless other shares are asked for, every fifth study has an empty bottom and
 * every tenth an empty top, as scans with a short field of view have; there both maps are 0. A grid of one
 * slice is a 2-D map, of which rows are empty then; its lengths are micrometres instead of millimetres, and
 * its origin is the first voxel.
 * </p>
 * <p>
 * Arrays are x fastest (right), then y (front), then z (top). The same options give the same numbers in
 * any order and on any thread. Immutable.
 * </p>
 */
public final class SimulatedStudies {

	/** Where the middle of the grid lies in millimetres, as in the usual 2 mm template. */
	private static final double[] CENTRE = { 0, -18, 18 };

	private final Phantom phantom;
	private final SimulationOptions options;

	private SimulatedStudies(final Phantom phantom, final SimulationOptions options) {
		this.phantom = phantom;
		this.options = options;
	}

	private SimulatedStudies with(final Consumer<SimulationOptions> change) {
		return with(phantom, change);
	}

	private SimulatedStudies with(final Phantom other, final Consumer<SimulationOptions> change) {
		final SimulationOptions changed = new SimulationOptions(options);
		change.accept(changed);
		return new SimulatedStudies(other, changed);
	}

	/**
	 * Returns 21 studies of 91 x 109 x 91 voxels of 2 mm, 228,483 of them in the mask; peak effect 0.5,
	 * mean tau2 0.02, noise smooth to 8 mm.
	 */
	public static SimulatedStudies withDefaults() {
		return new SimulatedStudies(new Phantom(91, 109, 91), new SimulationOptions());
	}

	/** @throws IllegalArgumentException if the count is below 1 */
	public SimulatedStudies withStudies(final int count) {
		require(count >= 1, "Simulated studies", count, "at least 1");
		return with(changed -> changed.studies = count);
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
		return with(new Phantom(nx, ny, nz), changed -> changed.voxelSize = millimetres);
	}

	/**
	 * Returns the same studies of a weaker or stronger effect.
	 *
	 * @param peak highest true effect, in standard deviations of a participant; 0 for studies of nothing
	 * @throws IllegalArgumentException if the peak is negative or not finite
	 */
	public SimulatedStudies withPeakEffect(final double peak) {
		require(peak == 0 || isPositive(peak), "Peak effect", peak, "a finite number, at least 0");
		return with(changed -> changed.peakEffect = peak);
	}

	/**
	 * Returns the same studies with more or less variance between them.
	 *
	 * @param mean average of tau2 over the mask; single voxels have half to one and a half times as much
	 * @throws IllegalArgumentException if the mean is negative or not finite
	 */
	public SimulatedStudies withMeanTau2(final double mean) {
		require(mean == 0 || isPositive(mean), "Mean tau2", mean, "a finite number, at least 0");
		return with(changed -> changed.meanTau2 = mean);
	}

	/**
	 * Returns the same studies with rougher or smoother noise.
	 *
	 * @param millimetres full width at half maximum of the Gaussian that smoothed it, at least one voxel
	 * @throws IllegalArgumentException when studies are made, if that is less than one voxel
	 */
	public SimulatedStudies withSmoothness(final double millimetres) {
		require(isPositive(millimetres), "Smoothness in mm", millimetres, "a finite number above 0");
		return with(changed -> changed.smoothness = millimetres);
	}

	/** Returns the same studies with (the default) or without slices missing in three of ten. */
	public SimulatedStudies withFieldOfViewCuts(final boolean some) {
		return withIncomplete(some ? SimulationOptions.USUAL_SHARE : 0);
	}

	/**
	 * Returns the same studies with slices (in 2-D rows) missing in more or fewer of them.
	 *
	 * @param share share of the studies, 0 to 1, of which whole tenths are exact in each ten studies
	 * @throws IllegalArgumentException if it is no such number
	 */
	public SimulatedStudies withIncomplete(final double share) {
		requireShare("Incomplete studies", share, 1);
		return with(changed -> changed.incomplete = share);
	}

	/**
	 * Returns the same studies, each without single voxels that are scattered at random.
	 *
	 * @param share share of each study's voxels, 0 to below 1
	 * @throws IllegalArgumentException if it is no such number
	 */
	public SimulatedStudies withDroppedVoxels(final double share) {
		requireShare("Dropped voxels", share, Math.nextDown(1.0));
		return with(changed -> changed.dropped = share);
	}

	/**
	 * Returns the same studies with effects that rise or fall with the age of the participants.
	 *
	 * @param perYear highest slope, in units of the effect per year; see {@link #slope()} for where
	 * @throws IllegalArgumentException if it is not finite
	 */
	public SimulatedStudies withSlope(final double perYear) {
		require(Double.isFinite(perYear), "Slope", perYear, "a finite number");
		return with(changed -> changed.slope = perYear);
	}

	/**
	 * Returns the same studies with effects that differ between the two levels of a factor, the drug.
	 *
	 * @param largest largest difference, active less placebo, in units of the effect; see {@link #difference()}
	 *         for where
	 * @throws IllegalArgumentException if it is not finite
	 */
	public SimulatedStudies withDifference(final double largest) {
		require(Double.isFinite(largest), "Difference", largest, "a finite number");
		return with(changed -> changed.difference = largest);
	}

	/**
	 * Returns the same studies of participants who differ more or less.
	 *
	 * @param sd standard deviation of a participant, around which the maps of variances vary, above 0
	 * @throws IllegalArgumentException if it is not above 0 and finite
	 */
	public SimulatedStudies withParticipantSd(final double sd) {
		require(isPositive(sd), "Noise", sd, "a finite number above 0");
		return with(changed -> changed.participantSd = sd);
	}

	/**
	 * Returns other studies with numbers of participants between two numbers, both included.
	 *
	 * @throws IllegalArgumentException if the least is below 2 or above the most
	 */
	public SimulatedStudies withSampleSizes(final int least, final int most) {
		require(least >= 2 && least <= most && most < Integer.MAX_VALUE, "Sample sizes", least + " to " + most,
			"2 or more, the smaller first");
		return with(changed -> {
			changed.minSample = least;
			changed.maxSample = most;
		});
	}

	/**
	 * Returns the same studies under names of their own; those beyond the list keep the usual ones.
	 *
	 * @param names different from each other, not blank
	 */
	public SimulatedStudies withNames(final List<String> names) {
		final List<String> copy = List.copyOf(names);
		return with(changed -> changed.names = copy);
	}

	/** Returns other studies of the same truth. */
	public SimulatedStudies withSeed(final long other) {
		return with(changed -> changed.seed = other);
	}

	/** Returns the number of studies. */
	public int studies() {
		return options.studies;
	}

	/** Returns the unit of lengths: "mm", or "um" if the grid is 2-D. */
	public String unit() {
		return phantom.dims()[2] > 1 ? "mm" : "um";
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
			affine[d][d] = options.voxelSize;
			affine[d][3] = phantom.dims()[2] == 1 ? 0 : CENTRE[d] - options.voxelSize * (phantom.dims()[d] - 1) / 2;
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
		return truthMaps().effect();
	}

	/**
	 * Returns the true slope of the effect over age in every voxel, per year: not 0 in the large blob on the
	 * left, and in one at the top where the mean effect is 0; a new array.
	 */
	public float[] slope() {
		return truthMaps().slope();
	}

	/**
	 * Returns the true difference of the effect between active drug and placebo in every voxel: not 0 in the
	 * large blob on the right; a new array.
	 */
	public float[] difference() {
		return truthMaps().difference();
	}

	/** Returns the true variance between studies of every voxel, 0 outside the mask; a new array. */
	public float[] tau2() {
		return truthMaps().tau2();
	}

	private SimulationTruth truthMaps() {
		return new SimulationTruth(phantom, options);
	}

	/**
	 * Returns what a study reports; its maps are new arrays.
	 *
	 * @param k which study, from 0
	 * @throws IllegalArgumentException if there is no such study, or if the noise is smoother than a voxel
	 */
	public SimulatedStudy study(final int k) {
		require(k >= 0 && k < options.studies, "Simulated study", k, "0 to " + (options.studies - 1));
		require(options.smoothness >= options.voxelSize, "Smoothness in " + unit(), options.smoothness,
			"at least one voxel, " + options.voxelSize);
		return new SimulatedReport(phantom, options).study(k);
	}

	private static void requireShare(final String what, final double share, final double most) {
		require(share >= 0 && share <= most, what, share, "a share from 0 to " + (most == 1 ? "1" : "below 1"));
	}

	private static boolean isPositive(final double value) {
		return value > 0 && value < Double.POSITIVE_INFINITY;
	}

	private static void require(final boolean fine, final String what, final Object got, final String wanted) {
		if (!fine)
			throw new IllegalArgumentException(what + ": got " + got + ", expected " + wanted);
	}
}
