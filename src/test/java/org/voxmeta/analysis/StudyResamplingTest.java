package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.grid.Affines;
import org.voxmeta.grid.Interpolation;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** Studies on other grids than the mask or the first study. */
class StudyResamplingTest {

	private static final Set<Need> NEEDS = Set.of(Need.EFFECT, Need.VARIANCE);
	private static final StudyResampling LINEAR = StudyResampling.of(Interpolation.LINEAR);

	/** 24 x 24 x 24 mm about the point 0, in voxels of 2 mm, of 3 mm, and of 2 mm turned by 20 degrees. */
	private static final VoxelGrid TWO_MM = cube(13, 2, 0);
	private static final VoxelGrid THREE_MM = cube(9, 3, 0);
	private static final VoxelGrid TURNED = cube(13, 2, 20);
	/** In the middle of all of them. */
	private static final VoxelGrid INSIDE = cube(5, 2, 10);

	@TempDir
	Path folder;

	/** Linear interpolation of a ramp is exact, so that all studies have the same values in the same place. */
	@Test
	void studiesOnDifferentGridsMeetInSpace() throws IOException {
		final StudyInputs inputs = studies(TWO_MM, THREE_MM, TURNED);

		final StudyInputs placed = LINEAR.apply(inputs, mask("mask.nii", INSIDE, 1));

		for (int k = 0; k < 3; k++) {
			assertArrayEquals(ramp(INSIDE, k + 1), values(placed.values(), k), 1e-4, "effects of study " + k);
			assertArrayEquals(ramp(INSIDE, 0.1), values(placed.variances(), k), 1e-5, "variances of study " + k);
			assertArrayEquals(new long[] { 5, 5, 5 }, placed.values().images().get(k).source().open()
				.dimensionsAsLongArray());
		}
	}

	@Test
	void aFitOfThemHasTheMasksGrid() throws IOException {
		final InputImage mask = mask("mask.nii", INSIDE, 1);

		final EstimatorRun.Outcome outcome = EstimatorRun.of(DerSimonianLaird.withDefaults()).withMaps(EnumSet.of(
			MapKind.EST, MapKind.K)).run(studies(TWO_MM, THREE_MM, TURNED), mask, "test", Progress.NONE);

		assertArrayEquals(ramp(INSIDE, 2), outcome.result().maps().get(MapKind.EST), 1e-4);
		final NiftiHeader header = outcome.result().image(MapKind.EST).header();
		assertTrue(Arrays.deepEquals(mask.header().affine(), header.affine()));
		assertArrayEquals(new long[] { 5, 5, 5 }, header.dims());
		assertEquals("mm", header.spaceUnit());
	}

	@Test
	void withoutAMaskTheFirstStudysGridIsTaken() throws IOException {
		final StudyInputs inputs = studies(THREE_MM, TWO_MM);

		final StudyInputs placed = LINEAR.apply(inputs, null);

		assertSame(inputs.values().images().get(0), placed.values().images().get(0));
		assertSame(inputs.values().header(), placed.values().header());
		assertTrue(placed.values().grids().get(1).matches(THREE_MM));
		assertArrayEquals(ramp(THREE_MM, 2), values(placed.values(), 1), 1e-4);
	}

	@Test
	void onlyMapsOnAnotherGridAreResampled() throws IOException {
		final StudyInputs inputs = studies(TWO_MM, THREE_MM, TWO_MM);

		final StudyInputs placed = LINEAR.apply(inputs, mask("mask.nii", TWO_MM, 1));

		for (final int k : new int[] { 0, 2 }) {
			assertSame(inputs.values().images().get(k), placed.values().images().get(k));
			assertSame(inputs.variances().images().get(k), placed.variances().images().get(k));
		}
		assertEquals(1, placed.values().images().get(1).recipe().size());
		assertSame(placed, LINEAR.apply(placed, mask("mask.nii", TWO_MM, 1)));
	}

	@Test
	void studiesOnOneGridStayAsTheyAre() throws IOException {
		final StudyInputs inputs = studies(TWO_MM, TWO_MM);

		assertSame(inputs, LINEAR.apply(inputs, mask("mask.nii", TWO_MM, 1)));
		assertSame(inputs, LINEAR.apply(inputs, null));
	}

