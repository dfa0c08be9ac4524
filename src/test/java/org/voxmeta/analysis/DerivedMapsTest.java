package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.References;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.FixedEffectsHedges;
import org.voxmeta.stats.estimator.WeightedLeastSquares;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.Derivation;
import org.voxmeta.study.EffectScale;
import org.voxmeta.study.StudySelection;
import org.voxmeta.study.StudySelector;
import org.voxmeta.study.StudyTable;
import org.voxmeta.task.Progress;

/** The values of maps that are made of a study's files, and the meta-analyses of such maps. */
class DerivedMapsTest {

	private static final Set<Need> EFFECTS = Set.of(Need.EFFECT, Need.VARIANCE);
	private static final double[] BETA = { 0.5, -1.2, 3, 1e-3, 40 };
	private static final double[] VARCOPE = { 0.04, 2.56, 9, 1e-4, 1 };
	private static final int STUDIES = 6;
	private static final int VOXELS = 40;

	@TempDir
	Path folder;

	/** z of t by mpmath, with 40 digits. */
	@ParameterizedTest
	@CsvSource({ //
		"Z, t, 2.5, 24, 2.33288512831445697", //
		"Z, t, -0.75, 9, -0.718572370171979931", //
		"Z, t, 40, 12, 7.56592204853068439", //
		"T, z, 2.33288512831445697, 24, 2.5", //
		"T, z, 7.56592204853068439, 12, 40" })
	void statisticsFollowFromEachOther(final Need need, final String column, final double value,
	final double dof, final double wanted) throws IOException
	{
		write("map.nii", value);
		final Path table = table("study,dof," + column, "a," + dof + ",map.nii");

		assertClose(wanted, values(table, need)[0], 1e-12, "from " + column);
	}

	@Test
	void betaVarcopeAndTFollowFromEachOther() throws IOException {
		final double[] t = map((beta, v) -> beta / Math.sqrt(v));
		final double[] se = map((beta, v) -> Math.sqrt(v));
		write("b.nii", BETA);
		write("v.nii", VARCOPE);
		write("t.nii", t);
		write("s.nii", se);

		assertCloseAll(VARCOPE, values(table("study,beta,t", "a,b.nii,t.nii"), Need.VARIANCE));
		assertCloseAll(VARCOPE, values(table("study,beta,se", "a,b.nii,s.nii"), Need.VARIANCE));
		assertCloseAll(BETA, values(table("study,t,varcope", "a,t.nii,v.nii"), Need.EFFECT));
		assertCloseAll(BETA, values(table("study,t,se", "a,t.nii,s.nii"), Need.EFFECT));
		assertCloseAll(t, values(table("study,beta,varcope", "a,b.nii,v.nii"), Need.T));
		assertCloseAll(t, values(table("study,beta,se", "a,b.nii,s.nii"), Need.T));
	}

	@Test
	void zStandsForTWithDegreesOfFreedom() throws IOException {
		write("b.nii", BETA);
		write("v.nii", VARCOPE);
		final double[] z = values(table("study,n,beta,varcope", "a,20,b.nii,v.nii"), Need.Z);
		write("z.nii", z);

		assertCloseAll(VARCOPE, values(table("study,n,beta,z", "a,20,b.nii,z.nii"), Need.VARIANCE));
		assertCloseAll(BETA, values(table("study,n,z,varcope", "a,20,z.nii,v.nii"), Need.EFFECT));
		assertTrue(Math.abs(z[0]) < BETA[0] / Math.sqrt(VARCOPE[0]), "z has thinner tails than t");
	}

	@Test
	void hedgesGHasItsVariance() throws IOException {
		write("t.nii", 3.5, -1);
		final StudySelection selection = select(table("study,n,t", "a,16,t.nii"), EFFECTS);

		final double j = 1 - 3 / (4 * 15.0 - 1);
		final double[] g = values(selection, Need.EFFECT);
		final double[] variance = values(selection, Need.VARIANCE);

		assertClose(j * 3.5 / 4, g[0], 1e-14, "g");
		assertClose(-j / 4, g[1], 1e-14, "g");
		for (int i = 0; i < 2; i++) {
			final double d = i == 0 ? 3.5 / 4 : -1.0 / 4;
			assertClose(j * j * 15 / 13 * (1 / 16.0 + d * d) - d * d, variance[i], 1e-13, "variance of g");
		}
	}

	@Test
	void aVoxelThatAFileLacksIsMissing() throws IOException {
		final double[] holes = { 0, Double.NaN, Double.POSITIVE_INFINITY };
		write("holes.nii", holes);
		write("ones.nii", 1, 1, 1);
		for (final String columns : List.of("beta,t", "t,beta", "beta,z", "beta,se")) {
			final String[] header = columns.split(",");
			final Path table = table("study,n," + columns, "a,20,holes.nii,ones.nii");
			final Need need = header[1].equals("se") ? Need.T : Need.VARIANCE;

			for (final double value : values(table, need))
				assertFalse(Double.isFinite(value) && value != 0, columns + ": " + value);
		}
		for (final double value : values(table("study,n,t", "a,20,holes.nii"), Need.Z))
			assertFalse(Double.isFinite(value) && value != 0, "z from t: " + value);
	}

