package org.voxmeta.fit.permutation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.References;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.permutation.PermutationResult.Corrected;
import org.voxmeta.grid.Connectivity;
import org.voxmeta.grid.cluster.ClusterExtent;
import org.voxmeta.grid.cluster.ClusterMass;
import org.voxmeta.grid.cluster.ClusterStatistic;
import org.voxmeta.grid.cluster.Neighbourhood;
import org.voxmeta.grid.cluster.Tfce;
import org.voxmeta.stats.combination.CombinationMode;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.WeightedLeastSquares;
import org.voxmeta.stats.kernel.StudentTail;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** {@link PermutationTester} against peers' numbers and plain loops over all rearrangements. */
class PermutationTesterTest {

	private static final int STUDIES = 7;
	private static final long[] DIMS = { 6, 5, 4 };
	private static final int VOXELS = 120;

	@TestFactory
	Stream<DynamicTest> agreesWithThePeers() throws IOException {
		return References.tests(() -> cases(JsonParser.parseString(Files.readString(References.path(
			"correction/max_t.json")))));
	}

	@TestFactory
	Stream<DynamicTest> agreesWithAPeer() throws IOException {
		try (Reader reader = new InputStreamReader(PermutationTesterTest.class.getResourceAsStream("max_t.json"),
			StandardCharsets.UTF_8))
		{
			return cases(JsonParser.parseReader(reader));
		}
	}

	private static Stream<DynamicTest> cases(final JsonElement file) {
		return file.getAsJsonObject().getAsJsonArray("sign_flips").asList().stream().map(JsonElement::getAsJsonObject)
			.flatMap(example -> Stream.of("two_sided", "one_sided").map(side -> DynamicTest.dynamicTest(example.get("name")
				.getAsString() + " " + side, () -> compare(example, side))));
	}

	private static void compare(final JsonObject example, final String side) {
		final double[][] y = example.getAsJsonArray("y").asList().stream().map(row -> numbers(row.getAsJsonArray()))
			.toArray(double[][]::new);
		Studies studies = Studies.independent(y.length);
		if (isGiven(example, "blocks")) studies = studies.withGroups(Arrays.stream(numbers(example.getAsJsonArray(
			"blocks"))).mapToInt(g -> (int) g).toArray());
		final boolean weighted = isGiven(example, "weights");
		if (weighted) studies = studies.withSampleSizes(numbers(example.getAsJsonArray("weights")));
		final StudyData data = new StudyData(studies, Signals.of(y), null);
		final Estimator ols = PermutedOls.withDefaults().withWeightBySize(weighted);
		final PermutationPlan plan = PermutationPlan.DEFAULT.withPerVoxel(true).withTwoSided(side.equals("two_sided"));

		final PermutationResult result = test(ols, data, plan, 2);

		final JsonObject wanted = example.getAsJsonObject(side);
		assertTrue(result.exact());
		assertArrayEquals(numbers(wanted.getAsJsonArray("p_fwe_exact")), result.corrected().get(0).p(), 1e-12);
		assertArrayEquals(numbers(wanted.getAsJsonArray("p_uncorrected_exact")), result.p(), 1e-12);
		if (!wanted.has("h0_max_t_sorted")) return;
		// a flip and its mirror image are one here, two there
		final double[] maxima = result.corrected().get(0).maxima().maxima();
		final double[] t = numbers(wanted.getAsJsonArray("h0_max_t_sorted"));
		for (int i = 0; i < t.length; i++)
			assertEquals(StudentTail.zOf(t[i], example.get("dof").getAsDouble()), maxima[i * maxima.length / t.length],
				1e-9);
	}

	@Test
	void equalsPlainLoopsOverAllFlips() {
		for (final double missing : new double[] { 0, 0.2 })
			for (final Estimator estimator : List.of(PermutedOls.withDefaults(), DerSimonianLaird.withDefaults(),
				WeightedLeastSquares.withDefaults(), Stouffer.withDefaults()))
				for (final boolean twoSided : new boolean[] { true, false })
					comparePlain(estimator, missing, twoSided);
	}