	@Test
	void whichImageDiffersHowIsTold() throws IOException {
		final StudyInputs placed = LINEAR.apply(studies(TWO_MM, THREE_MM, TURNED), mask("mask.nii", TWO_MM, 1));

		final String mask = folder.resolve("mask.nii") + " (mask)";
		assertEquals(List.of("Resampling: 4 of 6 images, linear, onto the grid of '" + mask + "' (13x13x13, "
			+ "[2.000 0.000 0.000 -12.00] [0.000 2.000 0.000 -12.00] [0.000 0.000 2.000 -12.00]):\n"
			+ "study 2 (beta-2.nii)\tsize 9x9x9, wanted 13x13x13; voxels 3 x 3 x 3 mm, wanted 2 x 2 x 2 mm\n"
			+ "study 3 (beta-3.nii)\taxes turned by up to 20 degrees\n"
			+ "study 2 (varcope-2.nii)\tsize 9x9x9, wanted 13x13x13; voxels 3 x 3 x 3 mm, wanted 2 x 2 x 2 mm\n"
			+ "study 3 (varcope-3.nii)\taxes turned by up to 20 degrees"), placed.remarks());
	}

	@Test
	void theRunsRecordTellsToo() throws IOException {
		final Path output = folder.resolve("out");

		EstimatorRun.of(DerSimonianLaird.withDefaults()).withOutput(output).run(studies(TWO_MM, THREE_MM), null, "test",
			Progress.NONE);

		final String json = Files.readString(output.resolve("result.json"));
		assertTrue(json.contains("\"resample\": \"linear\""), json);
		assertTrue(json.contains("\"study 2 (beta-2.nii)\": \"size 9x9x9, wanted 13x13x13; voxels 3 x 3 x 3 mm"), json);
		assertTrue(json.contains("Resampling: 2 of 4 images, linear, onto the grid of "), json);
		assertTrue(json.contains("Upsampling: 2 images have larger voxels"), json);
	}

	@Test
	void smallerVoxelsAreWarnedOf() throws IOException {
		final String warning = "Upsampling: 2 images have larger voxels than the grid of 'study 1 (beta-1.nii)', so that"
			+ " maps on it look finer than these data are: study 2 (beta-2.nii), study 2 (varcope-2.nii)";

		assertEquals(List.of(warning), LINEAR.apply(studies(TWO_MM, THREE_MM, TURNED), null).notes());
		assertEquals(List.of(), LINEAR.apply(studies(THREE_MM, TWO_MM, TURNED), null).notes());
	}

	@Test
	void missingVoxelsDoNotDiluteThoseBesideThem() throws IOException {
		final float[] effects = new float[9 * 9 * 9];
		Arrays.fill(effects, 0, 4 * 81, 5);
		Arrays.fill(effects, 7 * 81, 8 * 81, Float.NaN);
		Arrays.fill(effects, 8 * 81, 9 * 81, Float.POSITIVE_INFINITY);
		final StudyInputs inputs = studies(TWO_MM, THREE_MM);
		write("beta-2.nii", THREE_MM, effects);

		final double[] got = values(LINEAR.apply(inputs, null).values(), 1);

		final boolean[] there = new boolean[13];
		for (int i = 0; i < got.length; i++) {
			assertTrue(got[i] == 5 || Double.isNaN(got[i]), "voxel " + i + ": " + got[i]);
			there[i / 169] |= got[i] == 5;
		}
		// the planes from -12 to -3 mm reach half a voxel further
		for (int z = 0; z < 13; z++)
			assertEquals(-12 + 2 * z <= -1.5, there[z], "plane " + z);
	}

	@Test
	void negativeVariancesAreNotMixedIntoOthersAndStillCounted() throws IOException {
		final StudyInputs inputs = studies(TWO_MM, THREE_MM);
		final float[] variances = new float[9 * 9 * 9];
		Arrays.fill(variances, 2);
		Arrays.fill(variances, 4 * 81, 5 * 81, -1);
		write("varcope-2.nii", THREE_MM, variances);

		final double[] got = values(LINEAR.apply(inputs, null).variances(), 1);
		final EstimatorRun.Outcome outcome = EstimatorRun.of(DerSimonianLaird.withDefaults()).withAggressiveMask(false)
			.withMaps(EnumSet.of(MapKind.K)).run(inputs, null, "test", Progress.NONE);

		for (int i = 0; i < got.length; i++)
			assertEquals(i / 169 == 6 ? -1 : 2, got[i], 1e-6, "voxel " + i);
		assertTrue(outcome.notes().get(1).startsWith("study 2 (varcope-2.nii): 169 of 2197 voxels have a negative"), outcome
			.notes().toString());
	}

