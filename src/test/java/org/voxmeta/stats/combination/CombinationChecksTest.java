package org.voxmeta.stats.combination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;

/** Which options and studies the combination tests refuse, and how they say so. */
class CombinationChecksTest {

	private static final double[][] TWO = { { 1, 0.5 }, { 0.5, 1 } };

	@Test
	void defaultsAreConcordantUnweightedAndEstimated() {
		assertEquals(Map.of("mode", "concordant", "weightbysize", "false", "correlation", "estimated",
			"correlationvoxels", "complete", "grouplevel", "true"), Stouffer.withDefaults().options());
		assertEquals(Map.of("mode", "directed", "weightbysize", "true", "correlation", "1.0,0.5;0.5,1.0", "correlationvoxels",
			"all"), Fisher.withDefaults().with(CombinationMode.DIRECTED).withWeightBySize(true).with(TWO)
				.with(CorrelationVoxels.ALL).options());
	}

	@Test
	void copiesLeaveTheOriginal() {
		final Stouffer original = Stouffer.withDefaults();

		original.with(CombinationMode.DIRECTED).withWeightBySize(true).withGroupLevel(false).with(TWO);

		assertEquals(Stouffer.withDefaults().options(), original.options());
	}

	@Test
	void sampleSizesAreNeededForWeightsOnly() {
		assertEquals(EnumSet.of(Need.Z), Stouffer.withDefaults().needs());
		assertEquals(EnumSet.of(Need.Z, Need.SAMPLE_SIZE), Fisher.withDefaults().withWeightBySize(true).needs());
		forBoth(test -> refusal(() -> test.check(Studies.independent(3))), true,
			"Sample sizes: got none, wanted one for each study");
	}

	@Test
	void moderatorsAreRefused() {
		final Studies studies = Studies.of(Design.of(List.of("intercept", "age"),
			new double[][] { { 1, 20 }, { 1, 30 }, { 1, 50 } }));

		assertEquals("Moderators: got intercept, age, wanted none: Stouffer has no place for them", refusal(
			() -> Stouffer.withDefaults().check(studies)));
		assertEquals("Moderators: got intercept, age, wanted none: Fisher has no place for them", refusal(
			() -> Fisher.withDefaults().check(studies)));
	}

	@Test
	void contrastsAreRefused() {
		final Studies studies = Studies.of(Design.intercept(3).with(new Term("twice", new double[] { 2 }, false)));

		assertEquals("Contrasts and predictions: got twice, wanted none: Fisher has no coefficients", refusal(
			() -> Fisher.withDefaults().check(studies)));
	}

	@Test
	void oneGroupIsRefused() {
		forBoth(test -> refusal(() -> test.check(Studies.independent(2).withGroups(new int[] { 4, 4 }))), false,
			"Groups: got 1, wanted 2 or more");
	}

	@Test
	void correlationOfOtherStudiesIsRefused() {
		final Studies studies = Studies.independent(3).withGroups(new int[] { 0, 0, 1 });

		assertEquals("Correlation: got 2 x 2, wanted 3 x 3, a row for each study used", refusal(
			() -> Stouffer.withDefaults().with(TWO).check(studies)));
	}

	@Test
	void correlationWithoutGroupsIsRefused() {
		assertEquals("Correlation: got one, but every study is a group of its own; wanted groups, or no "
			+ "correlation", refusal(() -> Fisher.withDefaults().with(TWO).check(Studies.independent(2))));
	}

	@Test
	void matricesThatAreNoCorrelationsAreRefused() {
		final Stouffer test = Stouffer.withDefaults();

		assertEquals("Correlation: row 2 has 1 values, wanted 2 as there are rows", refusal(
			() -> test.with(new double[][] { { 1, 0 }, { 1 } })));
		assertEquals("Correlation: row 1 has 0.9 in column 1, wanted 1", refusal(
			() -> test.with(new double[][] { { 0.9, 0 }, { 0, 1 } })));
		assertEquals("Correlation: row 1 has 1.5 in column 2, wanted -1 to 1", refusal(
			() -> test.with(new double[][] { { 1, 1.5 }, { 1.5, 1 } })));
		assertEquals("Correlation: row 1 has NaN in column 2, wanted -1 to 1", refusal(
			() -> test.with(new double[][] { { 1, Double.NaN }, { Double.NaN, 1 } })));
		assertEquals("Correlation: row 1 has 0.2 in column 2, wanted 0.3 as in row 2, column 1", refusal(
			() -> test.with(new double[][] { { 1, 0.2 }, { 0.3, 1 } })));
	}

	@Test
	void correlationIsCopied() {
		final double[][] r = { { 1, 0.5, 0 }, { 0.5, 1, 0 }, { 0, 0, 1 } };
		final Stouffer test = Stouffer.withDefaults().with(r);
		final Studies studies = Studies.independent(3).withGroups(new int[] { 0, 0, 1 });
		final double[][] z = { { 1 }, { 1 }, { 1 } };
		final double wanted = Blocks.fit(test, studies, z).get(MapKind.Z)[0];

		r[0][1] = r[1][0] = -0.9;

		assertEquals(wanted, Blocks.fit(test, studies, z).get(MapKind.Z)[0]);
	}

	@Test
	void groupsNeedPreparation() {
		final Studies studies = Studies.independent(3).withGroups(new int[] { 0, 0, 1 });

		assertEquals("Correlation: got none, wanted one, given or from prepare, to combine studies of one group",
			assertThrows(IllegalStateException.class, () -> Blocks.fit(Fisher.withDefaults(), studies,
				new double[3][1])).getMessage());
	}

	@Test
	void modesAreReadInAnyCase() {
		assertEquals(CombinationMode.DIRECTED, CombinationMode.parse(" Directed "));
		assertEquals("Mode: got 'two-sided', wanted concordant, directed, undirected", refusal(
			() -> CombinationMode.parse("two-sided")));
		assertEquals(CorrelationVoxels.ALL, CorrelationVoxels.parse("ALL"));
		assertEquals("Correlation voxels: got 'some', wanted complete, all", refusal(
			() -> CorrelationVoxels.parse("some")));
	}

	private static void forBoth(final Function<Estimator, String> refusal, final boolean bySize,
		final String wanted)
	{
		assertEquals(wanted, refusal.apply(Stouffer.withDefaults().withWeightBySize(bySize)));
		assertEquals(wanted, refusal.apply(Fisher.withDefaults().withWeightBySize(bySize)));
	}

	private static String refusal(final Executable call) {
		return assertThrows(IllegalArgumentException.class, call).getMessage();
	}
}
