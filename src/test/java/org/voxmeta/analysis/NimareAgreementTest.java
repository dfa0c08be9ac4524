package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.relativeDifference;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.References;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.FixedEffectsHedges;
import org.voxmeta.stats.estimator.Hedges;
import org.voxmeta.stats.estimator.WeightedLeastSquares;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.task.Progress;

/**
 * Fits real studies from their files, and compares every voxel of every map with NiMARE's: all cases of
 * independent studies whose estimator is known here.
 */
class NimareAgreementTest {

	private static final double TOLERANCE = 1e-10;

	/**
	 * NiMARE's name of an estimator, and ours by its arguments, with the adjustment that NiMARE takes by
	 * default.
	 */
	private static final Map<String, Function<JsonObject, EffectEstimator<?>>> PEERS = Map.of( //
		"DerSimonianLaird", args -> DerSimonianLaird.withDefaults().with(Adjustment.KNAPP_HARTUNG), //
		"Hedges", args -> Hedges.withDefaults().with(Adjustment.KNAPP_HARTUNG), //
		"WeightedLeastSquares", args -> WeightedLeastSquares.withDefaults().withTau2(tau2(args)), //
		"FixedEffectsHedges", args -> FixedEffectsHedges.withDefaults());

	@TestFactory
	Stream<DynamicTest> mapsOfSoundStudiesEqualNimares() throws IOException {
		return References.tests(() -> tests("pain", 17));
	}

	@TestFactory
	Stream<DynamicTest> mapsOfDamagedStudiesEqualNimares() throws IOException {
		return References.tests(() -> tests("pain_holes", 8));
	}

	private static Stream<DynamicTest> tests(final String data, final int least) throws IOException {
		final Path folder = References.path(data);
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonElement element : JsonParser.parseString(Files.readString(folder.resolve("index.json")))
			.getAsJsonObject().getAsJsonArray("cases"))
		{
			final JsonObject wanted = element.getAsJsonObject();
			if (isOfIndependentStudies(wanted) && PEERS.containsKey(wanted.get("estimator").getAsString())) tests.add(
				DynamicTest.dynamicTest(wanted.get("case").getAsString(), () -> compare(folder, wanted)));
		}
		assertTrue(tests.size() >= least, "cases compared: " + tests.size());
		return tests.stream();
	}

	private static double tau2(final JsonObject args) {
		return args.has("tau2") ? args.get("tau2").getAsDouble() : 0;
	}

	private static boolean isOfIndependentStudies(final JsonObject wanted) {
		if (!wanted.has("estimator")) return false;
		final JsonElement groups = wanted.getAsJsonObject("args").get("groupby");
		return groups != null && groups.getAsJsonPrimitive().isBoolean() && !groups.getAsBoolean();
	}

	private static void compare(final Path folder, final JsonObject wanted) throws IOException {
		final JsonObject args = wanted.getAsJsonObject("args");
		EffectEstimator<?> estimator = PEERS.get(wanted.get("estimator").getAsString()).apply(args);
		if (args.has("small_sample_correction")) estimator = estimator.with(Adjustment.parse(args.get(
			"small_sample_correction").getAsString()));
		final StudyInputs inputs = StudyLoader.of(estimator.needs()).withDropInvalid(true).withGroups(GroupChoice.NONE)
			.ofTable(folder.resolve("data/studies.tsv"));
		assertEquals(wanted.getAsJsonArray("studies").size(), inputs.values().size());

		final MetaAnalysisResult result = EstimatorRun.of(estimator).withAggressiveMask(args.get("aggressive_mask")
			.getAsBoolean()).withMaps(EnumSet.allOf(MapKind.class)).run(inputs, InputImage.read(folder.resolve(
				"data/mask.nii.gz")), "test", Progress.NONE).result();

		final String name = wanted.get("case").getAsString();
		final List<String> differences = new ArrayList<>();
		for (final MapKind kind : MapKind.values()) {
			final Path file = folder.resolve("expected").resolve(name).resolve(kind.key() + ".nii.gz");
			if (Files.exists(file)) differences.add(compare(result, kind, file));
		}
		assertEquals(wanted.getAsJsonArray("maps").size(), differences.size(), "maps compared: " + differences);
		System.out.printf("%s %s: largest relative difference %s%n", folder.getFileName(), name, String.join(", ",
			differences));
	}

	private static String compare(final MetaAnalysisResult result, final MapKind kind, final Path file)
		throws IOException
	{
		final double[] got = result.maps().get(kind);
		final VoxelMask mask = result.masker().mask();
		final Cursor<? extends RealType<?>> wanted = Views.flatIterable(NiftiReader.read(file).img()).cursor();
		double largest = 0;
		int j = 0;
		for (int i = 0; wanted.hasNext(); i++) {
			final double value = wanted.next().getRealDouble();
			final boolean inMask = j < mask.size() && mask.index(j) == i;
			if (!inMask) {
				assertTrue(Double.isNaN(value), kind.key() + " is NaN outside the mask at voxel " + i);
				continue;
			}
			final double difference = relativeDifference(value, got[j]);
			final String what = kind.key() + " of voxel " + i + ": wanted " + value + ", got " + got[j];
			if (kind == MapKind.DOF) assertEquals(0, difference, what);
			assertTrue(difference <= TOLERANCE, what);
			largest = Math.max(largest, difference);
			j++;
		}
		assertEquals(mask.size(), j, "all of the mask compared");
		return String.format(Locale.ROOT, "%s %.1e", kind.key(), largest);
	}
}
