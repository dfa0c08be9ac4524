package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertSameBits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.PlainModel;
import org.voxmeta.PlainRegression;
import org.voxmeta.PlainStudies;
import org.voxmeta.ProductionClasses;
import org.voxmeta.RandomStudies;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.combination.Fisher;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.MapKind.Scale;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;

/** What every estimator must keep to, in whichever package, whoever adds it. */
class EstimatorContractTest {

	private static final int STUDIES = 9;
	private static final int VOXELS = 150;

	/** Rounding errors of closed forms. */
	private static final double ROUNDING = 1e-10;
	/** What iterations may leave, in estimates that follow from a tau2 with a tolerance of 1e-8. */
	private static final double ITERATION = 1e-6;

	/** Maps whose values come from a search also where the estimator needs none. */
	private static final Set<MapKind> SEARCHED = EnumSet.of(MapKind.TAU2_LOWER, MapKind.TAU2_UPPER,
		MapKind.I2_LOWER, MapKind.I2_UPPER, MapKind.H2_LOWER, MapKind.H2_UPPER);

	/** An estimator and studies that it can work with. */
	private record Fit(Estimator estimator, RandomStudies studies) {

		FittedMaps maps() {
			return maps(studies);
		}

		FittedMaps maps(final RandomStudies others) {
			return fit(estimator, others, 0, 1);
		}

		double tolerance(final MapKind kind) {
			return SEARCHED.contains(kind) || !isClosedForm(estimator) ? ITERATION : ROUNDING;
		}

		@Override
		public String toString() {
			return estimator.name() + " " + estimator.options() + " of " + studies.design().columns();
		}
	}

	static List<Class<?>> estimators() throws IOException, URISyntaxException {
		return ProductionClasses.estimators();
	}

	/** Each estimator with its defaults, and with each value of each option. */
	static List<Estimator> variants() throws IOException, URISyntaxException, ReflectiveOperationException {
		final List<Estimator> variants = new ArrayList<>();
		for (final Class<?> type : estimators()) {
			final Object defaults = type.getMethod("withDefaults").invoke(null);
			variants.add((Estimator) defaults);
			for (final Method method : type.getMethods())
				if (Estimator.class.isAssignableFrom(method.getReturnType()) && method.getParameterCount() == 1)
					for (final Object value : values(method.getParameterTypes()[0]))
						variants.add((Estimator) method.invoke(defaults, value));
		}
		return variants;
	}

	/** Each of these with the mean of studies, and with moderators if it knows what to do with them. */
	static List<Fit> fits() throws IOException, URISyntaxException, ReflectiveOperationException {
		final List<Fit> fits = new ArrayList<>();
		for (final Estimator estimator : variants()) {
			fits.add(new Fit(estimator, RandomStudies.ofMean(STUDIES, VOXELS)));
			final RandomStudies moderated = RandomStudies.withModerators(STUDIES, VOXELS);
			if (accepts(estimator, moderated.studies())) fits.add(new Fit(estimator, moderated));
		}
		return fits;
	}

	static Stream<Fit> fitsOfEffects() throws IOException, URISyntaxException, ReflectiveOperationException {
		return fits().stream().filter(fit -> fit.estimator instanceof EffectEstimator);
	}

	/** Those that take effects, in any unit; a tau2 that is given has a unit. */
	static Stream<Fit> fitsInAnyUnit() throws IOException, URISyntaxException, ReflectiveOperationException {
		return fits().stream().filter(fit -> fit.estimator.needs().contains(Need.EFFECT)).filter(fit -> Double
			.parseDouble(fit.estimator.options().getOrDefault("tau2", "0")) == 0);
	}

