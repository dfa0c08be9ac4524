package org.voxmeta.stats.estimator;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.OptionText;
import org.voxmeta.stats.kernel.SignedSums;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

/**
 * A meta-analytic estimator: a pure function of the studies' values at a voxel, applied to a block of voxels
 * at a time. Implementations are immutable and thread-safe, and are their own specification: options are set
 * by {@code with} methods that return a copy.
 */
public interface Estimator extends Serializable {

	/** The name that people know the estimator by. */
	String name();

	/**
	 * The options that decide the numbers, as macro key and value; {@link #with(String, String)} takes them
	 * back.
	 */
	Map<String, String> options();

	/**
	 * This estimator with another value of one of its {@link #options}.
	 *
	 * @param option macro key
	 * @param value as in a macro
	 * @return a copy
	 * @throws IllegalArgumentException if there is no such option, or it has no such value; the message names
	 *            those there are
	 */
	default Estimator with(final String option, final String value) {
		throw OptionText.unknown(option, options().keySet());
	}

	/** This estimator with other values of some of its options. */
	default Estimator with(final Map<String, String> options) {
		Estimator changed = this;
		for (final Map.Entry<String, String> option : options.entrySet())
			changed = changed.with(option.getKey(), option.getValue());
		return changed;
	}

	/**
	 * Those of the options that decide the numbers for studies like these: some matter for studies in groups
	 * alone.
	 */
	default Map<String, String> options(final Studies studies) {
		return options();
	}

	/** What it needs of every study: one kind of map, perhaps variances, perhaps sample sizes. */
	Set<Need> needs();

	/** The maps this estimator computes. */
	Set<MapKind> maps();

	/**
	 * Checks that studies can be fitted, whatever their maps are.
	 *
	 * @throws IllegalArgumentException if the estimator cannot work with this design, these groups, or
	 *            without sample sizes
	 */
	void check(Studies studies);

	/**
	 * The estimator to fit some data with: this one, or a copy that knows what only all voxels together can
	 * tell, such as how correlated studies are. Called once before the blocks are fitted, with all in-mask
	 * voxels.
	 *
	 * @param data studies that {@link #check} let pass
	 * @throws IllegalArgumentException if the data do not tell it
	 */
	default Estimator prepare(final StudyData data) {
		return this;
	}

	/**
	 * Whether the fit at a voxel of studies like these also rests on what all voxels together tell, such as how
	 * correlated the studies are, be it found or given. Then {@link #prepare} needs all voxels, and the studies at a
	 * single voxel, or some of them, are no data set of their own. An estimator that overrides {@link #prepare} says
	 * here when it does something.
	 */
	default boolean needsAllVoxels(final Studies studies) {
		return false;
	}

	/**
	 * Fits every voxel of a block. A voxel's values depend on that voxel's data alone, bit for bit, and on
	 * what {@link #prepare} found. Nothing is thrown for a voxel that cannot be fitted: its values are NaN,
	 * with a {@link Reason} where it is not the plain lack of studies, or are replaced by NaN afterwards
	 * where it has too few studies.
	 *
	 * @param block K studies at B voxels
	 * @param maps receives the wanted ones of {@link #maps()}, B values each
	 */
	void fit(VoxelBlock block, MapBlock maps);

	/** What becomes of z when all values change their sign. */
	default Mirror mirror() {
		return Mirror.ODD;
	}

	/**
	 * The test statistic of rearranged data, for permutation inference. The default fits these anew each time;
	 * estimators whose sums do not all change give a faster one with the same values.
	 *
	 * @param block K studies at B voxels, B at most {@link SignedSums#PLACES}; voxels that can be fitted
	 * @param term the term of the design that is tested
	 * @param buffers to work with
	 */
	default NullStatistic nullStatistic(final VoxelBlock block, final int term, final NullBuffers buffers) {
		return new RefitStatistic(this, block, term, buffers.tails());
	}

	/**
	 * Fits a single data set.
	 *
	 * @throws IllegalArgumentException if it cannot be fitted: too few studies, or a design or groups that
	 *            the estimator cannot work with
	 */
	default Results fit(final Dataset data) {
		return Results.of(this, data);
	}
}
