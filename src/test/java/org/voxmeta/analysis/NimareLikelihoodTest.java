package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.stream.Stream;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.References;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.LikelihoodMethod;
import org.voxmeta.stats.estimator.SampleSizeBasedLikelihood;
import org.voxmeta.stats.estimator.VarianceBasedLikelihood;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.task.Progress;

/**
 * Fits real studies by likelihood, and compares every voxel with NiMARE's maps. NiMARE's search ends at about 1e-6 of the
 * variances, leaves a little tau2 where the maximum is at 0, and finds a lower maximum in a few voxels; here these are
 * counted. {@code TabularAgreementTest} compares the exact maxima.
 */
class NimareLikelihoodTest {

	private static final double SEARCH = 1e-4;
	/** A tau2 so small is none: the effects' variances are around 10. */
	private static final double NO_TAU2 = 1e-4;
	/**
	 * The share of voxels in which NiMARE's search ends at a lower maximum of the likelihood: up to 43 of 1,000, which a
	 * plain scan of the likelihood over tau2 finds as well.
	 */
	private static final double OTHER_MAXIMA = 0.045;

	@TestFactory
	Stream<DynamicTest> mapsOfSoundStudiesEqualNimares() throws IOException {
		return References.tests(() -> tests("pain", 16));
	}

	@TestFactory
	Stream<DynamicTest> mapsOfDamagedStudiesEqualNimares() throws IOException {
		return References.tests(() -> tests("pain_holes", 5));
	}

	private static Stream<DynamicTest> tests(final String data, final int count) throws IOException {
		final Path folder = References.path(data);
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonElement element : JsonParser.parseString(Files.readString(folder.resolve("index.json")))
			.getAsJsonObject().getAsJsonArray("cases"))
		{
			final JsonObject wanted = element.getAsJsonObject();
			final String name = wanted.get("case").getAsString();
			if (name.startsWith("v_") || name.startsWith("n_")) tests.add(DynamicTest.dynamicTest(name, () -> compare(folder,
				wanted)));
		}
		assertEquals(count, tests.size());
		return tests.stream();
	}

	private static void compare(final Path folder, final JsonObject wanted) throws IOException {
		final JsonObject args = wanted.getAsJsonObject("args");
		final EffectEstimator<?> estimator = estimator(wanted.get("estimator").getAsString(), LikelihoodMethod.parse(args
			.get("method").getAsString())).with(args.has("small_sample_correction") ? Adjustment.WALD
				: Adjustment.KNAPP_HARTUNG);
		final MetaAnalysisResult result = EstimatorRun.of(estimator).withAggressiveMask(args.get("aggressive_mask")
			.getAsBoolean()).withMaps(EnumSet.allOf(MapKind.class)).run(StudyLoader.of(estimator.needs()).withDropInvalid(
				true).withGroups(GroupChoice.NONE).ofTable(folder.resolve("data/studies.tsv")), InputImage.read(folder
					.resolve("data/mask.nii.gz")), "test", Progress.NONE).result();
		int compared = 0;
		for (final MapKind kind : result.maps().kinds()) {
			final Path file = folder.resolve("expected").resolve(wanted.get("case").getAsString()).resolve(kind.key()
				+ ".nii.gz");
			if (!Files.exists(file)) continue;
			compare(result, kind, file);
			compared++;
		}
		assertEquals(wanted.getAsJsonArray("maps").size(), compared);
	}

	private static EffectEstimator<?> estimator(final String name, final LikelihoodMethod method) {
		return name.startsWith("Variance") ? VarianceBasedLikelihood.withDefaults().with(method)
			: SampleSizeBasedLikelihood.withDefaults().with(method);
	}

	private static void compare(final MetaAnalysisResult result, final MapKind kind, final Path file) throws IOException {
		final double[] got = result.maps().get(kind);
		final VoxelMask mask = result.masker().mask();
		final Cursor<? extends RealType<?>> wanted = Views.flatIterable(NiftiReader.read(file).img()).cursor();
		final List<String> others = new ArrayList<>();
		int j = 0;
		for (int i = 0; wanted.hasNext(); i++) {
			final double value = wanted.next().getRealDouble();
			if (j == mask.size() || mask.index(j) != i) continue;
			if (!agree(kind, value, got[j])) others.add(String.format(Locale.ROOT, "%s of voxel %d: wanted %s, got %s", kind
				.key(), i, value, got[j]));
			j++;
		}
		assertEquals(mask.size(), j, "all of the mask compared");
		assertTrue(others.size() <= OTHER_MAXIMA * j, () -> others.size() + " differ:\n" + String.join("\n", others));
	}

	private static boolean agree(final MapKind kind, final double wanted, final double got) {
		if (Double.isNaN(wanted) || Double.isNaN(got)) return Double.isNaN(wanted) && Double.isNaN(got);
		if (kind == MapKind.DOF) return wanted == got;
		if (kind == MapKind.TAU2 && Math.max(wanted, got) < NO_TAU2) return true;
		return Math.abs(wanted - got) <= SEARCH * Math.max(Math.abs(wanted), kind == MapKind.Z || kind == MapKind.LOGP ? 1
			: 0);
	}
}
