package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.voxmeta.analysis.EstimatorRun.Fitted;
import org.voxmeta.fit.permutation.PermutationPlan;
import org.voxmeta.fit.permutation.PermutationResult;
import org.voxmeta.fit.permutation.PermutationTester;
import org.voxmeta.fit.permutation.PermutationWorkers;
import org.voxmeta.grid.Connectivity;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.task.Progress;

/**
 * A permutation test of a run that is repeated from its record. Immutable; options are set by {@code with}
 * methods that return a copy.
 */
public final class PermutationAnalysis {

	/** The forming p of clusters unless another is wanted. */
	public static final double FORMING_P = 0.001;

	/** At which the summary and the record count voxels. */
	private static final double ALPHA = 0.05;

	private final RecordedRun run;
	private final PermutationPlan plan;
	private final String term;
	private final String blocks;
	private final Clustering clustering;
	private final Path output;
	private final PermutationWorkers workers;

	/**
	 * Which clusters are tested.
	 *
	 * @param p two-sided in two-sided tests
	 * @param neighbours how many a voxel has; 0 for those that share a face
	 */
	private record Clustering(Set<ClusterChoice> statistics, double p, int neighbours) {
	}

	private PermutationAnalysis(final RecordedRun run, final PermutationPlan plan, final String term,
		final String blocks, final Clustering clustering, final Path output, final PermutationWorkers workers)
	{
		this.run = run;
		this.plan = plan;
		this.term = term;
		this.blocks = blocks;
		this.clustering = clustering;
		this.output = output;
		this.workers = workers;
	}

	/** A test of a run's mean or first moderator, for voxels alone; nothing is written. */
	public static PermutationAnalysis of(final RecordedRun run) {
		return new PermutationAnalysis(run, PermutationPlan.DEFAULT, "", "",
			new Clustering(EnumSet.noneOf(ClusterChoice.class), FORMING_P, 0), null, null);
	}

	/**
	 * How many rearrangements, and what is counted; the plan's term, blocks and clusters are set by
	 * the methods here.
	 */
	public PermutationAnalysis with(final PermutationPlan newPlan) {
		return new PermutationAnalysis(run, newPlan, term, blocks, clustering, output, workers);
	}

	/**
	 * The coefficient, contrast or prediction to test, as in the names of maps; blank for the mean or
	 * the first moderator.
	 */
	public PermutationAnalysis withTerm(final String name) {
		return new PermutationAnalysis(run, plan, name.strip(), blocks, clustering, output, workers);
	}

	/** The table's column of exchangeability blocks; blank for none. */
	public PermutationAnalysis withBlocks(final String column) {
		return new PermutationAnalysis(run, plan, term, column.strip(), clustering, output, workers);
	}

	/**
	 * Clusters to test.
	 *
	 * @param p of the voxels that form clusters, two-sided in two-sided tests
	 * @throws IllegalArgumentException if the p is not above 0 and below 1
	 */
	public PermutationAnalysis withClusters(final Set<ClusterChoice> statistics, final double p) {
		if (!(p > 0 && p < 1)) throw new IllegalArgumentException("Threshold: got p = " + p
			+ ", wanted a number above 0 and below 1");
		return new PermutationAnalysis(run, plan, term, blocks,
			new Clustering(statistics, p, clustering.neighbours), output, workers);
	}

	/** How many neighbours a voxel has: 6, 18 or 26, in a plane 4 or 8; 0 for those that share a face. */
	public PermutationAnalysis withNeighbours(final int number) {
		return new PermutationAnalysis(run, plan, term, blocks,
			new Clustering(clustering.statistics, clustering.p, number), output, workers);
	}

	/** The folder to write to. */
	public PermutationAnalysis withOutput(final Path folder) {
		return new PermutationAnalysis(run, plan, term, blocks, clustering, folder, workers);
	}

	/** Who works through the rearrangements; null for this process. */
	public PermutationAnalysis withWorkers(final PermutationWorkers others) {
		return new PermutationAnalysis(run, plan, term, blocks, clustering, output, others);
	}

