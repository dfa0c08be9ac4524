package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.relativeDifference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.MapKinds;
import org.voxmeta.References;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.combination.CombinationMode;
import org.voxmeta.stats.combination.CorrelationVoxels;
import org.voxmeta.stats.combination.Fisher;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.task.Progress;

/**
 * Combines real z maps, and tests real effect maps, and compares every voxel of every map with NiMARE's. The
 * correlation within groups is estimated as there, missing values counting as 0.
 */
class NimareCombinationAgreementTest {

	private static final double TOLERANCE = 1e-10;

	@ParameterizedTest(name = "{0} {1}")
	@CsvSource({ //
		"pain, stouffer_aggressive", "pain, stouffer_liberal", //
		"pain, stouffer_one_sided_aggressive", "pain, stouffer_one_sided_liberal", //
		"pain, stouffer_n_aggressive", "pain, stouffer_n_liberal", //
		"pain, grouped_stouffer_liberal", "pain, grouped_stouffer_n_liberal", //
		"pain, fisher_aggressive", "pain, fisher_liberal", //
		"pain, fisher_one_sided_aggressive", "pain, fisher_one_sided_liberal", //
		"pain, fisher_n_aggressive", "pain, fisher_n_liberal", //
		"pain, grouped_fisher_liberal", "pain, grouped_fisher_n_liberal", //
		"pain, permuted_ols_aggressive", "pain, permuted_ols_liberal", //
		"pain, permuted_ols_one_sided_aggressive", "pain, permuted_ols_one_sided_liberal", //
		"pain, permuted_ols_n_aggressive", "pain, permuted_ols_n_liberal", //
		"pain, grouped_permuted_ols_liberal", "pain, grouped_permuted_ols_n_liberal", //
		"pain_holes, stouffer_aggressive", "pain_holes, stouffer_liberal", //
		"pain_holes, stouffer_one_sided_aggressive", "pain_holes, stouffer_one_sided_liberal", //
		"pain_holes, stouffer_n_aggressive", "pain_holes, stouffer_n_liberal", //
		"pain_holes, grouped_stouffer_liberal", //
		"pain_holes, fisher_aggressive", "pain_holes, fisher_liberal", "pain_holes, grouped_fisher_liberal", //
		"pain_holes, permuted_ols_liberal", "pain_holes, grouped_permuted_ols_liberal" })
	void mapsEqualNimares(final String data, final String name) throws IOException {
		final Path folder = References.path(data);
		final JsonObject wanted = describe(folder, name);
		final JsonObject args = wanted.getAsJsonObject("args");
		final Estimator estimator = estimator(wanted.get("estimator").getAsString(), args);
		final StudyInputs inputs = inputs(folder, estimator.needs(), args.get("groupby").getAsString()
			.equals("group"));
		assertEquals(wanted.getAsJsonArray("studies").size(), inputs.values().size(), "studies");

		final MetaAnalysisResult result = EstimatorRun.of(estimator).withAggressiveMask(args.get("aggressive_mask")
			.getAsBoolean()).withMaps(EnumSet.allOf(MapKind.class)).run(inputs, InputImage.read(folder.resolve(
				"data/mask.nii.gz")), "test", Progress.NONE).result();

		final List<String> differences = new ArrayList<>();
		for (final JsonElement map : wanted.getAsJsonArray("maps")) {
			final MapKind kind = MapKinds.of(map.getAsString());
			differences.add(compare(result, kind, folder.resolve("expected").resolve(name).resolve(kind.key()
				+ ".nii.gz")));
		}
		assertTrue(differences.size() >= 3, "maps compared: " + differences);
		System.out.printf("%s %s: largest relative difference %s%n", data, name, String.join(", ", differences));
	}

	private static JsonObject describe(final Path folder, final String name) throws IOException {
		for (final JsonElement element : JsonParser.parseString(Files.readString(folder.resolve("index.json")))
			.getAsJsonObject().getAsJsonArray("cases"))
			if (element.getAsJsonObject().get("case").getAsString().equals(name)) return element.getAsJsonObject();
		throw new AssertionError("no case " + name + " in " + folder);
	}

	private static Estimator estimator(final String name, final JsonObject args) {
		final boolean bySize = args.has("use_sample_size");
		final boolean twoSided = !args.has("two_sided");
		final CombinationMode mode = twoSided ? CombinationMode.CONCORDANT : CombinationMode.DIRECTED;
		return switch (name) {
			case "Stouffers" -> Stouffer.withDefaults().with(mode).with(CorrelationVoxels.ALL)
				.withWeightBySize(bySize);
			case "Fishers" -> Fisher.withDefaults().with(mode).with(CorrelationVoxels.ALL).withWeightBySize(bySize);
			case "PermutedOLS" -> PermutedOls.withDefaults().withTwoSided(twoSided).withWeightBySize(bySize);
			default -> throw new AssertionError(name);
		};
	}

	private static StudyInputs inputs(final Path folder, final Set<Need> needs, final boolean grouped)
		throws IOException
	{
		final StudyInputs inputs = StudyLoader.of(needs).withDropInvalid(true).withGroups(grouped ? GroupChoice.parse("group")
			: GroupChoice.NONE).ofTable(folder.resolve("data/studies.tsv"));
		assertEquals(grouped, inputs.studies().hasGroups());
		return inputs;
	}

	private static String compare(final MetaAnalysisResult result, final MapKind kind, final Path file)
		throws IOException
	{
		final double[] got = result.maps().get(kind);
		final VoxelMask mask = result.masker().mask();
		final Cursor<? extends RealType<?>> wanted = Views.flatIterable(NiftiReader.read(file).img()).cursor();
		double largest = 0;
		int finite = 0;
		int j = 0;
		for (int i = 0; wanted.hasNext(); i++) {
			final double value = wanted.next().getRealDouble();
			if (j == mask.size() || mask.index(j) != i) {
				assertTrue(Double.isNaN(value), kind.key() + " is NaN outside the mask at voxel " + i);
				continue;
			}
			final double difference = relativeDifference(value, got[j]);
			assertTrue(difference <= TOLERANCE, kind.key() + " of voxel " + i + ": wanted " + value + ", got "
				+ got[j]);
			largest = Math.max(largest, difference);
			if (Double.isFinite(value)) finite++;
			j++;
		}
		assertEquals(mask.size(), j, "all of the mask compared");
		assertTrue(finite > 200, "finite values: " + finite);
		return String.format(Locale.ROOT, "%s %.1e", kind.key(), largest);
	}
}
