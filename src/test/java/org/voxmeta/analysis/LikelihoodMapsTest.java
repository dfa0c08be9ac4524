package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.PlainGls;
import org.voxmeta.References;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.LikelihoodMethod;
import org.voxmeta.stats.estimator.SampleSizeBasedLikelihood;
import org.voxmeta.stats.estimator.VarianceBasedLikelihood;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudyTable;
import org.voxmeta.task.Progress;

/**
 * Likelihood fits of real studies, compared with NiMARE's in every voxel. Where NiMARE ends at a lower
 * maximum than ours, the likelihoods are compared instead: in some 4 % of these voxels, whose variances
 * differ a million times.
 */
class LikelihoodMapsTest {

	/** Where NiMARE's search stops, as a part of the least v + tau2. */
	private static final double SEARCH = 1e-5;
	/** At bounds there is no search. */
	private static final double ROUNDING = 1e-10;

	@ParameterizedTest(name = "{0} {1}")
	@CsvSource({ //
		"pain, v_ml_wald_aggressive, ML, Wald, true, 20", //
		"pain, v_ml_aggressive, ML, Knapp-Hartung, true, 20", //
		"pain, v_ml_liberal, ML, Knapp-Hartung, false, 20", //
		"pain, v_reml_wald_aggressive, REML, Wald, true, 20", //
		"pain, v_reml_aggressive, REML, Knapp-Hartung, true, 20", //
		"pain, v_reml_liberal, REML, Knapp-Hartung, false, 20", //
		"pain_holes, v_reml_liberal, REML, Knapp-Hartung, false, 12" })
	void mapsOfKnownVariancesEqualNimaresOrAreMoreLikely(final String data, final String name,
		final LikelihoodMethod method, final String adjustment, final boolean aggressive, final int studies)
		throws IOException
	{
		final Path folder = References.path(data);
		final StudyData study = data(folder, true);
		assertEquals(studies, study.studies().count());

		final FittedMaps maps = fit(VarianceBasedLikelihood.withDefaults().with(method), adjustment, aggressive,
			study);

		final boolean restricted = method == LikelihoodMethod.REML;
		final Map<MapKind, double[]> theirs = expected(folder, name, maps);
		// NiMARE's is the same for all tests
		final double[] tau2 = expected(folder, name.replace("_wald", ""), maps).get(MapKind.TAU2);
		int same = 0;
		int higher = 0;
		for (int j = 0; j < study.voxels(); j++) {
			final double ours = maps.get(MapKind.TAU2)[j];
			final String at = " of voxel " + j;
			assertEquals(Double.isNaN(tau2[j]), Double.isNaN(ours), "tau2" + at);
			if (Double.isNaN(ours)) continue;
			final PlainGls plain = new PlainGls(column(study.values(), j), column(study.variances(), j));
			if (Math.abs(ours - tau2[j]) <= SEARCH * (tau2[j] + least(study, j))) {
				compare(theirs, maps, j, SEARCH);
				same++;
			}
			else {
				assertTrue(plain.logLikelihood(ours, restricted) > plain.logLikelihood(tau2[j], restricted) + 1e-6,
					"likelihood" + at + ": tau2 here " + ours + ", there " + tau2[j]);
				higher++;
			}
		}
		assertTrue(same > 900 && higher > 0 && higher < 60, same + " voxels agree, " + higher
			+ " have a higher maximum");
	}

	@ParameterizedTest(name = "{0} {1}")
	@CsvSource({ //
		"pain, n_ml_wald_aggressive, ML, Wald, true, 21", //
		"pain, n_ml_aggressive, ML, Knapp-Hartung, true, 21", //
		"pain, n_ml_wald_liberal, ML, Wald, false, 21", //
		"pain, n_ml_liberal, ML, Knapp-Hartung, false, 21", //
		"pain, n_reml_wald_aggressive, REML, Wald, true, 21", //
		"pain, n_reml_aggressive, REML, Knapp-Hartung, true, 21", //
		"pain, n_reml_wald_liberal, REML, Wald, false, 21", //
		"pain, n_reml_liberal, REML, Knapp-Hartung, false, 21", //
		"pain_holes, n_reml_wald_aggressive, REML, Wald, true, 12", //
		"pain_holes, n_reml_aggressive, REML, Knapp-Hartung, true, 12", //
		"pain_holes, n_reml_wald_liberal, REML, Wald, false, 12", //
		"pain_holes, n_reml_liberal, REML, Knapp-Hartung, false, 12" })
	void mapsBySampleSizesEqualNimares(final String data, final String name, final LikelihoodMethod method,
		final String adjustment, final boolean aggressive, final int studies) throws IOException
	{
		final Path folder = References.path(data);
		final StudyData study = data(folder, false);
		assertEquals(studies, study.studies().count());

		final FittedMaps maps = fit(SampleSizeBasedLikelihood.withDefaults().with(method), adjustment, aggressive,
			study);

		final Map<MapKind, double[]> theirs = expected(folder, name, maps);
		int compared = 0;
		for (int j = 0; j < study.voxels(); j++) {
			// with two studies all ratios of the variances are as likely, and NiMARE's search ends anywhere
			if (method == LikelihoodMethod.REML && maps.get(MapKind.K)[j] == 2) continue;
			final boolean inside = maps.get(MapKind.TAU2)[j] > 0 && maps.get(MapKind.SIGMA2)[j] > 0;
			compare(theirs, maps, j, inside ? SEARCH : ROUNDING);
			if (!Double.isNaN(maps.get(MapKind.Z)[j])) compared++;
		}
		assertTrue(compared > 200, "voxels compared: " + compared);
	}

