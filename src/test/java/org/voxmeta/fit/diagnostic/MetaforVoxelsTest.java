package org.voxmeta.fit.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.fit.diagnostic.LeftOutMaps.Summary;
import org.voxmeta.fit.diagnostic.PublicationBias.Model;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.VarianceBasedLikelihood;
import org.voxmeta.stats.estimator.WeightedLeastSquares;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.task.Progress;

/** Diagnostics of voxels beside metafor's of the same data (see the README beside the resource). */
class MetaforVoxelsTest {

	private static final String RESOURCE = "/stats/diagnostic/metafor_diagnostics.json";
	private static final Map<String, Estimator> ESTIMATORS = Map.of("DL", DerSimonianLaird.withDefaults(), "FE",
		WeightedLeastSquares.withDefaults(), "REML", VarianceBasedLikelihood.withDefaults());

	@TestFactory
	Stream<DynamicTest> voxelsAgree() throws IOException {
		final List<DynamicTest> tests = new ArrayList<>();
		try (Reader reader = new InputStreamReader(MetaforVoxelsTest.class.getResourceAsStream(RESOURCE),
			StandardCharsets.UTF_8))
		{
			for (final Map.Entry<String, JsonElement> entry :
				JsonParser.parseReader(reader).getAsJsonObject().entrySet()) {
				final JsonObject set = entry.getValue().getAsJsonObject();
				for (final JsonElement element : set.getAsJsonArray("by_method")) {
					final JsonObject method = element.getAsJsonObject();
					final String name = method.get("method").getAsString();
					if (ESTIMATORS.containsKey(name)) tests.add(DynamicTest.dynamicTest(entry.getKey() + " " + name,
						() -> compare(set, method, ESTIMATORS.get(name), name.equals("REML") ? 1e-6 : 1e-10)));
				}
			}
		}
		assertTrue(tests.size() >= 6, tests.size() + " tests");
		return tests.stream();
	}

	/** The data in the second of three voxels; the others lack the first studies. */
	private static void compare(final JsonObject set, final JsonObject wanted, final Estimator estimator,
		final double tolerance)
	{
		final double[] y = numbers(set.getAsJsonArray("y"));
		final double[] v = numbers(set.getAsJsonArray("v"));
		final double[][] effects = new double[y.length][];
		final double[][] variances = new double[y.length][];
		for (int k = 0; k < y.length; k++) {
			effects[k] = new double[] { k < 2 ? Double.NaN : y[k], y[k], k < 3 ? Double.NaN : y[k] };
			variances[k] = new double[] { v[k], v[k], v[k] };
		}
		final StudyData data = StudyData.of(Signals.of(effects), Signals.of(variances));
		final Voxels voxels = Voxels.of(data, new int[] { 0, 1, 2 });

		final Map<Measure, double[][]> got = new BlockInfluence(estimator, Units.studies(data.studies()),
			EnumSet.allOf(Measure.class), true).of(VoxelBlock.of(data), () -> { });
		final JsonObject influence = wanted.getAsJsonObject("influence");
		for (int k = 0; k < y.length; k++) {
			close(influence, "cook_d", k, got.get(Measure.COOK)[k][1], tolerance);
			close(influence, "dffits", k, got.get(Measure.DFFITS)[k][1], tolerance);
			close(influence, "rstudent", k, got.get(Measure.RSTUDENT)[k][1], tolerance);
			close(influence, "hat", k, got.get(Measure.HAT)[k][1], tolerance);
			close(influence, "weight", k, got.get(Measure.WEIGHT)[k][1], tolerance);
		}

		final LeftOutMaps maps = LeaveOneOut.of(estimator).of(voxels, Units.studies(data.studies()), Progress.NONE);
		final JsonObject left = wanted.getAsJsonObject("leave1out");
		final double[] estimates = numbers(left.getAsJsonArray("estimate"));
		final double[] p = numbers(left.getAsJsonArray("pval"));
		close(Arrays.stream(estimates).min().orElseThrow(), maps.get(Summary.EFFECT_MIN, 0)[1], tolerance,
			"smallest");
		close(Arrays.stream(estimates).max().orElseThrow(), maps.get(Summary.EFFECT_MAX, 0)[1], tolerance,
			"largest");
		close(Arrays.stream(p).max().orElseThrow(), maps.get(Summary.P_MAX, 0)[1], tolerance, "largest p");
		assertEquals(Arrays.stream(p).filter(value -> value <= 0.05).count(), maps.get(Summary.SIGNIFICANT, 0)[1]);

		final JsonObject regression = wanted.getAsJsonObject("regtest");
		final PublicationBias bias = PublicationBias.of(estimator);
		close(regression.getAsJsonObject("lm_sei").get("pval").getAsDouble(), NormalTail.twoSided(bias.of(voxels,
			Progress.NONE).z()[1]), 1e-10, "p of Egger's regression");
		close(regression.getAsJsonObject("rma_sei").get("stat").getAsDouble(), bias.with(Model.MIXED).of(voxels,
			Progress.NONE).z()[1], tolerance, "z of the mixed regression");
	}

	private static void close(final JsonObject wanted, final String key, final int k, final double got,
		final double tolerance)
	{
		close(wanted.getAsJsonArray(key).get(k).getAsDouble(), got, tolerance, key + " of study " + (k + 1));
	}

	private static void close(final double wanted, final double got, final double tolerance, final String what) {
		assertEquals(wanted, got, tolerance * Math.max(1e-4, Math.abs(wanted)), what);
	}

	private static double[] numbers(final JsonArray array) {
		return StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonElement::getAsDouble).toArray();
	}
}
