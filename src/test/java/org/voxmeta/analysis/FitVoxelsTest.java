package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.Numbers.assertSameBits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.PlainDerSimonianLaird;
import org.voxmeta.SmallStudies;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.task.Progress;

class FitVoxelsTest {

	private static final long[] DIMS = { 4, 3, 3 };
	private static final SmallStudies STUDIES = SmallStudies.of(9, DIMS).withHoles();
	private static final List<String> AGES = List.of("20", "31", "44", "25", "38", "52", "61", "29", "35");
	private static final List<String> DRUGS = List.of("a", "b", "a", "b", "b", "a", "b", "a", "a");

	@TempDir
	Path folder;

	static Stream<Estimator> estimators() {
		return Estimators.all().stream();
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void theNumbersAreThoseOfTheMaps(final Estimator estimator) throws IOException {
		final StudyLoader loader = StudyLoader.of(estimator.needs());

		assertSameAsMaps(estimator, loader.ofTable(table()), run -> run);
		assertSameAsMaps(estimator, loader.ofTable(table()), run -> run.withAggressiveMask(false)
			.withMinimumStudies(3));
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void moderatorsAreThoseOfTheMaps(final Estimator estimator) throws IOException {
		final StudyLoader loader = StudyLoader.of(estimator.needs()).withModerators(new ModeratorChoice(
			"age,drug(b)", true, true, "0,1,-1", "40,a"));
		try {
			estimator.check(loader.ofTable(table()).studies());
		}
		catch (final IllegalArgumentException e) {
			// these have no moderators, or not such contrasts
			assertTrue(Set.of("Stouffer", "Fisher", "Permuted OLS").contains(estimator.name()), estimator.name());
			return;
		}

		assertSameAsMaps(estimator, loader.ofTable(table()), run -> run.withAggressiveMask(false));
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void groupsAreThoseOfTheMaps(final Estimator estimator) throws IOException {
		final Path table = STUDIES.write(folder, Map.of(1, "A", 2, "A", 4, "B", 6, "B", 7, "B"));
		final StudyLoader loader = StudyLoader.of(estimator.needs()).withGroups(GroupChoice.AUTO);
		try {
			estimator.check(loader.ofTable(table).studies());
		}
		catch (final IllegalArgumentException e) {
			assertEquals("Permuted OLS", estimator.name());
			return;
		}

		assertSameAsMaps(estimator, loader.ofTable(table), run -> run.withAggressiveMask(false));
	}

	@Test
	void aVoxelOutsideIsTold() throws IOException {
		final FitVoxels voxels = voxels(DerSimonianLaird.withDefaults(), run -> run);

		// no study has the first voxel
		for (final LocalFit fit : List.of(voxels.at(0, 0, 0), voxels.at(-1, 0, 0), voxels.at(4, 0, 0), voxels.at(0,
			0, 3), voxels.at(1, 1, 1, 1)))
		{
			assertEquals(Reason.OUTSIDE_MASK, fit.reason());
			assertFalse(fit.isFitted());
			assertTrue(fit.results().isEmpty());
			assertEquals(0, fit.present().length);
			assertEquals("Outside the mask: not part of this meta-analysis", fit.note());
			assertTrue(Double.isNaN(fit.get(MapKind.Z)));
		}
		assertEquals(9, voxels.at(0, 0, 0).names().size());
	}

	@Test
	void missingStudiesAreNamed() throws IOException {
		final FitVoxels voxels = voxels(DerSimonianLaird.withDefaults(), run -> run.withAggressiveMask(false));
		final FitVoxels strict = voxels(DerSimonianLaird.withDefaults(), run -> run);
		boolean anyNegative = false;
		for (int j = 1; j < STUDIES.voxels(); j++) {
			final long[] at = position(j);
			final LocalFit fit = voxels.at(at);
			for (int k = 0; k < 9; k++) {
				final float y = STUDIES.effects()[k][j];
				final float v = STUDIES.variances()[k][j];
				final boolean isThere = Float.isFinite(y) && y != 0 && v > 0;
				assertEquals(isThere, fit.lack(k).isEmpty(), fit.lack(k));
				assertEquals(!isThere, fit.note().contains("study " + (k + 1)) && !fit.note().isEmpty(), fit.note());
				if (v < 0 && y != 0 && Float.isFinite(y)) {
					assertEquals("variance below 0", fit.lack(k));
					anyNegative = true;
				}
			}
			if (fit.present().length < 9) assertTrue(strict.at(at).note().startsWith(
				"No result: the fit takes only voxels that all studies have (aggressive mask); "), strict.at(at).note());
		}
		assertTrue(anyNegative);
	}

	@Test
	void aPlaceHasVoxelsAndMillimetres() throws IOException {
		final FitPlace place = voxels(DerSimonianLaird.withDefaults(), run -> run).at(1, 2, 2).place();

		assertEquals("Voxel (1, 2, 2), 88 −122 −68 mm", place.text());
		assertEquals(FitPlace.Kind.VOXEL, place.kind());
	}

	@Test
	void theMeanOfAnAreaIsThatOfARunOnLabels() throws IOException {
		final int[] roi = { 0, 3, 4, 5, 9, 17, 18, 22, 30 };
		final float[] labels = new float[STUDIES.voxels()];
		// no study has voxel 0, which is not in the mask of a fit of voxels
		for (final int j : roi)
			labels[j] = j == 0 ? 0 : 1;
		final InputImage image = InputImage.read(STUDIES.writeMap(folder.resolve("labels.nii.gz"), labels));
		final FittedMaps wanted = EstimatorRun.of(DerSimonianLaird.withDefaults()).withLabels(image).run(inputs(),
			null, "test", Progress.NONE).result().maps();

		final LocalFit got = voxels(DerSimonianLaird.withDefaults(), run -> run).mean(roi);

		for (final MapKind kind : List.of(MapKind.Z, MapKind.EST, MapKind.SE, MapKind.TAU2))
			assertClose(wanted.get(kind)[0], got.get(kind), 1e-12, kind.key());
		assertEquals("Mean of ROI: 8 voxels, centre 87 −124 −70 mm", got.place().text());
	}

	@Test
	void theMeanOfAnAreaIsThatOfAPlainLoop() throws IOException {
		final int[] roi = { 3, 4, 5, 9, 17, 18, 22, 30 };
		final double[] y = new double[9];
		final double[] v = new double[9];
		for (int k = 0; k < 9; k++) {
			final int study = k;
			y[k] = IntStream.of(roi).mapToDouble(j -> STUDIES.effects()[study][j]).filter(x -> x != 0 && Double
				.isFinite(x)).average().orElseThrow();
			v[k] = IntStream.of(roi).mapToDouble(j -> STUDIES.variances()[study][j]).filter(x -> x > 0).average()
				.orElseThrow();
		}

		final LocalFit got = voxels(DerSimonianLaird.withDefaults(), run -> run).mean(roi);

		final PlainDerSimonianLaird wanted = new PlainDerSimonianLaird(y, v);
		assertClose(wanted.z, got.get(MapKind.Z), 1e-12, "z");
		assertClose(wanted.est, got.results().orElseThrow().get(MapKind.EST), 1e-12, "est");
	}

	@Test
	void zValuesAreNotAveraged() throws IOException {
		final FitVoxels voxels = voxels(Stouffer.withDefaults(), run -> run.withAggressiveMask(false));

		assertEquals("Stouffer combines z values, whose average is not a z value; look at a voxel instead",
			voxels.mean(3, 4).note());
		assertTrue(voxels.mean(3).isFitted());
		assertEquals("The ROI has no voxel in the mask", voxels.mean(0).note());
		assertEquals("No voxels are selected: draw a ROI on a map of this fit", voxels.mean().note());
		assertEquals("Mean of ROI: 0 voxels", voxels.mean().place().text());
	}

	@Test
	void aRunOnLabelsGivesTheRegionOfAVoxel() throws IOException {
		final float[] labels = new float[STUDIES.voxels()];
		for (int j = 0; j < labels.length; j++)
			labels[j] = j / 6 * 10;
		final InputImage image = InputImage.read(STUDIES.writeMap(folder.resolve("labels.nii.gz"), labels));
		final EstimatorRun.Outcome outcome = EstimatorRun.of(DerSimonianLaird.withDefaults()).withLabels(image).run(
			inputs(), null, "test", Progress.NONE);
		final FitVoxels voxels = FitVoxels.of(outcome.fit(), Progress.NONE);

		assertTrue(voxels.isOfRegions());
		for (int j = 6; j < labels.length; j++) {
			final LocalFit fit = voxels.at(position(j));
			assertEquals(outcome.result().maps().get(MapKind.Z)[j / 6 - 1], fit.get(MapKind.Z));
			assertEquals("Region " + (j / 6 * 10) + ": 6 voxels", fit.place().text());
		}
		assertEquals(Reason.OUTSIDE_MASK, voxels.at(position(3)).reason());
		assertTrue(voxels.mean(7, 8).note().startsWith("This fit is of regions"));
	}

	@Test
	void studiesOfPlainStacksAreNumbered() throws IOException {
		final Map<Need, InputImage> stacks = new EnumMap<>(Map.of(Need.EFFECT, InputImage.of(STUDIES.frames("y",
			STUDIES.effects(), 32)), Need.VARIANCE, InputImage.of(STUDIES.frames("v", STUDIES.variances(), 32))));
		final Fit fit = EstimatorRun.of(DerSimonianLaird.withDefaults()).run(StudyLoader.of(stacks.keySet())
			.ofStacks(stacks, StudyAxis.T), null, "test", Progress.NONE).fit();

		final FitVoxels voxels = FitVoxels.of(fit, Progress.NONE);

		assertEquals("study 9", voxels.names().get(8));
		assertTrue(voxels.files(0).isEmpty());
		assertEquals("Voxel (1, 0, 0)", voxels.at(1, 0, 0).place().text());
	}

	private void assertSameAsMaps(final Estimator estimator, final StudyInputs inputs,
		final UnaryOperator<EstimatorRun> options) throws IOException
	{
		final Set<MapKind> kinds = EnumSet.copyOf(EstimatorRun.available(estimator, inputs.studies().design()));
		final EstimatorRun.Outcome outcome = options.apply(EstimatorRun.of(estimator)).withMaps(kinds).run(inputs,
			null, "test", Progress.NONE);
		final FittedMaps maps = outcome.result().maps();
		final FitVoxels voxels = FitVoxels.of(outcome.fit(), Progress.NONE);
		int fitted = 0;
		for (int j = 0; j < maps.voxels(); j++) {
			final LocalFit fit = voxels.at(position(outcome.result().masker().mask().index(j)));
			for (final MapKind kind : kinds)
				for (int t = 0; t < (kind.isPerTerm() ? maps.terms().size() : 1); t++) {
					assertSameBits(new double[] { maps.get(kind, t)[j] }, new double[] { fit.get(kind, t) }, estimator.name()
						+ " " + kind.key());
					final Results results = fit.results().orElse(null);
					// a fit of some studies rounds otherwise; those found by iteration end elsewhere within its tolerance
					if (results != null && estimator.maps().contains(kind) && kind != MapKind.REASON && kind != MapKind.K)
						assertNear(maps.get(kind, t)[j], results.get(kind, t), estimator.name() + " " + kind.key());
				}
			assertEquals(fit.isFitted(), !Double.isNaN(maps.get(MapKind.Z)[j]) || fit.reason() == Reason.DEGENERATE);
			if (fit.isFitted()) fitted++;
		}
		assertTrue(fitted > 0, estimator.name());
	}

	private static void assertNear(final double wanted, final double got, final String what) {
		if (Math.abs(wanted) < 1e-9 && Math.abs(got) < 1e-9) return;
		assertClose(wanted, got, 1e-6, what);
	}

	private FitVoxels voxels(final Estimator estimator, final UnaryOperator<EstimatorRun> options)
		throws IOException
	{
		return FitVoxels.of(options.apply(EstimatorRun.of(estimator)).run(StudyLoader.of(estimator.needs()).ofTable(
			table()), null, "test", Progress.NONE).fit(), Progress.NONE);
	}

	private StudyInputs inputs() throws IOException {
		return StudyLoader.of(Set.of(Need.EFFECT, Need.VARIANCE)).ofTable(table());
	}

	private Path table() throws IOException {
		return STUDIES.writeWith(folder, Map.of("age", AGES, "drug", DRUGS));
	}

	private static long[] position(final int index) {
		return new long[] { index % 4, index / 4 % 3, index / 12 };
	}
}
