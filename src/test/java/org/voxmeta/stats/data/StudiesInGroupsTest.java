package org.voxmeta.stats.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class StudiesInGroupsTest {

	private static final Design DESIGN = Design.of(List.of("a", "b"), new double[][] { { 1, 0.1 + 0.2 }, { 1, 0.3 }, { 1,
		0.300001 }, { 2, 0.3 } });

	@Test
	void membersAreInOrderOfAppearance() {
		assertArrayEquals(new int[][] { { 0, 3 }, { 1 }, { 2, 4 } }, Studies.independent(5).withGroups(new int[] { 9, 4, 7,
			9, 7 }).members());
	}

	@Test
	void independentStudiesAreAGroupEach() {
		assertArrayEquals(new int[][] { { 0 }, { 1 }, { 2 } }, Studies.independent(3).members());
	}

	@Test
	void differingColumnIsTheFirstThatDiffersByMoreThanRounding() {
		assertEquals(-1, DESIGN.differingColumn(0, 1));
		assertEquals(1, DESIGN.differingColumn(0, 1, 2));
		assertEquals(0, DESIGN.differingColumn(1, 3));
		assertEquals(-1, DESIGN.differingColumn(3));
	}

	@Test
	void designOfSomeStudiesHasTheSameTerms() {
		final Term term = new Term("sum", new double[] { 1, 1 }, true);

		final Design some = DESIGN.with(term).at(3, 0);

		assertEquals(2, some.studies());
		assertArrayEquals(new double[] { 2, 0.3 }, some.row(0));
		assertEquals(List.of("a", "b"), some.columns());
		assertEquals(term, some.terms().get(2));
	}

	@Test
	void meanOfSomeStudiesIsAMean() {
		assertTrue(Design.intercept(4).at(0, 2).isIntercept());
	}

	@Test
	void studiesThatCannotTellCoefficientsApartAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> DESIGN.at(2));
	}
}
