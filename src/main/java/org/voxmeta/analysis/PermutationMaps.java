package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.voxmeta.fit.permutation.NullDistribution;
import org.voxmeta.fit.permutation.PermutationResult;
import org.voxmeta.fit.permutation.PermutationResult.Corrected;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.MapKind.Scale;
import org.voxmeta.stats.result.NamedMap;

/** The maps and tables that show what a permutation test gave. */
final class PermutationMaps {

	private final MetaAnalysisResult fit;
	private final NamedMap z;
	private final boolean twoSided;
	private final List<PermutationMap> maps = new ArrayList<>();

	private PermutationMaps(final MetaAnalysisResult fit, final NamedMap z, final boolean twoSided) {
		this.fit = fit;
		this.z = z;
		this.twoSided = twoSided;
	}

	/**
	 * The maps of a test: of voxels, then of each statistic of clusters, then each voxel's own p.
	 *
	 * @param z the map that was tested
	 */
	static List<PermutationMap> of(final MetaAnalysisResult fit, final NamedMap z, final boolean twoSided,
		final PermutationResult result, final List<ClusterChoice> clusters)
	{
		final PermutationMaps all = new PermutationMaps(fit, z, twoSided);
		all.addVoxels(result.corrected().get(0));
		for (int s = 0; s < clusters.size(); s++)
			all.addClusters(clusters.get(s), result.corrected().get(s + 1));
		if (result.p() != null)
			all.add("p_permutation", "p of each voxel", Scale.PROBABILITY, NiftiIntent.PVAL, result.p());
		return all.maps;
	}

	/** What a key ends in for a term, as in {@code z_age}. */
	static String suffix(final NamedMap z) {
		return z.key().substring(MapKind.Z.key().length());
	}

	/** The largest values of a statistic, in ascending order. */
	static NumberTable table(final NullDistribution maxima, final String key) {
		final List<List<Object>> rows =
			Arrays.stream(maxima.maxima()).<List<Object>>mapToObj(value -> List.of(value)).toList();
		return new NumberTable("null_" + key, List.of("largest"), rows);
	}

	private void addVoxels(final Corrected voxels) {
		addCorrected("", "all voxels", voxels.p());
		final double[] signs = fit.maps().get(MapKind.Z, z.index());
		final double[] deviates = new double[signs.length];
		for (int j = 0; j < deviates.length; j++)
			deviates[j] = deviate(voxels.p()[j], signs[j]);
		add("z_fwe", "z of p corrected for all voxels", Scale.SIGNED, NiftiIntent.ZSCORE, deviates);
	}

	private void addClusters(final ClusterChoice choice, final Corrected clusters) {
		add(choice.key(), choice.title(), Scale.SIGNED, NiftiIntent.ESTIMATE, clusters.statistic());
		addCorrected("_" + choice.key(), choice.title() + ", all voxels", clusters.p());
	}

	private void addCorrected(final String ending, final String family, final double[] p) {
		add("p_fwe" + ending, "p corrected for " + family, Scale.PROBABILITY, NiftiIntent.PVAL, p);
		// + 0.0: the logarithm of 1 is -0 otherwise
		add("logp_fwe" + ending, "-log10 p corrected for " + family, Scale.POSITIVE, NiftiIntent.LOG10PVAL,
			Arrays.stream(p).map(value -> 0.0 - Math.log10(value)).toArray());
	}

	/** A one-sided p above 1/2 has no more to tell than that there is no effect. */
	private double deviate(final double p, final double sign) {
		if (twoSided) return Math.copySign(NormalTail.zOfLogTwoSided(Math.log(p)), sign);
		return p >= 0.5 ? 0 : NormalTail.zOfLogUpper(Math.log(p));
	}

	private void add(final String key, final String title, final Scale scale, final NiftiIntent intent,
		final double[] values)
	{
		maps.add(new PermutationMap(key + suffix(z), z.term().isEmpty() ? title : title + ", " + z.term(),
			scale, intent, values, fit));
	}
}
