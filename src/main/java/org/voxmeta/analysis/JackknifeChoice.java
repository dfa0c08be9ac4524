package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.voxmeta.analysis.EstimatorRun.Fitted;
import org.voxmeta.fit.diagnostic.Jackknife;
import org.voxmeta.fit.diagnostic.LeaveOneOut;
import org.voxmeta.fit.diagnostic.Units;
import org.voxmeta.fit.diagnostic.Voxels;
import org.voxmeta.grid.cluster.ClusterSearch;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.task.Progress;

/**
 * The clusters of z to which each study's contribution is wanted. Immutable; options are set by {@code with}
 * methods that return a copy.
 */
public final class JackknifeChoice {

	/** The p of the voxels of clusters unless another is wanted. */
	public static final double P = 0.001;

	private final double p;
	private final InputImage where;
	private final int neighbours;
	private final int minimumSize;
	private final String term;
	private final String statistic;

	private JackknifeChoice(final double p, final InputImage where, final int neighbours, final int minimumSize,
		final String term, final String statistic)
	{
		this.p = p;
		this.where = where;
		this.neighbours = neighbours;
		this.minimumSize = minimumSize;
		this.term = term;
		this.statistic = statistic;
	}

	/**
	 * Clusters of voxels that share faces and have at most this p, two-sided and not corrected.
	 *
	 * @throws IllegalArgumentException if it is not above 0 and below 1
	 */
	public static JackknifeChoice of(final double p) {
		if (!(p > 0 && p < 1)) throw new IllegalArgumentException("Threshold: got p = " + p
			+ ", wanted a number above 0 and below 1");
		return new JackknifeChoice(p, null, 0, 1, "", "auto");
	}

	/** Clusters of voxels with at most this p in another map, such as one of corrected p; null for z itself. */
	public JackknifeChoice withWhere(final InputImage map) {
		return new JackknifeChoice(p, map, neighbours, minimumSize, term, statistic);
	}

	/** How many neighbours a voxel has: 6, 18 or 26, in a plane 4 or 8; 0 for those that share a face. */
	public JackknifeChoice withNeighbours(final int number) {
		return new JackknifeChoice(p, where, number, minimumSize, term, statistic);
	}

	/** How many voxels a cluster must have. */
	public JackknifeChoice withMinimumSize(final int voxels) {
		return new JackknifeChoice(p, where, neighbours, voxels, term, statistic);
	}

	/**
	 * The coefficient, contrast or prediction whose clusters are looked at, as in the names of maps; blank for
	 * all.
	 */
	public JackknifeChoice withTerm(final String name) {
		return new JackknifeChoice(p, where, neighbours, minimumSize, name.strip(), statistic);
	}

	/**
	 * What studies contribute to: {@code est}, {@code z}, or {@code auto}, which is est where there is such a
	 * map.
	 */
	public JackknifeChoice withStatistic(final String key) {
		return new JackknifeChoice(p, where, neighbours, minimumSize, term, key.strip().toLowerCase(Locale.ROOT));
	}

	/**
	 * Checks that a fit has what is wanted.
	 *
	 * @throws IllegalArgumentException if it has not
	 */
	void check(final Estimator estimator, final Design design) {
		search();
		Jackknife.of(estimator, kind(estimator));
		final List<NamedMap> terms = terms(NamedMap.of(Set.of(MapKind.Z), design.terms()));
		if (where != null && terms.size() > 1) throw new IllegalArgumentException(
			"Where p is small: got one map for " + terms.size() + " terms, wanted one of them: " + design.terms()
				.stream().map(Term::name).collect(Collectors.joining(", ")));
	}

	private MapKind kind(final Estimator estimator) {
		return switch (statistic) {
			case "auto" -> LeaveOneOut.effect(estimator);
			case "est" -> MapKind.EST;
			case "z" -> MapKind.Z;
			default -> throw new IllegalArgumentException("Contributions: got '" + statistic
				+ "', wanted auto, est or z");
		};
	}

	private ClusterSearch search() {
		return ClusterSearch.above(where == null ? NormalTail.quantileTwoSided(p) : 0).withMinimumSize(minimumSize);
	}

	/**
	 * The terms that are wanted.
	 *
	 * @throws IllegalArgumentException if there is no such term
	 */
	List<NamedMap> terms(final List<NamedMap> all) {
		if (term.isEmpty()) return all;
		return List.of(all.stream().filter(this::isWanted).findFirst().orElseThrow(
			() -> new IllegalArgumentException("Term: got '" + term + "', wanted " + (all.get(0).term().isEmpty()
				? "none, as there are no moderators" : "one of " + all.stream().map(NamedMap::term).collect(Collectors
					.joining(", "))))));
	}

	private boolean isWanted(final NamedMap z) {
		final String inFiles = PermutationMaps.suffix(z).replaceFirst("^_", "");
		return term.equalsIgnoreCase(z.term()) || term.equalsIgnoreCase(inFiles);
	}

	/** The clusters of a term and what each unit contributes to them. */
	List<NumberTable> tables(final Fitted fitted, final Estimator estimator, final NamedMap z, final Units units,
		final List<String> names, final List<String> notes, final Progress progress)
	{
		final FittedMasker masker = fitted.result().masker();
		if (masker.averages()) {
			notes.add("Clusters: none, as this fit is of regions, which are in no places");
			return List.of();
		}
		final NiftiImage image = fitted.result().image(z);
		final boolean placed = image.header().sformCode() > 0 || image.header().qformCode() > 0;
		final FoundClusters found = MapClusters.of(search()).withNeighbours(neighbours).withAlpha(p).run(
			new InputImage(z.key(), image.header(), placed, image.img()), where, null);
		final int[] labels = IntStream.range(0, masker.size()).map(j ->
			found.clusters().labels()[masker.mask().index(j)]).toArray();
		final int[] places = IntStream.range(0, labels.length).filter(j -> labels[j] > 0).toArray();
		final int count = found.clusters().clusters().size();
		final Voxels voxels = Voxels.of(fitted.reading().data(), places);
		final double[][] contributions = Jackknife.of(estimator, kind(estimator)).of(voxels, IntStream.of(places)
			.map(j -> labels[j]).toArray(), count, units, z.index(), progress);
		final String suffix = PermutationMaps.suffix(z);
		return List.of(found.table("leaveoneout_clusters" + suffix), table("leaveoneout_contributions" + suffix,
			names, contributions, count));
	}

	private static NumberTable table(final String name, final List<String> names, final double[][] contributions,
		final int clusters)
	{
		final List<String> columns = new ArrayList<>(List.of("number", "study"));
		for (int c = 1; c <= clusters; c++)
			columns.add("cluster_" + c);
		final List<List<Object>> rows = new ArrayList<>();
		for (int u = 0; u < names.size(); u++) {
			final List<Object> row = new ArrayList<>(List.of(u + 1.0, names.get(u)));
			for (final double contribution : contributions[u])
				row.add(contribution);
			rows.add(row);
		}
		return new NumberTable(name, columns, rows);
	}

	/** The settings by name, as records have them. */
	Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("threshold", p);
		parameters.put("where", where == null ? "none" : where.name());
		parameters.put("connectivity", neighbours == 0 ? "auto" : String.valueOf(neighbours));
		parameters.put("minimumsize", minimumSize);
		parameters.put("term", term);
		parameters.put("contributions", statistic);
		return parameters;
	}
}
