package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertSameBits;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.Set;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.data.Need;
import org.voxmeta.study.StudySelection;
import org.voxmeta.study.StudyTable;
import org.voxmeta.task.Progress;

class StudyMapsTest {

	private static final Set<Need> EFFECTS = Set.of(Need.EFFECT, Need.VARIANCE);

	private static final Set<Need> NEEDS = EnumSet.of(Need.EFFECT, Need.VARIANCE);

	@TempDir
	Path folder;

	@Test
	void mapsOfATableAreThoseOfItsFilesInItsOrder() throws IOException {
		final SmallStudies studies = SmallStudies.of(3, 4, 3, 2);
		final StudySelection selection = StudyTable.read(studies.write(folder)).select(NEEDS, true);

		final StudyMaps effects = StudyMaps.ofTable(selection, Need.EFFECT, StudyFiles.OPENED);
		final StudyMaps variances = StudyMaps.ofTable(selection, Need.VARIANCE, StudyFiles.OPENED);

		assertEquals(3, effects.size());
		assertEquals(List.of("study 1 (beta-1.nii.gz)", "study 2 (beta-2.nii.gz)", "study 3 (beta-3.nii.gz)"),
			effects.names());
		for (int k = 0; k < 3; k++) {
			assertSameBits(doubles(studies.effects()[k]), values(effects, k), "effects of study " + k);
			assertSameBits(doubles(studies.variances()[k]), values(variances, k), "variances of study " + k);
		}
		assertArrayEquals(new long[] { 4, 3, 2 }, effects.header().dims());
	}

	@Test
	void standardErrorsAreSquaredInDouble() throws IOException {
		final float[] errors = { 0.1f, 3e-20f, 3e30f, 16777217f };

		final double[] squared = values(ofTable("se", errors), 0);

		assertSameBits(new double[] { 0.1f * (double) 0.1f, 3e-20f * (double) 3e-20f, 3e30f * (double) 3e30f,
			16777217f * (double) 16777217f }, squared, "squares");
	}

	@Test
	void whatIsNoStandardErrorIsNoVariance() throws IOException {
		final double[] squared = values(ofTable("se", 0, -0.0f, Float.NaN, Float.POSITIVE_INFINITY,
			Float.NEGATIVE_INFINITY, -2), 0);

		for (int j = 0; j < squared.length; j++)
			assertFalse(squared[j] > 0 && squared[j] <= Double.MAX_VALUE, "voxel " + j + ": " + squared[j]);
	}

	@Test
	void negativeStandardErrorsAreMissingAndTold() throws IOException {
		final SmallStudies studies = SmallStudies.of(3, 4, 3, 2);
		studies.write(folder);
		final float[] errors = new float[24];
		for (int j = 0; j < 24; j++)
			errors[j] = j == 5 || j == 7 ? -0.3f : 0.3f;
		studies.writeMap(folder.resolve("se.nii"), errors);
		final Path table = table("study\tbeta\tvarcope\tse", "1\tbeta-1.nii.gz\tvarcope-1.nii.gz\t",
			"2\tbeta-2.nii.gz\tvarcope-2.nii.gz\t", "3\tbeta-3.nii.gz\t\tse.nii");

		final EstimatorRun.Outcome outcome = EstimatorRun.of(DerSimonianLaird.withDefaults())
			.withAggressiveMask(false).withMaps(EnumSet.of(MapKind.K)).run(StudyInputs.ofTable(table, EFFECTS, true), null,
				"test", Progress.NONE);

		assertSameBits(IntStream.range(0, 24).mapToDouble(j -> j == 5 || j == 7 ? 2 : 3).toArray(), outcome.result()
			.maps().get(MapKind.K), "studies of each voxel");
		assertEquals(1, outcome.notes().size());
		assertTrue(outcome.notes().get(0).startsWith("3 (se.nii): 2 of 24 voxels have a negative "), outcome.notes()
			.toString());
	}

	@Test
	void variancesArePreferredToStandardErrors() throws IOException {
		map("beta.nii", 1, 2);
		map("varcope.nii", 5, 6);
		map("se.nii", 7, 8);
		final Path table = table("study\tbeta\tvarcope\tse", "1\tbeta.nii\tvarcope.nii\tse.nii",
			"2\tbeta.nii\t\tse.nii");

		final StudyMaps maps = StudyMaps.ofTable(StudyTable.read(table).select(NEEDS, true), Need.VARIANCE, StudyFiles.OPENED);

		assertEquals(List.of("1 (varcope.nii)", "2 (se.nii)"), maps.names());
		assertArrayEquals(new double[] { 5, 6 }, values(maps, 0));
		assertArrayEquals(new double[] { 49, 64 }, values(maps, 1));
	}