	@Test
	void floatsStayFloats() throws IOException {
		final StudyInputs inputs = studies(TWO_MM, THREE_MM);
		final NiftiHeader header = header(THREE_MM).withType(NiftiType.FLOAT64);
		NiftiWriter.write(NiftiImage.of(header, new double[729]), folder.resolve("varcope-2.nii"));

		final StudyInputs placed = LINEAR.apply(inputs, null);

		assertEquals(FloatType.class, placed.values().sources().get(1).open().getType().getClass());
		assertEquals(DoubleType.class, placed.variances().sources().get(1).open().getType().getClass());
	}

	@Test
	void aRecipeNamesAllThatValuesDependOn() throws IOException {
		final StudyInputs inputs = studies(TWO_MM, THREE_MM);
		final List<String> recipes = new ArrayList<>();
		for (final Interpolation how : Interpolation.values()) {
			final StudyInputs placed = StudyResampling.of(how).apply(inputs, null);
			recipes.addAll(placed.values().images().get(1).recipe());
			recipes.addAll(placed.variances().images().get(1).recipe());
		}
		recipes.addAll(LINEAR.apply(inputs, mask("mask.nii", INSIDE, 1)).values().images().get(1).recipe());

		assertEquals(7, recipes.stream().distinct().count());
		assertEquals("resampled, 0 missing, from " + THREE_MM.exactText() + ", linear, clipped, available, onto " + TWO_MM
			.exactText(), recipes.get(2));
	}

	@Test
	void neverIsAnErrorOfTheAnalysis() throws IOException {
		final StudyInputs inputs = studies(TWO_MM, THREE_MM);

		assertSame(inputs, StudyResampling.NEVER.apply(inputs, null));
		assertTrue(refused(() -> EstimatorRun.of(DerSimonianLaird.withDefaults()).withResampling(StudyResampling.NEVER).run(
			inputs, null, "test", Progress.NONE)).startsWith("Images: 2 of 4 are on another grid than 'study 1"));
	}

	@Test
	void imagesThatDoNotSayWhereTheyAreFitThoseOfTheirSize() throws IOException {
		final StudyInputs inputs = studies(TWO_MM, THREE_MM, TWO_MM);
		final StudyInputs withUnknown = studies(TWO_MM.withAffine(null), THREE_MM, TWO_MM);

		final StudyInputs placed = LINEAR.apply(withUnknown, null);
		final StudyInputs masked = LINEAR.apply(inputs, mask("unknown.nii", THREE_MM.withAffine(null), 1));

		assertSame(withUnknown.values().images().get(0), placed.values().images().get(0));
		assertTrue(placed.values().grids().get(1).matches(TWO_MM));
		assertTrue(masked.values().grids().get(0).matches(THREE_MM));
		assertTrue(Arrays.deepEquals(header(THREE_MM).affine(), masked.values().header().affine()));
		assertEquals(List.of("Mask '" + folder.resolve("unknown.nii")
			+ "' does not say where its voxels are; taken to lie as 'study 2 (beta-2.nii)'"), masked.notes());
	}

	@Test
	void imagesThatDoNotSayWhereTheyAreCannotBeResampled() throws IOException {
		assertEquals("Images: 2 of 6 are on another grid than 'study 1 (beta-1.nii)' (13x13x13, "
			+ "[2.000 0.000 0.000 -12.00] [0.000 2.000 0.000 -12.00] [0.000 0.000 2.000 -12.00]); resample them first:\n"
			+ "study 2 (beta-2.nii)\tsize 9x9x9, wanted 13x13x13\nstudy 2 (varcope-2.nii)\tsize 9x9x9, wanted 13x13x13",
			refused(() -> LINEAR.apply(studies(TWO_MM, THREE_MM.withAffine(null), TURNED), null)));
		assertTrue(refused(() -> LINEAR.apply(studies(TWO_MM, THREE_MM.withAffine(null)), mask("mask.nii", TURNED, 1)))
			.startsWith("Images: 2 of 5 are on another grid than '" + folder.resolve("mask.nii") + " (mask)' ("));
	}

	@Test
	void mapsOfMoreAxesThanTheMaskCannotBeResampled() throws IOException {
		final StudyInputs inputs = studies(VoxelGrid.of(new long[] { 9, 9, 9, 2 }, THREE_MM.affine().orElseThrow()));

		assertTrue(refused(() -> LINEAR.apply(inputs, mask("mask.nii", TWO_MM, 1))).startsWith("Images: 2 of 3 are on "));
	}