	/** Compares the maps at a voxel; the estimate and z as parts of the standard error. */
	private static void compare(final Map<MapKind, double[]> theirs, final FittedMaps ours, final int j,
		final double tolerance)
	{
		for (final MapKind kind : theirs.keySet()) {
			if (kind == MapKind.TAU2) continue;
			final double wanted = theirs.get(kind)[j];
			final double got = ours.get(kind)[j];
			final double unit = switch (kind) {
				case EST -> ours.get(MapKind.SE)[j];
				case Z, LOGP -> Math.max(1, Math.abs(wanted));
				default -> Math.abs(wanted);
			};
			if (Double.isNaN(wanted) && Double.isNaN(got)) continue;
			assertTrue(Math.abs(got - wanted) <= tolerance * unit, kind.key() + " of voxel " + j + ": wanted "
				+ wanted + ", got " + got);
		}
	}

	/** The maps that there are. */
	private static Map<MapKind, double[]> expected(final Path folder, final String name, final FittedMaps maps)
		throws IOException
	{
		final Map<MapKind, double[]> expected = new EnumMap<>(MapKind.class);
		for (final MapKind kind : maps.kinds()) {
			final Path file = folder.resolve("expected").resolve(name).resolve(kind.key() + ".nii.gz");
			if (Files.exists(file)) expected.put(kind, values(file));
		}
		assertTrue(expected.size() >= 4, "maps of " + name + ": " + expected.keySet());
		return expected;
	}

	private static FittedMaps fit(final EffectEstimator<?> estimator, final String adjustment,
		final boolean aggressive, final StudyData data)
	{
		final EnumSet<MapKind> wanted = EnumSet.of(MapKind.EST, MapKind.SE, MapKind.Z, MapKind.LOGP, MapKind.TAU2,
			MapKind.DOF, MapKind.K);
		if (estimator.maps().contains(MapKind.SIGMA2)) wanted.add(MapKind.SIGMA2);
		return BlockwiseFitter.of(estimator.with(Adjustment.parse(adjustment))).withAggressiveMask(aggressive)
			.fit(data, wanted, Progress.NONE);
	}

	/**
	 * The studies of the table that have what is needed, at all voxels; effects of 0 and variances of 0 or less
	 * are missing.
	 */
	private static StudyData data(final Path folder, final boolean withVariances) throws IOException {
		final List<double[]> effects = new ArrayList<>();
		final List<double[]> variances = new ArrayList<>();
		final List<Double> sizes = new ArrayList<>();
		for (final Study study : StudyTable.read(folder.resolve("data/studies.tsv")).studies()) {
			if (!study.maps().containsKey(StudyMap.BETA)) continue;
			if (withVariances && !study.maps().containsKey(StudyMap.VARCOPE)) continue;
			effects.add(values(study.maps().get(StudyMap.BETA)));
			if (withVariances) variances.add(values(study.maps().get(StudyMap.VARCOPE)));
			sizes.add(study.sampleSize());
		}
		effects.forEach(map -> Arrays.setAll(map, i -> map[i] == 0 ? Double.NaN : map[i]));
		variances.forEach(map -> Arrays.setAll(map, i -> map[i] > 0 ? map[i] : Double.NaN));
		final Studies studies = Studies.independent(effects.size()).withSampleSizes(sizes.stream()
			.mapToDouble(size -> size).toArray());
		return new StudyData(studies, Signals.of(effects.toArray(double[][]::new)), withVariances ? Signals.of(
			variances.toArray(double[][]::new)) : null);
	}

	private static double[] values(final Path file) throws IOException {
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(NiftiReader.read(file).img()).cursor();
		final List<Double> values = new ArrayList<>();
		while (cursor.hasNext())
			values.add(cursor.next().getRealDouble());
		return values.stream().mapToDouble(value -> value).toArray();
	}

	private static double least(final StudyData data, final int j) {
		return Arrays.stream(column(data.variances(), j)).filter(v -> v > 0).min().orElseThrow();
	}

	private static double[] column(final Signals signals, final int j) {
		final double[] column = new double[signals.studies()];
		final double[] value = new double[1];
		for (int k = 0; k < column.length; k++) {
			signals.row(k).read(j, 1, value);
			column[k] = value[0];
		}
		return column;
	}
}