	@Test
	void axesOfOneVoxelAtTheEndOfAFileAreDropped() throws IOException {
		final NiftiHeader header = NiftiHeader.of(new long[] { 2, 1, 1, 1, 1 }, NiftiType.FLOAT32);
		NiftiWriter.write(NiftiImage.of(header, new float[] { 1, 2 }), folder.resolve("beta.nii"));
		map("varcope.nii", 5, 6);
		final Path table = table("study\tbeta\tvarcope", "1\tbeta.nii\tvarcope.nii");

		final StudyMaps maps = StudyMaps.ofTable(StudyTable.read(table).select(NEEDS, true), Need.EFFECT, StudyFiles.OPENED);

		assertArrayEquals(new long[] { 2, 1 }, maps.grids().get(0).dimensions());
		assertArrayEquals(new long[] { 2, 1 }, maps.sources().get(0).open().dimensionsAsLongArray());
	}

	@Test
	void filesAreReadOnlyWhenTheyAreOpened() throws IOException {
		final StudyMaps maps = ofTable("varcope", 1, 2);
		map("varcope.nii", 3, 4);

		assertArrayEquals(new double[] { 3, 4 }, values(maps, 0));
	}

	@Test
	void aMissingFileIsNamedAtOnce() throws IOException {
		map("beta.nii", 1, 2);
		final Path table = table("study\tbeta\tvarcope", "1\tbeta.nii\tgone.nii");

		final String message = assertThrows(IOException.class, () -> StudyInputs.ofTable(table, EFFECTS, true)).getMessage();

		assertTrue(message.contains(folder.resolve("gone.nii").toString()), message);
	}

	@Test
	void aStackIsSplitAlongTheAxis() throws IOException {
		final SmallStudies studies = SmallStudies.of(3, 4, 3, 2);
		final InputImage frames = InputImage.of(studies.frames("betas", studies.effects(), 32));

		final StudyMaps byFrame = StudyMaps.ofStack(frames, StudyAxis.AUTO);
		final StudyMaps bySlice = StudyMaps.ofStack(InputImage.of(studies.image("one", studies.effects()[1])),
			StudyAxis.AUTO);

		assertEquals(List.of("betas (study 1)", "betas (study 2)", "betas (study 3)"), byFrame.names());
		for (int k = 0; k < 3; k++)
			assertSameBits(doubles(studies.effects()[k]), values(byFrame, k), "study " + k);
		assertEquals(2, bySlice.size());
		assertArrayEquals(new long[] { 4, 3 }, bySlice.header().dims());
		assertArrayEquals(new long[] { 4, 3 }, bySlice.grids().get(1).dimensions());
	}

	@Test
	void mapsInAStackAreSeenInPlace() throws IOException {
		final SmallStudies studies = SmallStudies.of(2, 4, 3, 2);
		final ImagePlus stack = studies.frames("betas", studies.effects(), 32);
		final StudyMaps maps = StudyMaps.ofStack(InputImage.of(stack), StudyAxis.T);

		stack.getStack().getProcessor(stack.getStackIndex(1, 2, 2)).setf(3, 1, 99);

		assertEquals(99, values(maps, 1)[12 + 4 + 3]);
	}

	@Test
	void gridsOfFilesWithAnAffineMustHaveTheSame() throws IOException {
		final SmallStudies here = SmallStudies.of(1, 4, 3, 2);
		final SmallStudies there = here.withAffine(new double[][] { { 3, 0, 0, 0 }, { 0, 3, 0, 0 }, { 0, 0, 3, 0 },
			{ 0, 0, 0, 1 } });
		here.writeMap(folder.resolve("beta.nii"), here.effects()[0]);
		there.writeMap(folder.resolve("varcope.nii"), here.variances()[0]);
		final Path table = table("study\tbeta\tvarcope", "1\tbeta.nii\tvarcope.nii");
		final StudyInputs inputs = StudyInputs.ofTable(table, EFFECTS, true);

		final VoxelGrid beta = inputs.values().grids().get(0);
		assertFalse(beta.matches(inputs.variances().grids().get(0)));
		assertTrue(beta.matches(StudyMaps.ofStack(InputImage.of(here.image("open", here.effects()[0])), StudyAxis.T)
			.grids().get(0)), "an image without an affine lies anywhere");
	}

	/** The maps of one study whose variance, or standard error, has these values. */
	private StudyMaps ofTable(final String column, final float... values) throws IOException {
		map("beta.nii", new float[values.length]);
		map(column + ".nii", values);
		final Path table = table("study\tbeta\t" + column, "1\tbeta.nii\t" + column + ".nii");
		return StudyMaps.ofTable(StudyTable.read(table).select(NEEDS, true), Need.VARIANCE, StudyFiles.OPENED);
	}

	private void map(final String name, final float... values) throws IOException {
		final NiftiHeader header = NiftiHeader.of(new long[] { values.length, 1 }, NiftiType.FLOAT32);
		NiftiWriter.write(NiftiImage.of(header, values), folder.resolve(name));
	}

	private Path table(final String... lines) throws IOException {
		return Files.write(folder.resolve("studies.tsv"), List.of(lines));
	}

	private static double[] values(final StudyMaps maps, final int study) throws IOException {
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(maps.sources().get(study).open()).cursor();
		final double[] values = new double[(int) maps.sources().get(study).open().size()];
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealDouble();
		return values;
	}

	private static double[] doubles(final float[] values) {
		return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
	}
}
