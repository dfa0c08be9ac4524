package org.voxmeta.stats.effectsize;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.Numbers.relativeDifference;
import static org.voxmeta.stats.effectsize.EffectSizeFixtures.hereAndInTheReference;
import static org.voxmeta.stats.effectsize.EffectSizeFixtures.numbers;

import com.google.gson.JsonObject;

import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * PyMARE's effect sizes. Its raw means, mean differences, correlations, d and g are followed; g with the
 * approximate bias correction, where metafor has the exact one. Five of its variances lack brackets; the same
 * formulas with brackets, called textbook in the file, are followed instead. Of the correct ones, {@link
 * EffectSizes} has metafor's by default where there are several.
 */
class PymareEffectSizesTest {

	private static final String FILE = "pymare_effectsize.json";
	private static final double TOLERANCE = 1e-10;
	/** The third block of one-sample inputs has d with six decimals. */
	private static final double ROUNDED_INPUT = 1e-5;

	@TestFactory
	Stream<DynamicTest> oneSample() {
		return hereAndInTheReference(FILE, file -> {
			final JsonObject values = block(file, "one_sample", 0).getAsJsonObject("values");
			final double[][] in = inputs(block(file, "one_sample", 0), "m", "sd", "n");
			final IntFunction<StudyDesign> design = k -> StudyDesign.oneSample(in[2][k]).with(
				BiasCorrection.APPROXIMATE).with(VarianceFormula.NONCENTRAL_T);
			final IntFunction<EffectSize> mean = k -> EffectSizes.mean(in[0][k], in[1][k], in[2][k]);
			final IntFunction<EffectSize> d = k -> design.apply(k).cohensD(in[0][k] / in[1][k]);
			final IntFunction<EffectSize> g = k -> design.apply(k).hedgesG(in[0][k] / in[1][k]);

			compare(values, "rm", k -> mean.apply(k).estimate());
			compare(values, "v_rm", k -> mean.apply(k).variance());
			compare(values, "d", k -> d.apply(k).estimate());
			compare(values, "j", k -> design.apply(k).correctionFactor());
			compare(values, "sm", k -> g.apply(k).estimate());
			compareTextbook(file, "one_sample", "v_d", k -> d.apply(k).variance());
			compareTextbook(file, "one_sample", "v_sm", k -> g.apply(k).variance());
			compareMeasure(file, "RM", k -> mean.apply(k).estimate(), k -> mean.apply(k).variance());
			compareMeasure(file, "SM", k -> g.apply(k).estimate(), null);
		});
	}

	@TestFactory
	Stream<DynamicTest> correlations() {
		return hereAndInTheReference(FILE, file -> {
			final JsonObject values = block(file, "one_sample", 1).getAsJsonObject("values");
			final double[][] in = inputs(block(file, "one_sample", 1), "r", "n");
			final IntFunction<EffectSize> r = k -> EffectSizes.correlationAsTested(in[0][k], in[1][k]);
			final IntFunction<EffectSize> z = k -> EffectSizes.fisherZ(in[0][k], in[1][k]);

			compare(values, "r", k -> r.apply(k).estimate());
			compare(values, "v_r", k -> r.apply(k).variance());
			compare(values, "zr", k -> z.apply(k).estimate());
			compare(values, "v_zr", k -> z.apply(k).variance());
			compareMeasure(file, "R", k -> r.apply(k).estimate(), k -> r.apply(k).variance());
			compareMeasure(file, "ZR", k -> z.apply(k).estimate(), k -> z.apply(k).variance());
		});
	}

	@TestFactory
	Stream<DynamicTest> standardizedMeanOfD() {
		return hereAndInTheReference(FILE, file -> {
			final JsonObject block = block(file, "one_sample", 2);
			final double[][] in = inputs(block, "d", "n");
			final IntFunction<EffectSize> g = k -> StudyDesign.oneSample(in[1][k]).with(BiasCorrection.APPROXIMATE)
				.with(VarianceFormula.NONCENTRAL_T).hedgesG(in[0][k]);

			compare(block.getAsJsonObject("values"), "sm", k -> g.apply(k).estimate());
			final double[] textbook = textbook(file, "one_sample", "v_sm");
			for (int k = 0; k < textbook.length; k++)
				assertClose(textbook[k], g.apply(k).variance(), ROUNDED_INPUT, "v_sm of study " + k);
		});
	}

