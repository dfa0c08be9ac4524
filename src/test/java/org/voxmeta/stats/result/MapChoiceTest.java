package org.voxmeta.stats.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Term;

class MapChoiceTest {

	private static final Set<MapKind> EVERY = EnumSet.allOf(MapKind.class);
	private static final Set<MapKind> SOME = EnumSet.of(MapKind.Z, MapKind.EST, MapKind.K);
	private static final List<Term> MEAN = Design.intercept(3).terms();
	private static final List<Term> TERMS = Design.of(List.of("intercept", "drug-B 12"), new double[][] {
		{ 1, 0 },
		{ 1, 1 }, { 1, 1 } }).with(new Term("predict1", new double[] { 1, 0 }, true)).terms();

	@ParameterizedTest
	@EnumSource(MapKind.class)
	void everyKeyIsRead(final MapKind kind) {
		assertEquals(List.of(kind.key()), keys(MapChoice.parse(kind.key()).among(EVERY, MEAN)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "z,tau2", "tau2, z", " Z ;\tTau2 ", "z z tau2 z", ",z,,tau2,", "z\ntau2" })
	void listsAreReadInAnyCaseOrderAndPunctuation(final String text) {
		assertEquals(List.of("z", "tau2"), keys(MapChoice.parse(text).among(EVERY, MEAN)));
	}

	@Test
	void allIsEveryMap() {
		assertEquals(NamedMap.of(EVERY, TERMS), MapChoice.parse("all").among(EVERY, TERMS));
		assertEquals(List.of("z", "est", "k"), keys(MapChoice.parse("z, ALL").among(SOME, MEAN)));
	}

	@Test
	void aKindIsTheMapsOfAllTerms() {
		assertEquals(List.of("z_intercept", "z_drug-B-12", "z_predict1", "k"), keys(MapChoice.parse("k,z")
			.among(SOME, TERMS)));
	}

	@Test
	void oneTermsMapCanBeChosen() {
		assertEquals(List.of("z_drug-B-12", "est_predict1"), keys(MapChoice.parse("est_predict1 Z_drug-b-12").among(
			SOME, TERMS)));
		assertEquals(List.of("z_intercept", "z_drug-B-12", "z_predict1"), keys(MapChoice.parse("z_intercept,z")
			.among(SOME, TERMS)));
	}

	@Test
	void predictionIntervalsAreOnlyThoseOfPredictions() {
		assertEquals(List.of("pi_l_predict1", "pi_u_predict1"), keys(MapChoice.parse("pi_l,pi_u").among(EVERY,
			TERMS)));
		assertEquals(List.of("pi_l"), keys(MapChoice.parse("pi_l").among(EVERY, MEAN)));
		assertEquals(
			"Maps: got 'pi_l_intercept', wanted any of z, pi_l or all; of one term: z_intercept, z_drug-B-12,"
			+ " z_predict1, and so on", refused("pi_l_intercept", EnumSet.of(MapKind.Z, MapKind.PI_LOWER), TERMS));
	}

	@Test
	void anUnknownKeyIsNamedBesideTheKnownOnes() {
		assertEquals("Maps: got 'zz', wanted any of z, est, k or all", refused("z, ZZ", SOME, MEAN));
		assertEquals("Maps: got 'z_age', wanted any of z, est, k or all; of one term: z_intercept, z_drug-B-12,"
			+ " z_predict1, and so on", refused("z_age", SOME, TERMS));
		assertEquals("Maps: got 'tau2', wanted any of z, est, k or all", refused("tau2", SOME, MEAN));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", ",", " ; ," })
	void anEmptyListIsRefused(final String text) {
		assertEquals("Maps: got none, wanted any of z, est, k or all", refused(text, SOME, MEAN));
	}

	@Test
	void kindsOfWhichThereIsNoMapAreLeftOut() {
		assertEquals(List.of("z", "est"), keys(MapChoice.of(MapKind.defaults()).among(SOME, MEAN)));
		assertEquals(List.of(), MapChoice.of(Set.of()).among(SOME, MEAN));
	}

	private static String refused(final String text, final Set<MapKind> available, final List<Term> terms) {
		return assertThrows(IllegalArgumentException.class, () -> MapChoice.parse(text).among(available, terms))
			.getMessage();
	}

	private static List<String> keys(final List<NamedMap> maps) {
		return maps.stream().map(NamedMap::key).toList();
	}
}
