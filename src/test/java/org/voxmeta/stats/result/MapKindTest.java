package org.voxmeta.stats.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MapKindTest {

	@Test
	void sixMapsAreShownUnlessOthersAreAskedFor() {
		assertEquals(List.of("z", "p", "est", "se", "tau2", "dof"), keys(MapKind.defaults()));
	}

	@ParameterizedTest
	@EnumSource(MapKind.class)
	void everyKeyIsAName(final MapKind kind) {
		assertEquals(kind.key(), kind.key().toLowerCase(Locale.ROOT));
		assertTrue(kind.key().matches("[a-z0-9_]+"), "usable in a macro and as a file's name: " + kind.key());
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