	@TestFactory
	Stream<DynamicTest> twoSamples() {
		return hereAndInTheReference(FILE, file -> {
			final JsonObject values = block(file, "two_sample", 0).getAsJsonObject("values");
			final double[][] in = inputs(block(file, "two_sample", 0), "m1", "sd1", "n1", "m2", "sd2", "n2");
			final IntFunction<StudyDesign> design = k -> StudyDesign.twoSamples(in[2][k], in[5][k]).with(
				BiasCorrection.APPROXIMATE).with(VarianceFormula.DEGREES_OF_FREEDOM);
			final IntToDoubleFunction sd = k -> EffectSizes.pooledSd(in[1][k], in[2][k], in[4][k], in[5][k]);
			final IntToDoubleFunction ratio = k -> (in[0][k] - in[3][k]) / sd.applyAsDouble(k);
			final IntFunction<EffectSize> difference = k -> EffectSizes.meanDifference(in[0][k], in[1][k],
				in[2][k], in[3][k], in[4][k], in[5][k]);
			final IntFunction<EffectSize> d = k -> design.apply(k).cohensD(ratio.applyAsDouble(k));
			final IntFunction<EffectSize> g = k -> design.apply(k).hedgesG(ratio.applyAsDouble(k));

			compare(values, "rmd", k -> difference.apply(k).estimate());
			compare(values, "sdp", sd);
			compare(values, "d", k -> d.apply(k).estimate());
			compare(values, "j", k -> design.apply(k).correctionFactor());
			compare(values, "smd", k -> g.apply(k).estimate());
			compareTextbook(file, "two_sample", "v_rmd", k -> difference.apply(k).variance());
			compareTextbook(file, "two_sample", "v_d", k -> d.apply(k).variance());
			compareTextbook(file, "two_sample", "v_smd", k -> g.apply(k).variance());
			compareMeasure(file, "RMD", k -> difference.apply(k).estimate(), null);
			compareMeasure(file, "SMD", k -> g.apply(k).estimate(), null);
		});
	}

	/** So that nobody takes the five for right: they are off by a tenth or more, and some are negative. */
	@TestFactory
	Stream<DynamicTest> pymaresVariancesWithoutBracketsAreNotFollowed() {
		return hereAndInTheReference(FILE, file -> {
			for (final String[] wrong : new String[][] { { "one_sample", "v_d" }, { "one_sample", "v_sm" },
				{ "two_sample", "v_rmd" }, { "two_sample", "v_d" }, { "two_sample", "v_smd" } }) {
				final double[] theirs = numbers(block(file, wrong[0], 0).getAsJsonObject("values").get(wrong[1]));
				final double[] right = textbook(file, wrong[0], wrong[1]);
				for (int k = 0; k < right.length; k++)
					assertTrue(relativeDifference(right[k], theirs[k]) > 0.1, wrong[1] + " of study " + k);
			}
		});
	}

	/** metafor's SMD has n1 + n2 where PyMARE's has the degrees of freedom, and the exact bias correction. */
	@TestFactory
	Stream<DynamicTest> theDefaultVarianceIsMetaforsNotPymares() {
		return hereAndInTheReference(FILE, file -> {
			final double[][] in = inputs(block(file, "two_sample", 0), "m1", "sd1", "n1", "m2", "sd2", "n2");
			final double[] pymare = textbook(file, "two_sample", "v_smd");
			for (int k = 0; k < pymare.length; k++) {
				final EffectSize smd = EffectSizes.standardizedMeanDifference(in[0][k], in[1][k], in[2][k],
					in[3][k], in[4][k], in[5][k]);
				final double g = smd.estimate();
				final double n1 = in[2][k];
				final double n2 = in[5][k];

				assertClose(1 / n1 + 1 / n2 + g * g / (2 * (n1 + n2)), smd.variance(), 1e-14, "study " + k);
				assertTrue(relativeDifference(pymare[k], smd.variance()) > 1e-3, "study " + k);
			}
		});
	}

	private static void compareMeasure(final JsonObject file, final String measure, final IntToDoubleFunction y,
		final IntToDoubleFunction v)
	{
		final JsonObject wanted = file.getAsJsonObject("compute_measure").getAsJsonObject(measure);
		compare(wanted, "y", y);
		if (v != null) compare(wanted, "v", v);
	}

	private static void compareTextbook(final JsonObject file, final String samples, final String name,
		final IntToDoubleFunction got)
	{
		compare(file.getAsJsonObject("textbook").getAsJsonObject(samples), name, got);
	}

	private static void compare(final JsonObject values, final String name, final IntToDoubleFunction got) {
		final double[] wanted = numbers(values.get(name));
		assertTrue(wanted.length > 0);
		for (int k = 0; k < wanted.length; k++)
			assertClose(wanted[k], got.applyAsDouble(k), TOLERANCE, name + " of study " + k);
	}

	private static double[] textbook(final JsonObject file, final String samples, final String name) {
		return numbers(file.getAsJsonObject("textbook").getAsJsonObject(samples).get(name));
	}

	private static JsonObject block(final JsonObject file, final String samples, final int block) {
		return file.getAsJsonArray(samples).get(block).getAsJsonObject();
	}

	private static double[][] inputs(final JsonObject block, final String... names) {
		return Stream.of(names).map(name -> numbers(block.getAsJsonObject("inputs").get(name))).toArray(
			double[][]::new);
	}
}
