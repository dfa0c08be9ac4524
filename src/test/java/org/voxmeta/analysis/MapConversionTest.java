package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntUnaryOperator;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxmeta.SmallStudies;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.effectsize.Conversion;
import org.voxmeta.stats.effectsize.Quantity;
import org.voxmeta.stats.effectsize.StudyDesign;
import org.voxmeta.task.Progress;

class MapConversionTest {

	private static final SmallStudies STUDIES = SmallStudies.of(3, 4, 3, 2);
	private static final double[] SUBJECTS = { 12, 20, 31 };
	private static final int VOXELS = 24;

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void everyVoxelIsConvertedByItsStudysFormula(final Conversion conversion) throws IOException {
		final MapConversion run = needed(conversion, SUBJECTS);
		final float[][] first = STUDIES.variances();
		final float[][] second = STUDIES.effects();
		final boolean two = !conversion.second().isEmpty();

		final ConvertedMap got = run.run(frames("a", first), two ? frames("b", second) : null, Progress.NONE);

		final double[] values = values(got);
		for (int i = 0; i < values.length; i++) {
			final int study = i / VOXELS;
			final double wanted = conversion.of(StudyDesign.oneSample(SUBJECTS[study])).applyAsDouble(
				first[study][i % VOXELS], two ? second[study][i % VOXELS] : 1);
			assertEquals((float) wanted, (float) values[i], "voxel " + i);
		}
		assertEquals(conversion.result(), got.quantity());
	}

	@Test
	void aSignMapMayBeLeftOut() throws IOException {
		final float[] p = { 0.05f, 1, Float.NaN, 0.5f };
		final ConvertedMap got = MapConversion.of(Conversion.P_TO_Z).run(map("p", p), null, Progress.NONE);

		assertClose(1.959964, values(got)[0], 1e-6, "z");
		assertEquals(0, values(got)[1]);
		assertTrue(Double.isNaN(values(got)[2]));
		assertEquals(List.of(), got.notes());
	}

	@Test
	void studiesMayLieAlongAnyAxis() throws IOException {
		final SmallStudies flat = SmallStudies.of(3, 4, 3);
		final ImagePlus slices = flat.frames("s", flat.effects(), 32);
		slices.setDimensions(1, 3, 1);
		final MapConversion run = MapConversion.of(Conversion.T_TO_D).withSubjects(SUBJECTS);

		assertConverted(flat, run.run(open(slices), null, Progress.NONE), i -> i / 12);
		assertConverted(flat, run.withAxis(StudyAxis.Z).run(open(slices), null, Progress.NONE), i -> i / 12);
		assertConverted(STUDIES, run.run(open(STUDIES.channels("c", STUDIES.effects())), null, Progress.NONE),
			i -> i / 24);
		assertConverted(STUDIES, run.withAxis(StudyAxis.T).run(frames("t"), null, Progress.NONE), i -> i / 24);
	}

	@Test
	void oneNumberIsForAllStudies() throws IOException {
		final MapConversion run = MapConversion.of(Conversion.T_TO_Z);

		final ConvertedMap one = run.withSubjects(20).run(frames("t"), null, Progress.NONE);
		final ConvertedMap each = run.withDof(19, 19, 19).run(frames("t"), null, Progress.NONE);

		assertArrayEquals(values(one), values(each));
	}

	@Test
	void givenDegreesOfFreedomGoBeforeThoseOfTheSubjects() throws IOException {
		final ConvertedMap got = MapConversion.of(Conversion.T_TO_Z).withSubjects(40).withDof(7)
			.run(map("t", 2.5f, -1), null, Progress.NONE);

		assertEquals((float) StudyDesign.oneSample(8).zOfT(2.5), (float) values(got)[0]);
	}

	@Test
	void doublesInFilesAreConvertedAsDoubles() throws IOException {
		final double[] p = { 1e-300, 1e-60, 0.3 };
		final Path file = folder.resolve("p.nii");
		NiftiWriter.write(NiftiImage.of(NiftiHeader.of(new long[] { 3, 1 }, NiftiType.FLOAT64), p), file);

		final ConvertedMap got = MapConversion.of(Conversion.P_TO_Z)
			.run(InputImage.read(file), null, Progress.NONE);

		assertClose(37.06578788077213, values(got)[0], 1e-7, "z");
		assertEquals(List.of(), got.notes());
	}

