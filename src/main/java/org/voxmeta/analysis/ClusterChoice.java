package org.voxmeta.analysis;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.voxmeta.grid.cluster.ClusterExtent;
import org.voxmeta.grid.cluster.ClusterMass;
import org.voxmeta.grid.cluster.ClusterStatistic;
import org.voxmeta.grid.cluster.Neighbourhood;
import org.voxmeta.grid.cluster.Tfce;

/** A statistic of clusters that a permutation test corrects besides the voxels themselves. */
public enum ClusterChoice {

	/** How many voxels a cluster has. */
	EXTENT,
	/** How far the voxels of a cluster are above the forming threshold, summed. */
	MASS,
	/** Threshold-free cluster enhancement. */
	TFCE;

	/**
	 * The statistics of these names, separated by commas, in any case; {@code all}, or {@code none}.
	 *
	 * @throws IllegalArgumentException if there is none of a name
	 */
	public static Set<ClusterChoice> parse(final String names) {
		final Set<ClusterChoice> choices = EnumSet.noneOf(ClusterChoice.class);
		for (final String name : names.split(",")) {
			final String wanted = name.strip().toLowerCase(Locale.ROOT);
			if (wanted.isEmpty() || wanted.equals("none")) continue;
			if (wanted.equals("all")) return EnumSet.allOf(ClusterChoice.class);
			choices.add(Stream.of(values()).filter(choice -> choice.key().equals(wanted)).findFirst().orElseThrow(
				() -> new IllegalArgumentException("Clusters: got '" + name.strip() + "', wanted none, all or any of "
				+ Stream.of(values()).map(ClusterChoice::key).collect(Collectors.joining(", ")))));
		}
		return choices;
	}

	/** The name in keys and file names. */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** What a map of it holds. */
	String title() {
		return switch (this) {
			case EXTENT -> "voxels of the cluster";
			case MASS -> "mass of the cluster";
			case TFCE -> "TFCE";
		};
	}

	/**
	 * Makes it of neighbours, also on another machine, with clusters of voxels whose absolute z is at
	 * least a threshold.
	 */
	Function<Neighbourhood, ClusterStatistic> statistic(final double threshold) {
		final Maker maker = switch (this) {
			case EXTENT -> voxels -> new ClusterExtent(threshold, voxels);
			case MASS -> voxels -> new ClusterMass(threshold, voxels);
			case TFCE -> Tfce::of;
		};
		return maker;
	}

	/** Makes a statistic. */
	private interface Maker extends Function<Neighbourhood, ClusterStatistic>, Serializable {
	}
}