	private static void comparePlain(final Estimator estimator, final double missing, final boolean twoSided) {
		final double[][] y = effects(1, missing);
		final StudyData data = data(estimator, Studies.independent(STUDIES), y);
		final Neighbourhood everywhere = neighbourhood(observed(estimator, data, 0), Connectivity.EDGES);
		final List<ClusterStatistic> clusters = List.of(new ClusterExtent(0.8, everywhere), new ClusterMass(0.8,
			everywhere), Tfce.of(everywhere));
		PermutationPlan plan = PermutationPlan.DEFAULT.withPerVoxel(true).withTwoSided(twoSided).with(Connectivity.EDGES);
		plan = plan.with(v -> new ClusterExtent(0.8, v)).with(v -> new ClusterMass(0.8, v)).with(Tfce::of);

		final PermutationResult result = test(estimator, data, plan, 2);

		final double[][] maps = new double[1 << STUDIES][];
		for (int flip = 0; flip < maps.length; flip++)
			maps[flip] = observed(estimator, data(estimator, Studies.independent(STUDIES), flipped(y, flip)), 0);
		final ToDoubleFunction<Double> size = value -> twoSided ? Math.abs(value) : value;
		final int[] tested = IntStream.range(0, VOXELS).filter(j -> !Double.isNaN(maps[0][j])).toArray();
		for (int s = 0; s < 4; s++) {
			final int number = s;
			final double[][] statistics = Arrays.stream(maps).map(map -> Arrays.stream(tested).mapToDouble(j -> map[j])
				.toArray()).map(map -> number == 0 ? map : clusters.get(number - 1).of(map)).toArray(double[][]::new);
			final Corrected corrected = result.corrected().get(s);
			for (int i = 0; i < tested.length; i++) {
				final double least = size.applyAsDouble(statistics[0][i]) - 1e-8;
				final long reached = Arrays.stream(statistics).filter(map -> Arrays.stream(map).map(size::applyAsDouble).max()
					.orElseThrow() >= least).count();
				assertEquals(reached / (double) maps.length, corrected.p()[tested[i]], 1e-12, estimator.name() + " " + s);
			}
		}
		for (final int j : tested) {
			final double least = size.applyAsDouble(maps[0][j]) - 1e-8;
			final long reached = Arrays.stream(maps).filter(map -> size.applyAsDouble(map[j]) >= least).count();
			assertEquals(reached / (double) maps.length, result.p()[j], 1e-12);
		}
		assertEquals(VOXELS - tested.length, Arrays.stream(result.p()).filter(Double::isNaN).count());
	}

	@Test
	void theSeedGivesTheSameBitsOnAnyNumberOfThreads() {
		for (final Estimator estimator : List.of(PermutedOls.withDefaults(), DerSimonianLaird.withDefaults())) {
			final StudyData data = data(estimator, Studies.independent(STUDIES), effects(2, 0.1));
			final PermutationPlan plan = PermutationPlan.DEFAULT.withCount(50).withSeed(3).withPerVoxel(true);
			for (final PermutationPlan wanted : List.of(plan, plan.with(Tfce::of))) {
				final PermutationResult one = test(estimator, data, wanted, 1);
				final PermutationResult two = test(estimator, data, wanted, 2);
				final PermutationResult other = test(estimator, data, wanted.withSeed(4), 2);

				assertArrayEquals(one.p(), two.p());
				for (int s = 0; s < one.corrected().size(); s++)
					assertArrayEquals(one.corrected().get(s).maxima().maxima(), two.corrected().get(s).maxima().maxima());
				assertFalse(Arrays.equals(one.corrected().get(0).maxima().maxima(), other.corrected().get(0).maxima()
					.maxima()));
			}
		}
	}

