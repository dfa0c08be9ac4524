package org.voxmeta.stats.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapKindTest {

	private static final EnumSet<MapKind> SOME = EnumSet.of(MapKind.Z, MapKind.EST, MapKind.K);

	@Test
	void sixMapsAreShownUnlessOthersAreAskedFor() {
		assertEquals(List.of("z", "p", "est", "se", "tau2", "dof"), keys(MapKind.defaults()));
	}

	@ParameterizedTest
	@EnumSource(MapKind.class)
	void everyKeyIsRead(final MapKind kind) {
		assertEquals(EnumSet.of(kind), MapKind.parse(kind.key(), EnumSet.allOf(MapKind.class)));
		assertEquals(kind.key(), kind.key().toLowerCase(Locale.ROOT));
		assertTrue(kind.key().matches("[a-z0-9_]+"), "usable in a macro and as a file's name: " + kind.key());
	}

	@ParameterizedTest
	@ValueSource(strings = { "z,tau2", "tau2, z", " Z ;\tTau2 ", "z z tau2 z", ",z,,tau2,", "z\ntau2" })
	void listsAreReadInAnyCaseOrderAndPunctuation(final String text) {
		assertEquals(EnumSet.of(MapKind.Z, MapKind.TAU2), MapKind.parse(text, EnumSet.allOf(MapKind.class)));
	}

	@Test
	void allIsEveryMap() {
		assertEquals(EnumSet.allOf(MapKind.class), MapKind.parse("all", EnumSet.allOf(MapKind.class)));
		assertEquals(SOME, MapKind.parse("z, ALL", SOME));
	}

	@Test
	void anUnknownKeyIsNamedBesideTheKnownOnes() {
		assertEquals("Maps: got 'zz', wanted any of z, est, k or all",
			assertThrows(IllegalArgumentException.class, () -> MapKind.parse("z, ZZ", SOME)).getMessage());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", ",", " ; ," })
	void anEmptyListIsRefused(final String text) {
		assertEquals("Maps: got none, wanted any of z, est, k or all",
			assertThrows(IllegalArgumentException.class, () -> MapKind.parse(text, SOME)).getMessage());
	}

	@Test
	void mapsInUnitsOfTheEffectHaveASign() {
		assertEquals(List.of("z", "est", "t", "ci_l", "ci_u", "pi_l", "pi_u"), Stream.of(MapKind.values())
			.filter(kind -> kind.scale() == MapKind.Scale.SIGNED).map(MapKind::key).toList());
	}

	@Test
	void reasonsAreNumberedAsDocumented() {
		assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), Stream.of(Reason.values()).map(Reason::code).toList());
		assertEquals(0, Reason.NONE.code());
		// FittedMaps counts by the code
		for (final Reason reason : Reason.values())
			assertEquals(reason.ordinal(), reason.code());
	}

	private static List<String> keys(final Set<MapKind> kinds) {
		return kinds.stream().map(MapKind::key).toList();
	}

	@Test
	void intervalsAndHeterogeneityAreWrittenOnlyWhenAskedFor() {
		final Set<MapKind> always = MapKind.always();

		assertTrue(always.containsAll(MapKind.defaults()));
		assertTrue(always.containsAll(EnumSet.of(MapKind.LOGP, MapKind.T, MapKind.SIGMA2, MapKind.K, MapKind.REASON)));
		for (final MapKind kind : EnumSet.of(MapKind.CI_LOWER, MapKind.PI_UPPER, MapKind.TAU2_SE, MapKind.Q,
			MapKind.TAU2_UPPER, MapKind.H2_UPPER, MapKind.QM, MapKind.R2))
			assertFalse(always.contains(kind), kind.key());
	}
}
