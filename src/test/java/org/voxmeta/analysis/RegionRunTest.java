package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.PlainDerSimonianLaird;
import org.voxmeta.SmallStudies;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.GridImage;
import org.voxmeta.masker.ImageMasker;
import org.voxmeta.masker.LabelsMasker;
import org.voxmeta.masker.Masker;
import org.voxmeta.stats.combination.Fisher;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.SampleSizeBasedLikelihood;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** Fits the averages of regions instead of voxels. */
class RegionRunTest {

	private static final Set<Need> EFFECTS = EnumSet.of(Need.EFFECT, Need.VARIANCE);
	private static final long[] DIMS = { 4, 3, 2 };
	private static final SmallStudies STUDIES = SmallStudies.of(5, DIMS);
	private static final float[] LABELS = { 1, 1, 1, 1, 2, 2, 0, 0, 2, 2, 5, 5, 0, 0, 5, 5, 0, 0, 0, 7, 7, 7, 7,
		7 };

	@TempDir
	Path folder;

	@Test
	void aRegionsResultIsThatOfItsAverages() throws IOException {
		final MetaAnalysisResult result = run(DerSimonianLaird.withDefaults(), STUDIES, LabelsMasker.of(labels()))
			.result();

		assertEquals(4, result.maps().voxels());
		for (final float label : new float[] { 1, 2, 5, 7 }) {
			final PlainDerSimonianLaird plain = plain(STUDIES, label, i -> true);
			for (int i = 0; i < LABELS.length; i++)
				if (LABELS[i] == label) assertClose(plain.z, values(result, MapKind.Z)[i], 1e-6, "z of label " + label);
		}
		for (int i = 0; i < LABELS.length; i++)
			if (LABELS[i] == 0) assertTrue(Double.isNaN(values(result, MapKind.Z)[i]));
	}

	@Test
	void missingVoxelsAreNoPartOfAnAverage() throws IOException {
		final SmallStudies holes = STUDIES.withHoles();
		final MetaAnalysisResult result = run(DerSimonianLaird.withDefaults(), holes, LabelsMasker.of(labels()))
			.result();

		final int[] first = { 0, 4, 10, 19 };
		for (int region = 0; region < first.length; region++)
			assertClose(plain(holes, LABELS[first[region]], i -> true).est, result.maps().get(MapKind.EST)[region],
				1e-6, "region " + region);
	}

	@Test
	void aMaskCutsRegions() throws IOException {
		final float[] mask = new float[LABELS.length];
		Arrays.fill(mask, 0, 10, 1);
		mask[2] = Float.NaN;

		final EstimatorRun.Outcome outcome = EstimatorRun.of(DerSimonianLaird.withDefaults()).withLabels(
			InputImage.of(STUDIES.image("atlas", LABELS))).run(inputs(STUDIES, EFFECTS), InputImage.of(STUDIES.image(
				"mask", mask)), "test", Progress.NONE);

		assertEquals(2, outcome.result().maps().voxels());
		assertEquals(2, outcome.summary().get("regions"));
		assertTrue(outcome.notes().contains("Labels: 2 of 4 have no voxel in the mask on the images' grid: 5, 7"),
			outcome.notes()::toString);
		assertClose(plain(STUDIES, 1, i -> mask[i] == 1).z, outcome.result().maps().get(MapKind.Z)[0], 1e-6, "z");
	}

	@Test
	void averagedVariancesAreNotedWhereAnEstimatorNeedsThem() throws IOException {
		final String note = "Regions: variances are averaged";
		final Masker labels = LabelsMasker.of(labels());
		final Masker voxels = ImageMasker.of(labels());

		assertTrue(run(DerSimonianLaird.withDefaults(), STUDIES, labels).notes().stream().anyMatch(text -> text
			.startsWith(note)));
		assertTrue(run(DerSimonianLaird.withDefaults(), STUDIES, voxels).notes().isEmpty());
		assertTrue(run(SampleSizeBasedLikelihood.withDefaults(), STUDIES, labels).notes().isEmpty());
	}