	@Test
	void theMaskKeepsItsVoxels() throws IOException {
		final float[] voxels = new float[125];
		Arrays.fill(voxels, 30, 50, 1);

		final MetaAnalysisResult result = EstimatorRun.of(DerSimonianLaird.withDefaults()).run(studies(TWO_MM, THREE_MM),
			mask("mask.nii", INSIDE, voxels), "test", Progress.NONE).result();

		assertArrayEquals(IntStream.range(30, 50).toArray(), IntStream.range(0, result.masker().mask().size()).map(result
			.masker().mask()::index).toArray());
	}

	@ParameterizedTest
	@ValueSource(strings = { "linear", "nearest", "continuous", "never" })
	void itIsNamedAsTheKeySays(final String name) {
		assertEquals(name, StudyResampling.parse(" " + name.toUpperCase()).toString());
	}

	@Test
	void otherNamesAreRefused() {
		assertEquals("Resample: got 'auto', wanted linear, nearest, continuous or never", refused(() -> StudyResampling
			.parse("auto")));
	}

	/** Studies 1, 2, ... whose effects are 1, 2, ... times a ramp, each on one of the grids. */
	private StudyInputs studies(final VoxelGrid... grids) throws IOException {
		final List<String> lines = new ArrayList<>(List.of("study\tbeta\tvarcope"));
		for (int k = 1; k <= grids.length; k++) {
			write("beta-" + k + ".nii", grids[k - 1], floats(ramp(grids[k - 1], k)));
			write("varcope-" + k + ".nii", grids[k - 1], floats(ramp(grids[k - 1], 0.1)));
			lines.add("study " + k + "\tbeta-" + k + ".nii\tvarcope-" + k + ".nii");
		}
		return StudyInputs.ofTable(Files.write(folder.resolve("studies.tsv"), lines), NEEDS, false);
	}

	private InputImage mask(final String name, final VoxelGrid grid, final float... values) throws IOException {
		final float[] all = new float[(int) Arrays.stream(grid.dimensions()).reduce(1, (a, b) -> a * b)];
		Arrays.fill(all, values[0]);
		return InputImage.read(write(name, grid, values.length == 1 ? all : values));
	}

	private Path write(final String name, final VoxelGrid grid, final float... values) throws IOException {
		NiftiWriter.write(NiftiImage.of(header(grid), values), folder.resolve(name));
		return folder.resolve(name);
	}

	private static NiftiHeader header(final VoxelGrid grid) {
		final NiftiHeader header = NiftiHeader.of(grid.dimensions(), NiftiType.FLOAT32).withUnits("mm", "sec");
		return grid.affine().map(header::withAffine).orElse(header);
	}

	/** A linear function of the place: 100 plus some of each coordinate, times a factor. */
	private static double[] ramp(final VoxelGrid grid, final double factor) {
		final double[][] a = grid.affine().orElse(THREE_MM.affine().orElseThrow());
		final long[] n = Arrays.copyOf(grid.dimensions(), 3);
		final double[] values = new double[(int) Arrays.stream(grid.dimensions()).reduce(1, (x, y) -> x * y)];
		for (int i = 0; i < values.length; i++) {
			final double[] at = { i % n[0], i / n[0] % n[1], i / n[0] / n[1] % n[2] };
			values[i] = 100;
			for (int row = 0; row < 3; row++)
				values[i] += (row + 1) * (a[row][0] * at[0] + a[row][1] * at[1] + a[row][2] * at[2] + a[row][3]);
			values[i] *= factor;
		}
		return values;
	}

	/** Cubes of voxels about the point 0, turned about z. */
	private static VoxelGrid cube(final long n, final double size, final double degrees) {
		final double c = size * Math.cos(Math.toRadians(degrees));
		final double s = size * Math.sin(Math.toRadians(degrees));
		final double half = (n - 1) / 2.0;
		// in single precision, as files have it
		final double[] rows = { c, -s, 0, half * (s - c), s, c, 0, -half * (s + c), 0, 0, size, -half * size };
		return VoxelGrid.of(new long[] { n, n, n }, Affines.ofRows(Arrays.stream(rows).map(value -> (float) value)
			.toArray()));
	}

	private static float[] floats(final double[] values) {
		final float[] floats = new float[values.length];
		IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) values[i]);
		return floats;
	}

	private static double[] values(final StudyMaps maps, final int study) throws IOException {
		final RandomAccessibleInterval<? extends RealType<?>> image = maps.sources().get(study).open();
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		return IntStream.range(0, (int) image.size()).mapToDouble(i -> cursor.next().getRealDouble()).toArray();
	}

	private static String refused(final Executable call) {
		return assertThrows(IllegalArgumentException.class, call).getMessage();
	}
}
