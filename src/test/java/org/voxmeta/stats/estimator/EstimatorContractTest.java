package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.ProductionClasses;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/** What every estimator of this package must keep to, whoever adds it. */
class EstimatorContractTest {

	private static final int STUDIES = 6;
	private static final int VOXELS = 100;

	/** A moderator, and a prediction as the last term, so that there is every kind of map. */
	private static final Design DESIGN = Design.of(List.of("intercept", "age"), new double[][] { { 1, 20 }, { 1, 25 },
		{ 1, 41 }, { 1, 33 }, { 1, 58 }, { 1, 29 } }).with(new Term("at 30", new double[] { 1, 30 }, true));

	static List<Class<?>> estimators() throws IOException, URISyntaxException {
		return ProductionClasses.of(Estimator.class.getPackageName()).stream()
			.filter(Estimator.class::isAssignableFrom)
			.filter(type -> !type.isInterface() && !Modifier.isAbstract(type.getModifiers())).toList();
	}

	/** Each estimator with its defaults, and with each value of each option. */
	static Stream<Estimator> variants() throws IOException, URISyntaxException, ReflectiveOperationException {
		final List<Estimator> variants = new ArrayList<>();
		for (final Class<?> type : estimators()) {
			final Object defaults = type.getMethod("withDefaults").invoke(null);
			variants.add((Estimator) defaults);
			for (final Method method : type.getMethods())
				if (method.getReturnType() == type && method.getParameterCount() == 1
					&& method.getParameterTypes()[0].isEnum())
					for (final Object value : method.getParameterTypes()[0].getEnumConstants())
						variants.add((Estimator) method.invoke(defaults, value));
		}
		return variants.stream();
	}

	@Test
	void thereAreEstimators() throws IOException, URISyntaxException {
		assertTrue(estimators().contains(DerSimonianLaird.class));
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
		final MapBlock wanted = fit(estimator);
		final MapBlock got = fit(copy);
		for (final MapKind kind : estimator.maps())
			assertSameBits(wanted.get(kind), got.get(kind), kind.key());
	}

	@ParameterizedTest
	@MethodSource("variants")
	void everyMapThatIsPromisedIsFilled(final Estimator estimator) {
		final Studies studies = estimator instanceof EffectEstimator ? Studies.of(DESIGN)
			: Studies.independent(STUDIES);
		final int last = studies.design().terms().size() - 1;
		final MapBlock maps = new MapBlock(estimator.maps(), last + 1, VOXELS, new StudentTails());

		estimator.fit(block(studies), maps);

		for (final MapKind kind : estimator.maps())
			assertFalse(Arrays.stream(maps.get(kind, kind.isPerTerm() ? last : 0)).allMatch(Double::isNaN),
				kind.key());
	}

	@ParameterizedTest
	@MethodSource("variants")
	void secondFitOfTheSameBlockGivesTheSameBits(final Estimator estimator) {
		final VoxelBlock block = block();
		final MapBlock first = new MapBlock(estimator.maps(), 1, VOXELS, new StudentTails());
		final MapBlock second = new MapBlock(estimator.maps(), 1, VOXELS, new StudentTails());

		estimator.fit(block, first);
		estimator.fit(block, second);

		for (final MapKind kind : estimator.maps())
			assertSameBits(first.get(kind), second.get(kind), kind.key());
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

	private static MapBlock fit(final Estimator estimator) {
		final MapBlock maps = new MapBlock(estimator.maps(), 1, VOXELS, new StudentTails());
		estimator.fit(block(), maps);
		return maps;
	}

	private static VoxelBlock block() {
		return block(Studies.independent(STUDIES));
	}

	private static VoxelBlock block(final Studies studies) {
		final Random random = new Random(3);
		final double[][] y = new double[STUDIES][VOXELS];
		final double[][] v = new double[STUDIES][VOXELS];
		for (int k = 0; k < STUDIES; k++)
			for (int j = 0; j < VOXELS; j++) {
				y[k][j] = random.nextInt(10) == 0 ? Double.NaN : 0.3 + 0.5 * random.nextGaussian();
				v[k][j] = 0.05 + 0.2 * random.nextDouble();
			}
		final VoxelBlock block = new VoxelBlock(studies, VOXELS);
		block.load(new StudyData(studies, Signals.of(y), Signals.of(v)), 0, VOXELS);
		return block;
	}
}