	/**
	 * Repeats the run and tests it.
	 *
	 * @param version VoxMeta's version, for the record
	 * @throws IOException if something cannot be read or written
	 * @throws IllegalArgumentException if the run cannot be repeated, or its studies cannot be rearranged
	 * @throws CancellationException if the progress says so; nothing is written then
	 */
	public Outcome run(final String version, final Progress progress) throws IOException {
		final ResultFolder folder = output == null ? null : ResultFolder.at(output);
		final StudyInputs inputs = run.studies();
		// before the long reading
		tester(inputs).check(inputs.studies());
		try (Fitted fitted = run.fit(Set.of(MapKind.Z), progress)) {
			return tested(fitted, folder, version, progress);
		}
	}

	private Outcome tested(final Fitted fitted, final ResultFolder folder, final String version,
		final Progress progress) throws IOException
	{
		final StudyInputs read = fitted.reading().inputs();
		final NamedMap z = fitted.result().named(Set.of(MapKind.Z)).get(termIndex(read.studies().design()));
		final FittedMasker masker = fitted.result().masker();
		final PermutationResult tested = tester(read, masker).test(fitted.reading().data(),
			fitted.result().maps().get(MapKind.Z, z.index()), indices(masker), masker.mask().dimensions(), progress);
		fitted.result().stopwatch().lap("permute");

		final List<PermutationMap> maps =
			PermutationMaps.of(fitted.result(), z, plan.twoSided(), tested, List.copyOf(clustering.statistics));
		final List<NumberTable> tables = new ArrayList<>();
		for (int s = 0; s < tested.corrected().size(); s++)
			tables.add(PermutationMaps.table(tested.corrected().get(s).maxima(),
				keys().get(s) + PermutationMaps.suffix(z)));
		final List<String> notes = new ArrayList<>(read.notes());
		notes.addAll(fitted.result().warnings());
		notes.addAll(notes(tested));
		final Map<String, Object> summary = summary(read, tested, z);
		final List<Path> files = folder == null ? List.of()
			: folder.write(maps, tables, "permutation" + PermutationMaps.suffix(z),
				record(tested, z, summary, notes, fitted, version), progress);
		return new Outcome(maps, tables, tested, notes, summary, files);
	}

	private PermutationTester tester(final StudyInputs inputs) {
		final Design design = inputs.studies().design();
		PermutationPlan all = plan.withTerm(termIndex(design));
		if (!blocks.isEmpty()) {
			if (PermutationTester.isOfFlips(run.estimator(), inputs.studies()))
				throw new IllegalArgumentException("Blocks: got '" + blocks
					+ "', wanted none, as signs are flipped here and no errors change places: groups are"
					+ " what keeps studies together");
			all = all.withBlocks(numbers(inputs.columns().cells(blocks)));
		}
		return PermutationTester.of(run.estimator(), all).withWorkers(workers);
	}

	private PermutationTester tester(final StudyInputs inputs, final FittedMasker masker) {
		if (clustering.statistics.isEmpty()) return tester(inputs);
		if (masker.averages())
			throw new IllegalArgumentException("Clusters: got "
				+ clustering.statistics.stream().map(ClusterChoice::key).collect(Collectors.joining(", "))
				+ " for a run on regions, wanted none");
		PermutationPlan all = plan.with(connectivity(masker.mask().dimensions()));
		for (final ClusterChoice choice : clustering.statistics)
			all = all.with(choice.statistic(threshold()));
		return new PermutationAnalysis(run, all, term, blocks, clustering, output, workers).tester(inputs);
	}

	/** z of the forming p. */
	private double threshold() {
		return plan.twoSided() ? NormalTail.quantileTwoSided(clustering.p)
			: NormalTail.zOfLogUpper(Math.log(clustering.p));
	}

	private Connectivity connectivity(final long[] dims) {
		if (clustering.neighbours == 0) return Connectivity.FACES;
		int axes = dims.length;
		while (axes > 1 && dims[axes - 1] == 1)
			axes--;
		return Connectivity.of(clustering.neighbours, axes);
	}