	@Test
	void thereAreEstimators() throws IOException, URISyntaxException, ReflectiveOperationException {
		assertTrue(estimators().contains(DerSimonianLaird.class));
		assertTrue(variants().stream().filter(DerSimonianLaird.class::isInstance).map(Estimator::options).distinct()
			.count() >= 3, "variants of DerSimonian-Laird: " + variants());
		assertTrue(fits().stream().anyMatch(fit -> fit.studies.design().columns().size() > 1));
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void classAndFieldsAreFinal(final Class<?> type) throws ReflectiveOperationException {
		assertTrue(Modifier.isFinal(type.getModifiers()), type + " is final");
		for (final Field field : type.getDeclaredFields())
			assertTrue(Modifier.isFinal(field.getModifiers()), field + " is final");
		final Field version = type.getDeclaredField("serialVersionUID");
		assertTrue(Modifier.isStatic(version.getModifiers()) && version.getType() == long.class,
			version.toString());
	}

	@ParameterizedTest
	@MethodSource("variants")
	void optionsAreMacroKeysWithValues(final Estimator estimator) {
		assertFalse(estimator.name().isBlank());
		estimator.options().forEach((key, value) -> {
			assertTrue(key.matches("[a-z][a-z0-9]*"), key);
			assertFalse(value.isBlank(), key);
		});
	}

	@ParameterizedTest
	@MethodSource("variants")
	void studiesWithoutSampleSizesAreRefusedWhereTheseAreNeeded(final Estimator estimator) {
		final Studies without = Studies.independent(STUDIES);

		if (estimator.needs().contains(Need.SAMPLE_SIZE)) assertThrows(IllegalArgumentException.class,
			() -> estimator.check(without));
		else assertDoesNotThrow(() -> estimator.check(without));
	}

	@ParameterizedTest
	@MethodSource("variants")
	void copyThroughAStreamGivesTheSameBits(final Estimator estimator) throws IOException,
		ClassNotFoundException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(estimator);
		}
		final Estimator copy;
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			copy = (Estimator) in.readObject();
		}

		assertEquals(estimator.name(), copy.name());
		assertEquals(estimator.options(), copy.options());
		assertEquals(estimator.maps(), copy.maps());
		final RandomStudies studies = RandomStudies.ofMean(STUDIES, VOXELS);
		assertSameMaps(fit(estimator, studies, 0, 1), fit(copy, studies, 0, 1), "copy");
	}

	@ParameterizedTest
	@MethodSource("variants")
	void everyMapThatIsPromisedIsFilled(final Estimator estimator) throws IOException, URISyntaxException,
		ReflectiveOperationException {
		final List<FittedMaps> maps = fits().stream().filter(fit -> fit.estimator.name().equals(estimator.name())
			&& fit.estimator.options().equals(estimator.options())).map(Fit::maps).toList();

		for (final MapKind kind : estimator.maps())
			assertTrue(maps.stream().anyMatch(fitted -> Arrays.stream(fitted.get(kind)).anyMatch(Double::isFinite)),
				kind.key());
	}

	@ParameterizedTest
	@MethodSource("fits")
	void secondFitOfTheSameBlockGivesTheSameBits(final Fit fit) {
		final StudyData data = fit.studies.data(fit.estimator.needs());
		final int terms = data.studies().design().terms().size();
		final VoxelBlock block = VoxelBlock.of(data);
		final MapBlock first = new MapBlock(fit.estimator.maps(), terms, VOXELS, new StudentTails());
		final MapBlock second = new MapBlock(fit.estimator.maps(), terms, VOXELS, new StudentTails());

		fit.estimator.fit(block, first);
		fit.estimator.fit(block, second);

		for (final MapKind kind : fit.estimator.maps())
			for (int t = 0; t < (kind.isPerTerm() ? terms : 1); t++)
				assertSameBits(first.get(kind, t), second.get(kind, t), kind.key());
	}

	/** Workers elsewhere and looks at single voxels rely on it. */
	@ParameterizedTest
	@MethodSource("variants")
	void preparationChangesNothingUnlessAllVoxelsAreNeeded(final Estimator estimator) {
		final StudyData single = RandomStudies.ofMean(STUDIES, VOXELS).data(estimator.needs());
		final StudyData grouped = new StudyData(single.studies().withGroups(new int[] { 0, 0, 1, 1, 1, 2, 3, 4, 4 }),
			single.values(), single.variances());
		for (final StudyData data : List.of(single, grouped)) {
			if (!accepts(estimator, data.studies())) continue;
			final Estimator prepared = estimator.prepare(data);
			assertEquals(estimator.needsAllVoxels(data.studies()), prepared.needsAllVoxels(data.studies()));
			if (estimator.needsAllVoxels(data.studies())) continue;
			final MapBlock wanted = new MapBlock(estimator.maps(), 1, VOXELS, new StudentTails());
			final MapBlock got = new MapBlock(estimator.maps(), 1, VOXELS, new StudentTails());

			estimator.fit(VoxelBlock.of(data), wanted);
			prepared.fit(VoxelBlock.of(data), got);

			for (final MapKind kind : estimator.maps())
				assertSameBits(wanted.get(kind, 0), got.get(kind, 0), kind.key());
		}
	}

	@Test
	void theCorrelationOfGroupsNeedsAllVoxels() {
		final Studies grouped = Studies.independent(3).withGroups(new int[] { 0, 0, 1 });
		for (final Estimator estimator : List.of(Stouffer.withDefaults(), Fisher.withDefaults())) {
			assertTrue(estimator.needsAllVoxels(grouped), estimator.name());
			assertFalse(estimator.needsAllVoxels(Studies.independent(3)), estimator.name());
		}
		assertFalse(DerSimonianLaird.withDefaults().needsAllVoxels(grouped));
	}

	@ParameterizedTest
	@MethodSource("fits")
	void neitherBlocksNorThreadsChangeABit(final Fit fit) {
		final FittedMaps wanted = fit(fit.estimator, fit.studies, 1, 1);

		for (final int size : new int[] { 7, 64, 0 })
			for (final int threads : new int[] { 1, 2 })
				assertSameMaps(wanted, fit(fit.estimator, fit.studies, size, threads), "blocks of " + size + ", "
					+ threads + " threads");
	}

	@ParameterizedTest
	@MethodSource("fitsOfEffects")
	void equalsThePlainFit(final Fit fit) {
		final StudyData data = fit.studies.data(fit.estimator.needs());
		final FittedMaps maps = fit.maps();
		int compared = 0;
		for (int j = 0; j < VOXELS; j++) {
			final PlainStudies studies = PlainStudies.at(data, j);
			assertEquals(studies.k(), maps.get(MapKind.K)[j], "studies of voxel " + j);
			if (maps.get(MapKind.REASON)[j] != Reason.NONE.code() || studies.k() <= studies.p()) continue;
			compare(fit, studies, maps, j);
			compared++;
		}
		assertTrue(compared > VOXELS / 2, "compared " + compared + " voxels of " + VOXELS);
	}

	@ParameterizedTest
	@MethodSource("fits")
	void studyOrderIsIrrelevant(final Fit fit) {
		final int[] order = IntStream.range(0, STUDIES).map(k -> (5 * k + 2) % STUDIES).toArray();

		assertCloseMaps(fit, fit.maps(), fit.maps(fit.studies.at(order)), 1);
	}

	@ParameterizedTest
	@MethodSource("fits")
	void missingStudyIsAsIfItWereNotThere(final Fit fit) {
		final int[] others = IntStream.range(0, STUDIES).filter(k -> k != 4).toArray();

		assertCloseMaps(fit, fit.maps(fit.studies.at(others)), fit.maps(fit.studies.without(4)), 1);
	}

	@ParameterizedTest
	@MethodSource("fitsInAnyUnit")
	void unitsOnlyScaleTheResults(final Fit fit) {
		for (final double c : new double[] { 1000, 1e-3 })
			assertCloseMaps(fit, fit.maps(), fit.maps(fit.studies.scaled(c)), c);
	}

	/** The estimate and the intervals of -y are those of y seen in a mirror; all else is the same. */
	@ParameterizedTest
	@MethodSource("fitsOfEffects")
	void signsOnlyMirrorTheResults(final Fit fit) {
		assertCloseMaps(fit, fit.maps(), fit.maps(fit.studies.scaled(-1)), -1);
	}

	private static void compare(final Fit fit, final PlainStudies studies, final FittedMaps maps, final int j) {
		final PlainModel model = PlainModel.of(fit.estimator, studies);
		final PlainRegression plain = new PlainRegression(model, ((EffectEstimator<?>) fit.estimator).inference()
			.adjustment());
		final double tolerance = fit.tolerance(MapKind.EST);
		final String at = " of voxel " + j;
		assertClose(model.tau2(), maps.get(MapKind.TAU2)[j], 1, tolerance, "tau2" + at);
		if (fit.estimator.maps().contains(MapKind.SIGMA2))
			assertClose(model.sigma2(), maps.get(MapKind.SIGMA2)[j], 1, tolerance, "sigma2" + at);
		for (int t = 0; t < maps.terms().size(); t++) {
			final Term term = maps.terms().get(t);
			final String of = " of " + term.name() + at;
			final double[] weights = term.weights();
			assertClose(plain.est(weights), maps.get(MapKind.EST, t)[j], 1, tolerance, "est" + of);
			assertClose(plain.se(weights), maps.get(MapKind.SE, t)[j], 1, tolerance, "se" + of);
			assertClose(plain.z(weights), maps.get(MapKind.Z, t)[j], 1, tolerance, "z" + of);
			assertClose(Math.exp(plain.logP(weights)), maps.get(MapKind.P, t)[j], 0.01, tolerance, "p" + of);
			assertClose(-plain.logP(weights) / Math.log(10), maps.get(MapKind.LOGP, t)[j], 1, tolerance, "logp" + of);
			assertEquals(plain.dof, maps.get(MapKind.DOF, t)[j], "dof" + of);
		}
	}

	/** Compares maps of studies with those of the same studies times c. */
	private static void assertCloseMaps(final Fit fit, final FittedMaps wanted, final FittedMaps got,
		final double c)
	{
		for (final MapKind kind : wanted.kinds())
			for (int t = 0; t < (kind.isPerTerm() ? wanted.terms().size() : 1); t++) {
				final double[] expected = wanted.get(kind, t);
				final double[] actual = got.get(c < 0 ? mirrored(kind) : kind, t);
				final double sign = kind.scale() == Scale.SIGNED ? Math.signum(c) : 1;
				final double size = Math.pow(Math.abs(c), power(kind));
				for (int j = 0; j < expected.length; j++)
					assertClose(sign * size * expected[j], actual[j], size, fit.tolerance(kind), kind.key()
						+ " of voxel " + j);
			}
	}

	/** The power of the effects' unit in a map's. */
	private static int power(final MapKind kind) {
		return switch (kind) {
			case EST, SE, CI_LOWER, CI_UPPER, PI_LOWER, PI_UPPER -> 1;
			case TAU2, SIGMA2, TAU2_SE, TAU2_LOWER, TAU2_UPPER -> 2;
			default -> 0;
		};
	}

	private static MapKind mirrored(final MapKind kind) {
		return switch (kind) {
			case CI_LOWER -> MapKind.CI_UPPER;
			case CI_UPPER -> MapKind.CI_LOWER;
			case PI_LOWER -> MapKind.PI_UPPER;
			case PI_UPPER -> MapKind.PI_LOWER;
			default -> kind;
		};
	}

	private static void assertSameMaps(final FittedMaps wanted, final FittedMaps got, final String what) {
		for (final MapKind kind : wanted.kinds())
			for (int t = 0; t < (kind.isPerTerm() ? wanted.terms().size() : 1); t++)
				assertSameBits(wanted.get(kind, t), got.get(kind, t), kind.key() + ", " + what);
	}

	/** Fails unless both are NaN, or as close as the tolerance says at a number of this size or larger. */
	private static void assertClose(final double wanted, final double got, final double size,
		final double tolerance, final String what)
	{
		if (Double.isNaN(wanted) && Double.isNaN(got) || wanted == got) return;
		assertTrue(Math.abs(got - wanted) <= tolerance * Math.max(size, Math.abs(wanted)),
			() -> what + ": wanted " + wanted + ", got " + got);
	}

	private static FittedMaps fit(final Estimator estimator, final RandomStudies studies, final int blockSize,
		final int threads)
	{
		final Set<MapKind> wanted = EnumSet.of(MapKind.K, MapKind.REASON);
		wanted.addAll(estimator.maps());
		return BlockwiseFitter.of(estimator).withAggressiveMask(false).withBlockSize(blockSize).withThreads(threads).fit(
			studies.data(estimator.needs()), wanted, Progress.NONE);
	}

	private static boolean isClosedForm(final Estimator estimator) {
		return !(estimator instanceof EffectEstimator) || PlainModel.isClosedForm(estimator);
	}

	private static boolean accepts(final Estimator estimator, final Studies studies) {
		try {
			estimator.check(studies);
			return true;
		}
		catch (final IllegalArgumentException e) {
			return false;
		}
	}

	private static List<Object> values(final Class<?> option) {
		if (option.isEnum()) return List.of(option.getEnumConstants());
		if (option == boolean.class) return List.of(true, false);
		return option == double.class ? List.of(0.5) : List.of();
	}
}