	@Test
	void gridUnitsAndTimeStepAreKept() throws IOException {
		final Path in = folder.resolve("t.nii.gz");
		final NiftiHeader header = STUDIES.header().withDims(4, 3, 2, 3).withPixdim(1, 2, 2, 2, 0.5, 1, 1, 1)
			.withToffset(3).withIntent(NiftiIntent.TTEST.code(), "t", 20).withDescrip("SPM{T_[20]}")
			.withCalRange(2, 5);
		NiftiWriter.write(NiftiImage.of(header, new float[72]), in);

		final NiftiHeader got = MapConversion.of(Conversion.T_TO_Z).withSubjects(20)
			.run(InputImage.read(in), null, Progress.NONE).image().header();

		assertArrayEquals(header.dims(), got.dims());
		assertArrayEquals(header.pixdim(), got.pixdim());
		assertTrue(Arrays.deepEquals(header.affine(), got.affine()));
		assertEquals(List.of("mm", "sec"), List.of(got.spaceUnit(), got.timeUnit()));
		assertEquals(3, got.toffset());
		assertEquals(NiftiIntent.ZSCORE.code(), got.intentCode());
		assertEquals("VoxMeta: t to z", got.descrip());
		assertEquals(0, got.calMax());
	}

	@Test
	void mapsOfTSayTheirDegreesOfFreedom() throws IOException {
		final MapConversion run = MapConversion.of(Conversion.Z_TO_T);

		final NiftiHeader same = run.withSubjects(20).run(frames("z"), null, Progress.NONE).image().header();
		final NiftiHeader different = run.withSubjects(SUBJECTS).run(frames("z"), null, Progress.NONE).image()
			.header();

		assertEquals(NiftiIntent.TTEST.code(), same.intentCode());
		assertEquals(19, same.intentParams()[0]);
		assertEquals(NiftiIntent.ESTIMATE.code(), different.intentCode());
		assertEquals("t", different.intentName());
	}

	@Test
	void wholeNumbersBecomeFloats() throws IOException {
		final SmallStudies whole = STUDIES.inWholeNumbers();

		final ConvertedMap got = MapConversion.of(Conversion.SE_TO_VARCOPE)
			.run(open(whole.frames("se", whole.effects(), 8)), null, Progress.NONE);

		assertEquals(NiftiType.FLOAT32, got.image().header().type());
		assertEquals(whole.effects()[0][0] * whole.effects()[0][0], values(got)[0]);
	}

	@Test
	void theInputIsNotChanged() throws IOException {
		final ImagePlus image = STUDIES.image("t", STUDIES.effects()[0].clone());

		MapConversion.of(Conversion.T_TO_Z).withSubjects(9).run(open(image), null, Progress.NONE);

		assertArrayEquals(Arrays.copyOf(STUDIES.effects()[0], 12), (float[]) image.getStack().getPixels(1));
	}

	@Test
	void theFileHoldsTheMap() throws IOException {
		final Path out = folder.resolve("z.nii.gz");

		final ConvertedMap got = MapConversion.of(Conversion.T_TO_Z).withSubjects(SUBJECTS).withOutput(out)
			.run(frames("t"), null, Progress.NONE);

		assertArrayEquals(values(got.image()), values(NiftiReader.read(out)));
		assertEquals(got.image().header().withScaling(1, 0), NiftiReader.readHeader(out).withScaling(1, 0));
		assertArrayEquals(new String[] { "z.nii.gz" }, folder.toFile().list());
	}

	@Test
	void theInputsFileIsNeverReplaced() throws IOException {
		final Path t = STUDIES.writeMap(folder.resolve("t.nii"), STUDIES.effects()[0]);
		final Path beta = STUDIES.writeMap(folder.resolve("beta.nii"), STUDIES.effects()[1]);
		final byte[] before = Files.readAllBytes(beta);

		for (final String name : List.of("t.nii", "./beta.nii")) {
			final Path output = folder.resolve(name);
			assertRefused("Output: " + output + " is an input, wanted another file",
				MapConversion.of(Conversion.T_AND_BETA_TO_VARCOPE).withOutput(output), InputImage.read(t),
				InputImage.read(beta));
		}
		assertArrayEquals(before, Files.readAllBytes(beta));
	}