	@Test
	void aRandomSampleApproachesAllFlips() {
		final StudyData data = data(PermutedOls.withDefaults(), Studies.independent(14), Arrays.copyOf(Stream.concat(
			Arrays.stream(effects(5, 0)), Arrays.stream(effects(6, 0))).toArray(double[][]::new), 14));
		final PermutationPlan all = PermutationPlan.DEFAULT.withCount(1 << 13);
		final int sample = 4000;

		final PermutationResult exact = test(PermutedOls.withDefaults(), data, all, 2);
		final PermutationResult random = test(PermutedOls.withDefaults(), data, all.withCount(sample), 2);

		assertTrue(exact.exact());
		assertFalse(random.exact());
		assertEquals(sample, random.count());
		for (int j = 0; j < VOXELS; j++) {
			final double p = exact.corrected().get(0).p()[j];
			assertEquals(p, random.corrected().get(0).p()[j], 5 * Math.sqrt(p * (1 - p) / sample) + 1.0 / sample);
		}
	}

	@Test
	void withModeratorsErrorsChangePlaces() {
		final double[] age = { 20, 31, 38, 44, 59 };
		final double[][] x = Arrays.stream(age).mapToObj(a -> new double[] { 1, a }).toArray(double[][]::new);
		final Studies studies = Studies.of(Design.of(List.of("intercept", "age"), x));
		final double[][] y = Arrays.copyOf(effects(7, 0), 5);
		final StudyData data = new StudyData(studies, Signals.of(y), Signals.of(Arrays.copyOf(variances(), 5)));
		final Estimator estimator = WeightedLeastSquares.withDefaults();

		final PermutationResult result = test(estimator, data, PermutationPlan.DEFAULT.withTerm(1), 2);

		assertFalse(result.flips());
		assertTrue(result.exact());
		assertEquals(120, result.count());
		// the mean is nuisance, so that moving errors with their variances is moving studies
		final double[] observed = observed(estimator, data, 1);
		final double[] maxima = orders(5).stream().mapToDouble(order -> Arrays.stream(observed(estimator, new StudyData(
			studies, Signals.of(at(y, order)), Signals.of(at(Arrays.copyOf(variances(), 5), order))), 1)).map(Math::abs)
			.max().orElseThrow()).toArray();
		for (int j = 0; j < VOXELS; j++) {
			final double least = Math.abs(observed[j]) - 1e-9;
			assertEquals(Arrays.stream(maxima).filter(m -> m >= least).count() / 120.0, result.corrected().get(0).p()[j],
				1e-12);
		}
	}

	@Test
	void stopsWhenEnoughReachedTheLargest() {
		final StudyData data = data(PermutedOls.withDefaults(), Studies.independent(20), Stream.of(effects(5, 0), effects(6,
			0), effects(7, 0)).flatMap(Arrays::stream).limit(20).toArray(double[][]::new));
		final PermutationPlan plan = PermutationPlan.DEFAULT.withCount(100_000);

		final PermutationResult stopped = test(PermutedOls.withDefaults(), data, plan.withStopAfter(20), 2);

		assertTrue(stopped.count() < 100_000, "made " + stopped.count());
		assertFalse(stopped.exact());
		final double[] p = stopped.corrected().get(0).p();
		assertTrue(Arrays.stream(p).min().orElseThrow() >= 20.0 / stopped.count());
		assertTrue(Arrays.stream(p).max().orElseThrow() <= 1);
	}

	@Test
	void canBeCancelled() {
		final StudyData data = data(DerSimonianLaird.withDefaults(), Studies.independent(STUDIES), effects(8, 0));
		final AtomicInteger reports = new AtomicInteger();

		assertThrows(CancellationException.class, () -> PermutationTester.of(DerSimonianLaird.withDefaults(),
			PermutationPlan.DEFAULT.withCount(1_000_000)).test(data, observed(DerSimonianLaird.withDefaults(), data, 0),
				indices(), DIMS, (stage, done, total) -> reports.incrementAndGet() < 2));
	}

