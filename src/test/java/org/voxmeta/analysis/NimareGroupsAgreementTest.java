package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.relativeDifference;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.References;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.PeersEstimators;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.inference.Dependence;
import org.voxmeta.stats.inference.Dependence.Robust;
import org.voxmeta.stats.inference.Dependence.Scheme;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.task.Progress;

/** Fits real studies in groups from their files, and compares every voxel of every map with NiMARE's. */
class NimareGroupsAgreementTest {

	private static final double TOLERANCE = 1e-9;
	/** Both searches end at about 1e-6 of tau2, and the degrees of freedom of a robust test follow it. */
	private static final double SEARCH = 1e-4;
	/** The peer's searches leave a tau2 like this where it is 0; the effects' variances are around 10. */
	private static final double NO_TAU2 = 1e-5;
	/**
	 * Of voxels whose likelihood has several maxima, of which the peer's search finds a lower one in 3 of 1000.
	 */
	private static final double MOST_LOWER_MAXIMA = 0.003;
	private static final Set<String> SEARCHED = Set.of("VarianceBasedLikelihood", "SampleSizeBasedLikelihood");
	/** These take tau2 as given, and so test without adjustment where studies are independent. */
	private static final Set<String> FIXED = Set.of("WeightedLeastSquares", "FixedEffectsHedges");
	private static final Set<String> COMBINATIONS = Set.of("Stouffers", "Fishers", "PermutedOLS");

	@TestFactory
	Stream<DynamicTest> mapsEqualNimares() throws IOException {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final String data : List.of("pain", "pain_holes"))
			try (Reader reader = Files.newBufferedReader(References.path(data).resolve("index.json"))) {
				for (final JsonElement element : JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("cases")) {
					final JsonObject wanted = element.getAsJsonObject();
					final String name = wanted.get("case").getAsString();
					if (name.contains("group") && !COMBINATIONS.contains(wanted.get("estimator").getAsString())) tests.add(
						DynamicTest.dynamicTest(data + " " + name, () -> compare(References.path(data), wanted)));
				}
			}
		assertTrue(tests.size() >= 14, "cases " + tests.size());
		return tests.stream();
	}

	private static void compare(final Path folder, final JsonObject wanted) throws IOException {
		final JsonObject args = wanted.getAsJsonObject("args");
		final String name = wanted.get("estimator").getAsString();
		final EffectEstimator<?> estimator = PeersEstimators.named(name, args).with(dependence(args)).with(FIXED.contains(
			name) ? Adjustment.WALD : Adjustment.KNAPP_HARTUNG);
		final StudyInputs inputs = inputs(folder.resolve("data/studies.tsv"), estimator.needs(), args.has("groupby"));
		assertEquals(wanted.getAsJsonArray("studies").size(), inputs.values().size());
		assertEquals(args.has("groupby"), inputs.studies().hasGroups());

		final MetaAnalysisResult result = EstimatorRun.of(estimator).withAggressiveMask(args.get("aggressive_mask")
			.getAsBoolean()).withMaps(EnumSet.allOf(MapKind.class)).run(inputs, InputImage.read(folder.resolve(
				"data/mask.nii.gz")), "test", Progress.NONE).result();

		final List<String> differences = new ArrayList<>();
		for (final MapKind kind : result.maps().kinds()) {
			final Path file = folder.resolve("expected").resolve(wanted.get("case").getAsString()).resolve(kind.key()
				+ ".nii.gz");
			if (Files.exists(file)) differences.add(compare(result, kind, file, SEARCHED.contains(name) ? SEARCH
				: TOLERANCE));
		}
		assertEquals(wanted.getAsJsonArray("maps").size(), differences.size(), differences.toString());
	}

	private static Dependence dependence(final JsonObject args) {
		return new Dependence(Robust.PYMARE, args.has("weight_scheme") ? Scheme.parse(args.get("weight_scheme")
			.getAsString()) : Scheme.RESCALE, args.has("rho") ? args.get("rho").getAsDouble() : 0.8);
	}

	private static StudyInputs inputs(final Path table, final Set<Need> needs, final boolean grouped)
		throws IOException
	{
		return StudyLoader.of(needs).withDropInvalid(true).withGroups(grouped ? GroupChoice.parse("group")
			: GroupChoice.NONE).ofTable(table);
	}

	private static String compare(final MetaAnalysisResult result, final MapKind kind, final Path file,
		final double tolerance) throws IOException
	{
		final double[] got = result.maps().get(kind);
		final VoxelMask mask = result.masker().mask();
		final Cursor<? extends RealType<?>> wanted = Views.flatIterable(NiftiReader.read(file).img()).cursor();
		double largest = 0;
		final List<String> others = new ArrayList<>();
		int j = 0;
		for (int i = 0; wanted.hasNext(); i++) {
			final double value = wanted.next().getRealDouble();
			final boolean inMask = j < mask.size() && mask.index(j) == i;
			if (!inMask) {
				assertTrue(Double.isNaN(value), kind.key() + " is NaN outside the mask at voxel " + i);
				continue;
			}
			final double difference = relativeDifference(value, got[j]);
			if (difference <= tolerance) largest = Math.max(largest, difference);
			else if (!isNoTau2(kind, tolerance, value, got[j])) others.add(kind.key() + " of voxel " + i + ": wanted " + value
				+ ", got " + got[j]);
			j++;
		}
		assertEquals(mask.size(), j, "all of the mask compared");
		assertTrue(others.size() <= (tolerance == SEARCH ? MOST_LOWER_MAXIMA * j : 0), () -> String.join("\n", others));
		return String.format(Locale.ROOT, "%s %.1e", kind.key(), largest);
	}

	private static boolean isNoTau2(final MapKind kind, final double tolerance, final double wanted, final double got) {
		return tolerance == SEARCH && kind == MapKind.TAU2 && Math.max(wanted, got) < NO_TAU2;
	}
}
