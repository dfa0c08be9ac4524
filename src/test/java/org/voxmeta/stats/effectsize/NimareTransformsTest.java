package org.voxmeta.stats.effectsize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.Numbers.relativeDifference;
import static org.voxmeta.stats.effectsize.EffectSizeFixtures.hereAndInTheReference;
import static org.voxmeta.stats.effectsize.EffectSizeFixtures.numbers;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.kernel.StudentTail;

/**
 * NiMARE's conversions of statistics. What is not followed, because it is not exact: z of t for many degrees
 * of freedom far out, where its expansion of the tail does not hold; t of z there, and around |z| = 38; both
 * next to 0. There mpmath's values count (see the README beside the tables). With 1 degree of freedom, z = 38
 * is an infinite t of the wrong sign.
 */
class NimareTransformsTest {

	private static final String FILE = "nimare_transforms.json";
	private static final double TOLERANCE = 1e-10;
	/** Logarithms of p next to 1 are rounded to the spacing of the numbers there. */
	private static final double NEAR_ZERO = 5e-16;

	@TestFactory
	Stream<DynamicTest> zOfT() {
		final Map<String, Double> exact = exact("t", 2, 3);
		return hereAndInTheReference(FILE, file -> {
			final JsonObject grid = file.getAsJsonObject("t_grid");
			final double[] t = numbers(grid.get("t"));
			for (final Map.Entry<String, JsonElement> entry : grid.getAsJsonObject("by_dof").entrySet()) {
				final double dof = Double.parseDouble(entry.getKey());
				final double[] z = numbers(entry.getValue().getAsJsonObject().get("t_to_z"));
				final DoubleBinaryOperator map = Conversion.T_TO_Z.of(StudyDesign.oneSample(dof + 1));
				for (int i = 0; i < t.length; i++) {
					final String what = "z of t = " + t[i] + " with " + dof + " degrees of freedom";
					final double wanted = exactly(exact, dof, t[i], z[i]);
					assertClose(wanted, StudyDesign.oneSample(1).withDof(dof).zOfT(t[i]), TOLERANCE, what);
					assertClose(wanted, map.applyAsDouble(t[i], 1), TOLERANCE, what + ", map");
				}
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> tOfZ() {
		final Map<String, Double> exact = exact("z", 3, 2);
		return hereAndInTheReference(FILE, file -> {
			final double[] z = numbers(file.getAsJsonObject("z_grid").get("z"));
			for (final Map.Entry<String, JsonElement> entry : file.getAsJsonObject("z_grid").getAsJsonObject("z_to_t")
				.entrySet()) {
				final double dof = Double.parseDouble(entry.getKey());
				final double[] t = numbers(entry.getValue());
				final DoubleBinaryOperator map = Conversion.Z_TO_T.of(StudyDesign.oneSample(dof + 1));
				for (int i = 0; i < z.length; i++) {
					final double nimare = dof == 1 && Math.abs(z[i]) == 38 ? -t[i] : t[i];
					assertClose(exactly(exact, dof, z[i], nimare), map.applyAsDouble(z[i], 1), TOLERANCE, "t of z = "
						+ z[i] + " with " + dof + " degrees of freedom");
				}
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> logPOfT() {
		return hereAndInTheReference(FILE, file -> {
			final JsonObject grid = file.getAsJsonObject("t_grid");
			final double[] t = numbers(grid.get("t"));
			for (final Map.Entry<String, JsonElement> entry : grid.getAsJsonObject("by_dof").entrySet()) {
				final double dof = Double.parseDouble(entry.getKey());
				final JsonObject tails = entry.getValue().getAsJsonObject();
				final double[] two = numbers(tails.get("t_to_nlogp_two"));
				final double[] one = numbers(tails.get("t_to_nlogp_one"));
				for (int i = 0; i < t.length; i++) {
					// beyond, NiMARE's expansion does not hold; the kernel's own test has those tails
					if (dof >= 1000 && Math.abs(t[i]) >= 40 && Math.abs(t[i]) <= 1e4) continue;
					final String what = "t = " + t[i] + ", " + dof + " degrees of freedom";
					// for 1 degree of freedom NiMARE rounds t = 1e-5 to 4e-8
					final double absolute = dof == 1 ? 1e-12 : NEAR_ZERO;
					assertNear(two[i], StudentTail.logTwoSided(t[i], dof), absolute, "two-sided ln p of " + what);
					assertNear(one[i], StudentTail.logUpper(t[i], dof), absolute, "one-sided ln p of " + what);
				}
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> pOfZ() {
		return hereAndInTheReference(FILE, file -> {
			final JsonObject grid = file.getAsJsonObject("z_grid");
			final double[] z = numbers(grid.get("z"));
			// NiMARE's p ends at 5e-324 where the nearest number is 0
			each(z, grid, "z_to_p_two", Conversions::pOfZ, 4 * Double.MIN_VALUE);
			each(z, grid, "z_to_p_one", Conversions::upperPOfZ, 4 * Double.MIN_VALUE);
			each(z, grid, "z_to_nlogp_two", NormalTail::logTwoSided, NEAR_ZERO);
			each(z, grid, "z_to_nlogp_one", NormalTail::logUpper, NEAR_ZERO);
			each(z, grid, "z_to_nlogp_two", a -> -Conversions.logpOfZ(a) * Math.log(10), NEAR_ZERO);
		});
	}

	@TestFactory
	Stream<DynamicTest> zOfP() {
		return hereAndInTheReference(FILE, file -> {
			final JsonObject grid = file.getAsJsonObject("p_grid");
			each(numbers(grid.get("p")), grid, "p_to_z_two", Conversions::zOfP, NEAR_ZERO);
		});
	}

	@TestFactory
	Stream<DynamicTest> zOfLogP() {
		return hereAndInTheReference(FILE, file -> {
			final JsonObject grid = file.getAsJsonObject("nlogp_grid");
			final double[] logp = numbers(grid.get("nlogp"));
			each(logp, grid, "nlogp_to_z_two", a -> Conversions.zOfLogp(-a / Math.log(10)), NEAR_ZERO);
			each(logp, grid, "nlogp_to_z_one", a -> Math.max(0, NormalTail.zOfLogUpper(a)), NEAR_ZERO);
		});
	}

	/**
	 * NiMARE gives 0 for a one-sided p above 0.5. The z of such a p is negative, the mirror image of 1 - p's.
	 */
	@TestFactory
	Stream<DynamicTest> oneSidedPAboveOneHalfGivesANegativeZ() {
		return hereAndInTheReference(FILE, file -> {
			final JsonObject grid = file.getAsJsonObject("p_grid");
			final double[] p = numbers(grid.get("p"));
			final double[] z = numbers(grid.get("p_to_z_one"));
			for (int i = 0; i < p.length; i++) {
				final double got = Conversions.zOfUpperP(p[i]);
				if (p[i] <= 0.5) assertNear(z[i], got, NEAR_ZERO, "z of one-sided p = " + p[i]);
				else {
					assertEquals(0, z[i]);
					assertClose(-Conversions.zOfUpperP(Math.max(1 - p[i], 0.5 * Math.ulp(1.0))), got, TOLERANCE,
						"z of one-sided p = " + p[i]);
				}
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> chiSquareTails() {
		return hereAndInTheReference(FILE, file -> {
			final JsonObject grid = file.getAsJsonObject("chi2_grid");
			for (final String dof : grid.getAsJsonObject("by_dof").keySet())
				each(numbers(grid.get("chi2")), grid.getAsJsonObject("by_dof"), dof,
					q -> ChiSquareTail.logUpper(q, Double.parseDouble(dof)), NEAR_ZERO);
		});
	}

	@TestFactory
	Stream<DynamicTest> effects() {
		return hereAndInTheReference(FILE, file -> {
			final JsonObject effect = file.getAsJsonObject("effect");
			final double[] n = numbers(effect.get("N"));
			final double[] t = numbers(effect.get("t"));
			final double[] beta = numbers(effect.get("beta"));
			final double[] se = numbers(effect.get("se"));
			final double[] varcope = numbers(effect.get("se_to_varcope"));

			compare(effect, "t_to_d", k -> map(Conversion.T_TO_D, n[k], t[k], 1));
			compare(effect, "d_to_g", k -> map(Conversion.D_TO_G, n[k], numbers(effect.get("d"))[k], 1));
			compare(effect, "t_and_beta_to_varcope", k -> map(Conversion.T_AND_BETA_TO_VARCOPE, n[k], t[k], beta[k]));
			compare(effect, "t_and_varcope_to_beta",
				k -> map(Conversion.T_AND_VARCOPE_TO_BETA, n[k], t[k], varcope[k]));
			compare(effect, "se_to_varcope", k -> map(Conversion.SE_TO_VARCOPE, n[k], se[k], 1));
			compare(effect, "sd_to_varcope", k -> map(Conversion.SD_TO_VARCOPE, n[k], se[k], 1));
			compare(effect, "samplevar_dataset_to_varcope",
				k -> map(Conversion.VARIANCE_TO_VARCOPE, n[k], se[k], 1));
		});
	}

	/**
	 * With 2 or fewer degrees of freedom g has no variance: NaN, where NiMARE's formula is negative or infinite.
	 */
	@TestFactory
	Stream<DynamicTest> varianceOfG() {
		return hereAndInTheReference(FILE, file -> {
			final JsonObject effect = file.getAsJsonObject("effect");
			final double[] n = numbers(effect.get("N"));
			final double[] d = numbers(effect.get("d"));
			final double[] wanted = numbers(effect.get("d_to_g_variance"));
			for (int k = 0; k < n.length; k++) {
				final double got = map(Conversion.D_TO_VARIANCE_OF_G, n[k], d[k], 1);
				if (n[k] > 3) assertClose(wanted[k], got, TOLERANCE, "variance of g of " + n[k] + " subjects");
				else {
					assertTrue(wanted[k] < 0 || Double.isInfinite(wanted[k]));
					assertTrue(Double.isNaN(got));
				}
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> sampleSizes() {
		return hereAndInTheReference(FILE, file -> {
			final JsonObject effect = file.getAsJsonObject("effect");
			for (int k = 0; k < effect.getAsJsonArray("sample_sizes").size(); k++) {
				final StudyDesign design = StudyDesign.ofGroups(numbers(effect.getAsJsonArray("sample_sizes").get(k)));

				assertEquals(numbers(effect.get("sample_sizes_to_dof"))[k], design.dof());
				assertEquals(numbers(effect.get("sample_sizes_to_sample_size"))[k], design.subjects());
			}
		});
	}

	private static double map(final Conversion conversion, final double n, final double first,
		final double second)
	{
		return conversion.of(StudyDesign.oneSample(n)).applyAsDouble(first, second);
	}

	private static void compare(final JsonObject values, final String name, final IntToDoubleFunction got) {
		final double[] wanted = numbers(values.get(name));
		for (int k = 0; k < wanted.length; k++)
			assertClose(wanted[k], got.applyAsDouble(k), TOLERANCE, name + " of case " + k);
	}

	private static void each(final double[] x, final JsonObject grid, final String name,
		final DoubleUnaryOperator function, final double absolute)
	{
		final double[] wanted = numbers(grid.get(name));
		assertEquals(x.length, wanted.length);
		for (int i = 0; i < x.length; i++)
			assertNear(wanted[i], function.applyAsDouble(x[i]), absolute, name + " of " + x[i]);
	}

	private static void assertNear(final double wanted, final double got, final double absolute,
		final String what)
	{
		if (!(Math.abs(wanted - got) <= absolute)) assertClose(wanted, got, TOLERANCE, what);
	}

	/** mpmath's value where there is one and NiMARE's is not the same. */
	private static double exactly(final Map<String, Double> exact, final double dof, final double x,
		final double nimare)
	{
		final double truth = exact.getOrDefault(dof + " " + Math.abs(x), Double.NaN);
		if (Double.isNaN(truth)) return nimare;
		final double signed = Math.copySign(truth, x);
		return relativeDifference(signed, nimare) > TOLERANCE ? signed : nimare;
	}

	private static Map<String, Double> exact(final String from, final int key, final int value) {
		final Map<String, Double> pairs = new HashMap<>();
		for (final String[] row : EffectSizeFixtures.rows("student_pairs.csv", ","))
			if (row[0].equals(from)) pairs.put(Double.parseDouble(row[1]) + " " + Double.parseDouble(row[key]),
				Double.parseDouble(row[value]));
		return pairs;
	}
}