	@Test
	void saysWhatItCannotTest() {
		final StudyData data = data(Stouffer.withDefaults(), Studies.independent(STUDIES), effects(8, 0));
		assertEquals("Stouffer: got a test that does not depend on signs, wanted one that does, as they are what is "
			+ "flipped", message(Stouffer.withDefaults().with(CombinationMode.UNDIRECTED), data, PermutationPlan.DEFAULT));
		assertEquals("Term: got number 2, wanted one of 1", message(Stouffer.withDefaults(), data, PermutationPlan.DEFAULT
			.withTerm(1)));
		assertEquals("Permutations: got 1, wanted 2 or more", assertThrows(IllegalArgumentException.class,
			() -> PermutationPlan.DEFAULT.withCount(1)).getMessage());
		final double[] none = new double[VOXELS];
		Arrays.fill(none, Double.NaN);
		assertEquals("Permutation test: got no voxel with a result, wanted at least 1", assertThrows(
			IllegalArgumentException.class, () -> PermutationTester.of(Stouffer.withDefaults(), PermutationPlan.DEFAULT)
				.test(data, none, indices(), DIMS, Progress.NONE)).getMessage());
	}

	private static String message(final Estimator estimator, final StudyData data, final PermutationPlan plan) {
		return assertThrows(IllegalArgumentException.class, () -> test(estimator, data, plan, 1)).getMessage();
	}

	private static PermutationResult test(final Estimator estimator, final StudyData data, final PermutationPlan plan,
		final int threads)
	{
		final int term = Math.min(plan.term(), data.studies().design().terms().size() - 1);
		final int[] indices = IntStream.range(0, data.voxels()).toArray();
		final long[] dims = data.voxels() == VOXELS ? DIMS : new long[] { data.voxels(), 1 };
		return PermutationTester.of(estimator, plan).withThreads(threads).test(data, observed(estimator, data, term),
			indices, dims, Progress.NONE);
	}

	private static double[] observed(final Estimator estimator, final StudyData data, final int term) {
		return BlockwiseFitter.of(estimator).withAggressiveMask(false).fit(data, EnumSet.of(MapKind.Z), Progress.NONE)
			.get(MapKind.Z, term);
	}

	private static Neighbourhood neighbourhood(final double[] z, final Connectivity connectivity) {
		return Neighbourhood.of(IntStream.range(0, VOXELS).filter(j -> !Double.isNaN(z[j])).toArray(), connectivity,
			DIMS);
	}

	private static int[] indices() {
		return IntStream.range(0, VOXELS).toArray();
	}

	private static StudyData data(final Estimator estimator, final Studies studies, final double[][] y) {
		return new StudyData(studies, Signals.of(y), estimator instanceof PermutedOls || estimator instanceof Stouffer
			? null : Signals.of(variances()));
	}

	private static double[][] flipped(final double[][] y, final int flip) {
		return IntStream.range(0, y.length).mapToObj(k -> Arrays.stream(y[k]).map(value -> (flip >> k & 1) == 1 ? -value
			: value).toArray()).toArray(double[][]::new);
	}

	private static List<int[]> orders(final int n) {
		if (n == 0) return List.of(new int[0]);
		return orders(n - 1).stream().flatMap(order -> IntStream.range(0, n).mapToObj(place -> {
			final int[] longer = new int[n];
			System.arraycopy(order, 0, longer, 0, place);
			longer[place] = n - 1;
			System.arraycopy(order, place, longer, place + 1, n - 1 - place);
			return longer;
		})).toList();
	}

	private static double[][] at(final double[][] values, final int[] order) {
		return Arrays.stream(order).mapToObj(k -> values[k]).toArray(double[][]::new);
	}

	/** Every voxel has three studies or more, but some have fewer than two: these are not tested. */
	private static double[][] effects(final long seed, final double missing) {
		final Random random = new Random(seed);
		final double[][] y = new double[STUDIES][VOXELS];
		for (int k = 0; k < STUDIES; k++)
			for (int j = 0; j < VOXELS; j++)
				y[k][j] = k > 2 && random.nextDouble() < missing || missing > 0 && k > 0 && j % 40 == 0 ? Double.NaN : 0.3
					+ random.nextGaussian();
		return y;
	}

	private static double[][] variances() {
		final Random random = new Random(9);
		final double[][] v = new double[STUDIES][VOXELS];
		for (final double[] row : v)
			Arrays.setAll(row, j -> 0.1 + 0.6 * random.nextDouble());
		return v;
	}

	private static boolean isGiven(final JsonObject example, final String key) {
		return example.has(key) && !example.get(key).isJsonNull();
	}

	private static double[] numbers(final JsonArray values) {
		return values.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
	}
}