	@Test
	void cancellingWritesNothing() {
		final MapConversion run = MapConversion.of(Conversion.T_TO_Z).withSubjects(20).withOutput(folder.resolve(
			"z.nii"));

		final String message = assertThrows(CancellationException.class,
			() -> run.run(frames("t"), null, (stage, done, total) -> done < 1)).getMessage();

		assertTrue(message.matches("Cancelled while converting t to z \\(\\d of 3\\)"), message);
		assertEquals(0, folder.toFile().list().length);
	}

	@Test
	void progressEndsWithAllStudies() throws IOException {
		final List<Long> done = new ArrayList<>();

		MapConversion.of(Conversion.Z_TO_P).run(frames("z"), null, (stage, now, total) -> {
			synchronized (done) {
				done.add(now);
			}
			assertEquals(3, total);
			return true;
		});

		assertEquals(4, done.size());
		assertEquals(3, done.get(3));
	}

	@Test
	void voxelsWithoutAResultAreCounted() throws IOException {
		final InputImage p = map("p", 1.5f, -1, 0, 0.2f, Float.NaN);
		final InputImage sign = map("sign", 1, 1, 1, 0, 1);

		final ConvertedMap got = MapConversion.of(Conversion.P_TO_Z).run(p, sign, Progress.NONE);

		assertEquals(List.of("3 of 5 voxels have values of which there is no 'p to z'; they are NaN",
			"1 of 5 voxels have a p of 0, taken for the smallest number above 0; make background NaN first"),
			got.notes());
		assertClose(38.48540833556734, values(got)[2], 1e-7, "z");
	}

	@Test
	void zeroBackgroundIsNoNews() throws IOException {
		final ConvertedMap got = MapConversion.of(Conversion.T_AND_BETA_TO_VARCOPE)
			.run(map("t", 0, 0, 2), map("beta", 0, 3, 3), Progress.NONE);

		assertTrue(Double.isNaN(values(got)[0]) && Double.isNaN(values(got)[1]));
		assertEquals(List.of(
			"1 of 3 voxels have values of which there is no 't and beta to varcope'; they are NaN"), got.notes());
	}

	@Test
	void whatASinglePrecisionImageCannotHoldIsSaid() throws IOException {
		final ConvertedMap t = MapConversion.of(Conversion.Z_TO_T).withDof(5)
			.run(map("z", 60, -60, 5), null, Progress.NONE);
		final ConvertedMap p = MapConversion.of(Conversion.Z_TO_P)
			.run(map("z", 40, 20, 5, 0), null, Progress.NONE);

		assertEquals(Double.NEGATIVE_INFINITY, values(t)[1]);
		assertEquals(List.of("2 of 3 voxels have a result too large for a 32-bit image; they are infinite"),
			t.notes());
		assertEquals(0, values(p)[1]);
		assertEquals(List.of(
			"2 of 4 voxels have a p too small for a 32-bit image; they are 0; 'z to logp' keeps them"), p.notes());
	}

	@Test
	void farTailsSurviveInSinglePrecision() throws IOException {
		final ConvertedMap z = MapConversion.of(Conversion.T_TO_Z).withDof(5)
			.run(map("t", 1000, -1e30f), null, Progress.NONE);
		final ConvertedMap logp = MapConversion.of(Conversion.Z_TO_LOGP)
			.run(map("z", 60, -60), null, Progress.NONE);

		assertClose(7.6573550935964867, values(z)[0], 1e-7, "z");
		assertTrue(values(z)[1] < -25 && values(z)[1] > -27);
		assertClose(783.6063991684467, values(logp)[1], 1e-7, "-log10 p");
	}