	@Test
	void whatIsNoStandardErrorMakesNoStatistic() throws IOException {
		write("b.nii", 1, 1);
		write("s.nii", -2, 2);

		final double[] t = values(table("study,beta,se", "a,b.nii,s.nii"), Need.T);

		assertTrue(Double.isNaN(t[0]));
		assertEquals(0.5, t[1]);
	}

	@Test
	void theRecipeHasAllThatTheValuesDependOn() throws IOException {
		write("t.nii", BETA);
		write("b.nii", BETA);
		final StudyMaps z = maps(table("study,n,dof,t", "a,20,17.5,t.nii"), Need.Z);
		final StudyMaps variances = maps(table("study,beta,t", "a,b.nii,t.nii"), Need.VARIANCE);

		assertEquals(List.of("z from t, dof 17.5"), z.images().get(0).recipe());
		assertEquals(List.of(folder.resolve("t.nii")), z.images().get(0).files());
		assertEquals("a (t.nii)", z.images().get(0).name());
		assertEquals(List.of("varcope from beta and t"), variances.images().get(0).recipe());
		assertEquals(List.of(folder.resolve("b.nii"), folder.resolve("t.nii")), variances.images().get(0).files());
		assertEquals("a (b.nii and t.nii)", variances.images().get(0).name());
	}

	@Test
	void filesOfOneMapMustLieOnOneGrid() throws IOException {
		write("b.nii", BETA);
		write("t.nii", 1, 2, 3);
		final Path table = table("study,beta,t", "a,b.nii,t.nii");

		final String message = assertThrows(IllegalArgumentException.class, () -> maps(table, Need.VARIANCE))
			.getMessage();

		assertTrue(message.contains("a (t.nii)\tsize 3x1, wanted 5x1"), message);
	}

	@Test
	void anAnalysisOfDerivedVarcopesIsThatOfTheTrueOnes() throws IOException {
		final Path given = simulate("beta,varcope");
		final Path derived = simulate("beta,t");

		final EstimatorRun.Outcome wanted = run(DerSimonianLaird.withDefaults(), StudyLoader.of(EFFECTS), given);
		final EstimatorRun.Outcome got = run(DerSimonianLaird.withDefaults(), StudyLoader.of(EFFECTS), derived);

		for (final MapKind kind : List.of(MapKind.EST, MapKind.SE, MapKind.TAU2, MapKind.Z))
			assertCloseAll(wanted.result().maps().get(kind), got.result().maps().get(kind));
		assertEquals(List.of("All 6 studies: varcope from beta and t"), got.remarks().stream().filter(
			remark -> remark.contains("from")).toList());
		assertEquals(List.of(), got.notes());
	}

	@Test
	void weightedMeansOfGAreThoseOfFixedEffectsHedges() throws IOException {
		final Path table = simulate("t");
		final WeightedLeastSquares wls = WeightedLeastSquares.withDefaults();
		final FixedEffectsHedges hedges = FixedEffectsHedges.withDefaults();

		final EstimatorRun.Outcome got = run(wls, StudyLoader.of(wls.needs()), table);
		final EstimatorRun.Outcome wanted = run(hedges, StudyLoader.of(hedges.needs()), table);

		for (final MapKind kind : List.of(MapKind.EST, MapKind.SE, MapKind.Z))
			assertCloseAll(wanted.result().maps().get(kind), got.result().maps().get(kind));
		assertEquals(List.of("no study has beta and varcope, so effects are Hedges' g, in standard deviations"), got
			.notes());
	}

	@Test
	void theRecordSaysPerStudyWhatWasDerived() throws IOException {
		final Path table = simulate("beta,t");
		final StudyInputs inputs = StudyLoader.of(EFFECTS).ofTable(table);
		final Map<?, ?> first = (Map<?, ?>) ((List<?>) inputs.record().get("studies")).get(0);

		assertEquals("varcope from beta and t", first.get("derived"));
		assertEquals(folder.resolve("beta0.nii").toString(), first.get("beta"));
		assertEquals(folder.resolve("t0.nii").toString(), first.get("t"));
		assertEquals("beta", inputs.record().get("effectsize"));
		assertEquals("g", StudyLoader.of(EFFECTS).withScale(EffectScale.G).ofTable(table).record().get(
			"effectsize"));
	}

