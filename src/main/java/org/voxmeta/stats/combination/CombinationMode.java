package org.voxmeta.stats.combination;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.voxmeta.stats.data.VoxelBlock;

/**
 * Against which alternative z values are combined.
 *
 * @see <a href="https://doi.org/10.1002/hbm.23115">Winkler AM, Webster MA, Brooks JC, Tracey I, Smith SM,
 *            Nichols TE (2016). Non-parametric combination and related permutation tests for neuroimaging.
 *            Human Brain Mapping 37, 1486-1511</a>
 */
public enum CombinationMode {

	/** All effects above 0, or all below: the smaller of the two directed p values, doubled. Two-sided. */
	CONCORDANT,
	/** Effects above 0. One-sided: a p value near 1 means effects below 0. */
	DIRECTED,
	/**
	 * Effects of any sign: the directed test of |z|, as PyMARE has it. Under the null hypothesis |z| is not a
	 * z value but larger, so p values are too small, the more so the more studies there are.
	 */
	UNDIRECTED;

	/** The name in dialogs and macros. */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The mode of that name, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static CombinationMode parse(final String label) {
		for (final CombinationMode mode : values())
			if (mode.name().equalsIgnoreCase(label.trim())) return mode;
		throw new IllegalArgumentException("Mode: got '" + label + "', wanted " + Arrays.stream(values())
			.map(CombinationMode::label).collect(Collectors.joining(", ")));
	}

	/** The values to combine: a block's own, or their sizes. */
	VoxelBlock of(final VoxelBlock block) {
		if (this != UNDIRECTED) return block;
		final double[][] sizes = new double[block.count()][block.size()];
		for (int k = 0; k < sizes.length; k++)
			for (int j = 0; j < block.size(); j++)
				sizes[k][j] = Math.abs(block.effects()[k][j]);
		return VoxelBlock.of(block.studies(), sizes, block.weights(), block.size());
	}
}