	@Test
	void wrongNumbersAreRefused() {
		final MapConversion z = MapConversion.of(Conversion.T_TO_Z);
		final MapConversion d = MapConversion.of(Conversion.T_TO_D);

		assertRefused("n: got none, wanted the number of subjects, or dof for 't to z'", z, frames("three"), null);
		assertRefused("n: got none, wanted the number of subjects for 't to d'", d, frames("three"), null);
		assertRefused("n: got 2 numbers, wanted 1, or 3, one for each study of 'three'", z.withSubjects(4, 5),
			frames("three"), null);
		assertRefused("dof: got 2 numbers, wanted 1, or 3, one for each study of 'three'", z.withDof(4, 5),
			frames("three"), null);
		assertRefused("n: got -4.0, wanted a number above 0", z.withSubjects(-4), frames("three"), null);
		assertRefused("n: got 1.0, wanted more than 1, as there are n - 1 degrees of freedom",
			z.withSubjects(5, 1, 5), frames("three"), null);
		assertRefused("Sample size: got 0.5, wanted 1 or more", d.withSubjects(0.5), frames("three"), null);
		assertRefused("dof: got [4.0], wanted none, as 't to d' does not use it", d.withSubjects(5).withDof(4),
			frames("three"), null);
		assertRefused("n: got [4.0], wanted none, as 'z to p' does not use it",
			MapConversion.of(Conversion.Z_TO_P).withSubjects(4), frames("three"), null);
	}

	@Test
	void wrongImagesAreRefused() {
		final MapConversion p = MapConversion.of(Conversion.Z_TO_P);
		final MapConversion varcope = MapConversion.of(Conversion.T_AND_BETA_TO_VARCOPE);
		final InputImage one = open(STUDIES.image("one", STUDIES.effects()[0]));

		assertRefused("Second image: got none, wanted the map of beta for 't and beta to varcope'", varcope,
			frames("three"), null);
		assertRefused("Second image: got 'one', wanted none, as 'z to p' takes one map", p, frames("three"), one);
		assertRefused("Images: 1 of 2 are on another grid than 'three' (4x3x2x3", varcope, frames("three"), one);
		assertRefused("NIfTI file: got the name z.tif, wanted one that ends in .nii or .nii.gz",
			p.withOutput(Path.of("z.tif")), frames("three"), null);
	}

	@Test
	void aMissingFolderIsNamed() {
		final Path file = folder.resolve("none/z.nii");

		final MapConversion run = MapConversion.of(Conversion.Z_TO_P).withOutput(file);

		assertEquals(file + ": its folder does not exist", assertThrows(IOException.class,
			() -> run.run(map("z", 1, 2), null, Progress.NONE)).getMessage());
		assertFalse(Files.exists(file.getParent()));
	}

	private static void assertRefused(final String part, final MapConversion run, final InputImage input,
		final InputImage second)
	{
		final String message = assertThrows(IllegalArgumentException.class,
			() -> run.run(input, second, Progress.NONE)).getMessage();
		assertTrue(message.startsWith(part), message);
	}

	private static void assertConverted(final SmallStudies studies, final ConvertedMap got,
		final IntUnaryOperator study)
	{
		final double[] values = values(got);
		final int voxels = studies.voxels();
		for (int i = 0; i < values.length; i++) {
			final int k = study.applyAsInt(i);
			assertEquals((float) (studies.effects()[k][i % voxels] / Math.sqrt(SUBJECTS[k])), (float) values[i],
				1e-6f, "voxel " + i);
		}
		assertEquals(Quantity.D, got.quantity());
	}

	private static MapConversion needed(final Conversion conversion, final double... subjects) {
		final MapConversion run = MapConversion.of(conversion);
		return conversion.sample() == Conversion.Sample.NOTHING ? run : run.withSubjects(subjects);
	}

	private static InputImage frames(final String title) {
		return frames(title, STUDIES.effects());
	}

	private static InputImage frames(final String title, final float[][] maps) {
		return open(STUDIES.frames(title, maps, 32));
	}

	private static InputImage open(final ImagePlus image) {
		return InputImage.of(image);
	}

	private static InputImage map(final String name, final float... values) {
		return open(SmallStudies.of(1, values.length, 1).image(name, values));
	}

	private static double[] values(final ConvertedMap map) {
		return values(map.image());
	}

	private static double[] values(final NiftiImage image) {
		final double[] values = new double[(int) image.header().size()];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image.img()).cursor();
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealDouble();
		return values;
	}
}