	@Test
	void testsThatCombineZValuesRefuseAverages() throws IOException {
		for (final Estimator test : List.of(Stouffer.withDefaults(), Fisher.withDefaults())) {
			assertEquals(test.name()
				+ ": got regions of several voxels (LabelsMasker), wanted voxels; the average of z"
					+ " values is not a z value", assertThrows(IllegalArgumentException.class, () -> run(test, STUDIES,
					LabelsMasker.of(labels()))).getMessage());
			assertEquals(LABELS.length, run(test, STUDIES, LabelsMasker.of(image(eachItsOwn()))).result().maps()
				.voxels());
		}
		assertEquals(4, run(PermutedOls.withDefaults(), STUDIES, LabelsMasker.of(labels())).result().maps()
			.voxels());
	}

	@Test
	void cleaningOverTimeIsRefused() {
		assertEquals(
			"ImageMasker: got a masker that cleans signals over time, wanted none that does, as a study has one"
				+ " map", assertThrows(IllegalArgumentException.class, () -> run(DerSimonianLaird.withDefaults(), STUDIES,
				ImageMasker.of(labels()).with("detrend", true))).getMessage());
	}

	@Test
	void theRecordNamesTheLabels() throws IOException {
		EstimatorRun.of(DerSimonianLaird.withDefaults()).withLabels(InputImage.of(STUDIES.image("atlas", LABELS)))
			.withOutput(folder).run(inputs(STUDIES, EFFECTS), null, "test", Progress.NONE);

		final JsonObject masker = JsonParser.parseString(Files.readString(folder.resolve("result.json")))
			.getAsJsonObject().getAsJsonObject("inputs").getAsJsonObject("masker");
		assertEquals("LabelsMasker", masker.get("name").getAsString());
		assertEquals("atlas", masker.get("image").getAsString());
		assertEquals("mean", masker.get("strategy").getAsString());
		assertEquals("image of 4x3x2 voxels", masker.get("labels_img").getAsString());
	}

	private static EstimatorRun.Outcome run(final Estimator estimator, final SmallStudies studies,
		final Masker masker) throws IOException
	{
		return EstimatorRun.of(estimator).withMaps(EnumSet.copyOf(EstimatorRun.available(estimator))).withMasker(
			masker).run(inputs(studies, estimator.needs()), null, "test", Progress.NONE);
	}

	private static StudyInputs inputs(final SmallStudies studies, final Set<Need> needs) {
		final Map<Need, InputImage> stacks = new EnumMap<>(Need.class);
		for (final Need need : needs)
			if (need != Need.SAMPLE_SIZE) stacks.put(need, InputImage.of(studies.frames(need.name(),
				need == Need.VARIANCE ? studies.variances() : studies.effects(), 32)));
		final StudyLoader loader = StudyLoader.of(needs);
		return (needs.contains(Need.SAMPLE_SIZE) ? loader.withSampleSizes("20") : loader).ofStacks(stacks,
			StudyAxis.AUTO);
	}

	private static PlainDerSimonianLaird plain(final SmallStudies studies, final float label,
		final IntPredicate inMask)
	{
		final double[] y = new double[studies.studies()];
		final double[] v = new double[y.length];
		for (int k = 0; k < y.length; k++) {
			y[k] = average(studies.effects()[k], label, inMask);
			final float[] variances = studies.variances()[k];
			v[k] = average(variances, label, i -> inMask.test(i) && variances[i] > 0);
		}
		return new PlainDerSimonianLaird(y, v);
	}

	private static double average(final float[] map, final float label, final IntPredicate inMask) {
		return IntStream.range(0, map.length).filter(i -> LABELS[i] == label && inMask.test(i) && Float.isFinite(
			map[i]) && map[i] != 0).mapToDouble(i -> map[i]).average().orElse(Double.NaN);
	}

	private static GridImage labels() {
		return image(LABELS);
	}

	private static GridImage image(final float[] values) {
		return GridImage.of(ArrayImgs.floats(values, DIMS), null);
	}

	private static float[] eachItsOwn() {
		final float[] labels = new float[LABELS.length];
		for (int i = 0; i < labels.length; i++)
			labels[i] = i + 1;
		return labels;
	}

	private static double[] values(final MetaAnalysisResult result, final MapKind kind) {
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(result.image(kind).img()).cursor();
		final double[] values = new double[LABELS.length];
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealDouble();
		return values;
	}
}