	/** The peer's z maps are in single precision, and off by up to 1.5e-4 above 4. */
	@Test
	void zOfRealStudiesFollowsFromTAndN() throws IOException {
		final Path table = References.path("pain/data/studies.tsv");
		final StudySelector selector = StudySelector.of(Set.of(Need.Z)).withDropInvalid(true);
		final StudySelection given = selector.select(StudyTable.read(table));
		final StudySelection derived = select(copyWithout(table, "z"), Set.of(Need.Z));

		assertEquals(20, given.studies().size());
		assertEquals(21, derived.studies().size());
		for (int k = 0; k < 20; k++) {
			final double[] z = values(given, Need.Z, k);
			final double[] of = values(derived, Need.Z, k);
			for (int j = 0; j < z.length; j++)
				if (Double.isFinite(z[j])) assertEquals(z[j], of[j], Math.abs(z[j]) < 4 ? 2e-7 : 2e-4, "study " + k
					+ ", voxel " + j);
		}
	}

	@Test
	void realStudiesWithoutVarcopeAreUsedWhenAllIsDerived() throws IOException {
		final StudyTable table = StudyTable.read(References.path("pain/data/studies.tsv"));

		final StudySelection all = StudySelector.of(EFFECTS).withDerivation(Derivation.ALL).select(table);

		assertEquals(21, all.studies().size());
		assertEquals(List.of("Study 20 'pain_20': varcope from beta and t"), all.derivations(EFFECTS));
	}

	/** A table of studies with some columns of maps, the same numbers at every call. */
	private Path simulate(final String columns) throws IOException {
		final Random random = new Random(5);
		final List<String> lines = new ArrayList<>(List.of("study,n," + columns));
		for (int k = 0; k < STUDIES; k++) {
			final double[] beta = random.doubles(VOXELS, -1, 2).toArray();
			final double[] varcope = random.doubles(VOXELS, 0.05, 0.4).toArray();
			final double[] t = new double[VOXELS];
			for (int j = 0; j < VOXELS; j++)
				t[j] = beta[j] / Math.sqrt(varcope[j]);
			write("beta" + k + ".nii", beta);
			write("varcope" + k + ".nii", varcope);
			write("t" + k + ".nii", t);
			final StringBuilder line = new StringBuilder("s" + k + "," + (12 + k));
			for (final String column : columns.split(","))
				line.append(',').append(column).append(k).append(".nii");
			lines.add(line.toString());
		}
		return table(lines.toArray(String[]::new));
	}

	private static EstimatorRun.Outcome run(final EffectEstimator<?> estimator, final StudyLoader loader,
		final Path table) throws IOException
	{
		return EstimatorRun.of(estimator).run(loader.ofTable(table), null, "test", Progress.NONE);
	}

	private Path copyWithout(final Path table, final String column) throws IOException {
		final List<String> lines = new ArrayList<>();
		int out = -1;
		for (final String line : Files.readAllLines(table)) {
			final List<String> cells = new ArrayList<>(List.of(line.split("\t", -1)));
			if (out < 0) out = cells.indexOf(column);
			else for (int c = 3; c < cells.size(); c++)
				if (!cells.get(c).isEmpty()) cells.set(c, table.resolveSibling(cells.get(c)).toAbsolutePath().toString());
			cells.remove(out);
			lines.add(String.join("\t", cells));
		}
		return Files.write(folder.resolve("copy.tsv"), lines);
	}

	private static double[] map(final DoubleBinaryOperator formula) {
		final double[] values = new double[BETA.length];
		for (int j = 0; j < values.length; j++)
			values[j] = formula.applyAsDouble(BETA[j], VARCOPE[j]);
		return values;
	}

	private void write(final String name, final double... values) throws IOException {
		final NiftiHeader header = NiftiHeader.of(new long[] { values.length, 1 }, NiftiType.FLOAT64);
		NiftiWriter.write(NiftiImage.of(header, values), folder.resolve(name));
	}

	private Path table(final String... lines) throws IOException {
		return Files.write(folder.resolve("table.csv"), List.of(lines));
	}

	private static StudySelection select(final Path table, final Set<Need> needs) throws IOException {
		return StudySelector.of(needs).select(StudyTable.read(table));
	}

	private static StudyMaps maps(final Path table, final Need need) throws IOException {
		return StudyMaps.ofTable(select(table, Set.of(need)), need, StudyFiles.OPENED);
	}

	private static double[] values(final Path table, final Need need) throws IOException {
		return values(select(table, Set.of(need)), need);
	}

	private static double[] values(final StudySelection selection, final Need need) throws IOException {
		return values(selection, need, 0);
	}

	private static double[] values(final StudySelection selection, final Need need, final int study)
		throws IOException
	{
		final var image = StudyMaps.ofTable(selection, need, StudyFiles.OPENED).sources().get(study).open();
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		final double[] values = new double[(int) image.size()];
		for (int j = 0; j < values.length; j++)
			values[j] = cursor.next().getRealDouble();
		return values;
	}

	private static void assertCloseAll(final double[] wanted, final double[] got) {
		assertEquals(wanted.length, got.length);
		for (int j = 0; j < wanted.length; j++)
			assertClose(wanted[j], got[j], 1e-11, "voxel " + j);
	}
}