	private int termIndex(final Design design) {
		final List<Term> terms = design.terms();
		if (term.isEmpty()) return IntStream.range(0, terms.size())
			.filter(t -> !terms.get(t).name().equals("intercept")).findFirst().orElse(0);
		final List<NamedMap> maps = NamedMap.of(Set.of(MapKind.Z), terms);
		return IntStream.range(0, terms.size()).filter(t -> term.equalsIgnoreCase(terms.get(t).name())
			|| term.equalsIgnoreCase(PermutationMaps.suffix(maps.get(t)).replaceFirst("^_", "")))
			.findFirst().orElseThrow(() -> new IllegalArgumentException("Term: got '" + term + "', wanted "
				+ (design.isIntercept() ? "none, as there are no moderators"
					: "one of " + terms.stream().map(Term::name).collect(Collectors.joining(", ")))));
	}

	/** The same number for the same label. */
	private static int[] numbers(final List<String> labels) {
		final List<String> distinct = labels.stream().distinct().toList();
		if (distinct.contains(""))
			throw new IllegalArgumentException("Blocks: got a study without a label, wanted one for"
				+ " each");
		return labels.stream().mapToInt(distinct::indexOf).toArray();
	}

	/** Regions are in no places; where they are matters to clusters only. */
	private static int[] indices(final FittedMasker masker) {
		final VoxelMask mask = masker.mask();
		return masker.averages() ? IntStream.range(0, masker.size()).toArray() : mask.indices();
	}

	private List<String> keys() {
		final List<String> keys = new ArrayList<>(List.of("voxel"));
		clustering.statistics.forEach(choice -> keys.add(choice.key()));
		return keys;
	}

	private List<String> notes(final PermutationResult tested) {
		final double least = 1.0 / tested.count();
		if (least < ALPHA) return List.of();
		return List.of("Permutation test: there are " + tested.count()
			+ " rearrangements, so that no p can be below " + least);
	}

	private Map<String, Object> summary(final StudyInputs studies,
		final PermutationResult tested, final NamedMap z)
	{
		final Map<String, Object> summary = new LinkedHashMap<>();
		summary.put("estimator", run.estimator().name());
		summary.put("test", "permutation");
		summary.put("term", z.term());
		summary.put("studies", studies.values().size());
		summary.put("permutations", tested.count());
		summary.put("exact", tested.exact());
		for (int s = 0; s < tested.corrected().size(); s++) {
			final double[] p = tested.corrected().get(s).p();
			summary.put(keys().get(s) + " threshold", tested.corrected().get(s).maxima().threshold(ALPHA));
			summary.put(keys().get(s) + " p <= 0.05", Arrays.stream(p).filter(value -> value <= ALPHA).count());
		}
		return summary;
	}

	private Map<String, Object> record(final PermutationResult tested, final NamedMap z,
		final Map<String, Object> summary, final List<String> notes, final Fitted fitted, final String version)
	{
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("permutations", plan.count());
		parameters.put("seed", plan.seed());
		parameters.put("twosided", plan.twoSided());
		parameters.put("term", z.term());
		parameters.put("blocks", blocks);
		parameters.put("clusters", clustering.statistics.stream().map(ClusterChoice::key).toList());
		parameters.put("threshold", clustering.p);
		parameters.put("connectivity", clustering.neighbours == 0 ? "auto" : String.valueOf(clustering.neighbours));
		parameters.put("uncorrected", plan.perVoxel());
		parameters.put("stopafter", plan.stopAfter());
		final Map<String, Object> versions = new LinkedHashMap<>();
		versions.put("voxmeta", version);
		versions.put("java", System.getProperty("java.version"));
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("result", run.name());
		record.put("estimator", run.estimator().name());
		record.put("parameters", parameters);
		record.put("rearranged", tested.flips() ? "signs of studies or groups" : "errors of studies");
		record.put("counts", summary);
		record.put("notes", notes);
		record.put("seconds", fitted.result().stopwatch().seconds());
		record.put("versions", versions);
		record.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
		return record;
	}

	/**
	 * What a test gave.
	 *
	 * @param maps the voxels' first
	 * @param tables the largest values under the null hypothesis, one table for each statistic
	 * @param tested the numbers
	 * @param notes what a user should look at
	 * @param summary the row of the results table
	 * @param files those written
	 */
	public record Outcome(List<PermutationMap> maps, List<NumberTable> tables, PermutationResult tested,
		List<String> notes, Map<String, Object> summary, List<Path> files)
	{
	}
}
