package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;


import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxmeta.Numbers;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiType;
import org.voxmeta.stats.correction.Correction;
import org.voxmeta.stats.effectsize.Conversions;
import org.voxmeta.stats.result.MapKind;

class MapCorrectionTest {

	private static final double NAN = Double.NaN;

	@Test
	void equalsThePlainDefinition() {
		final double[] p = { 0.01, NAN, 0.2, 0.001, 0.04 };

		final CorrectedMaps got = MapCorrection.of(Correction.BONFERRONI).run(image("p", p), null, null);

		assertClose(new double[] { 0.04, NAN, 0.8, 0.004, 0.16 }, got.values(MapKind.P), 1e-14);
		assertClose(new double[] { -Math.log10(0.04), NAN, -Math.log10(0.8), -Math.log10(0.004),
			-Math.log10(0.16) }, got.values(MapKind.LOGP), 1e-14);
		assertClose(new double[] { 2.0537489106318225, NAN, 0.2533471031357997, 2.878161739095483,
			1.4050715603096329 }, got.values(MapKind.Z), 1e-14);
		assertEquals(4, got.tests());
		assertEquals(2, got.surviving());
	}

	@ParameterizedTest
	@EnumSource(Correction.class)
	void isTheSameFromPLogpAndZ(final Correction correction) {
		final double[] z = new Random(2).doubles(50, -4, 4).toArray();
		final InputImage signs = image("signs", z);
		final double[] p = Arrays.stream(z).map(Conversions::pOfZ).toArray();
		final double[] logp = Arrays.stream(z).map(Conversions::logpOfZ).toArray();

		final MapCorrection run = MapCorrection.of(correction);
		final CorrectedMaps ofZ = run.run(image("z", z), null, null);

		for (final MapKind kind : List.of(MapKind.P, MapKind.Z, MapKind.LOGP)) {
			assertClose(ofZ.values(kind), run.run(image("p", p), signs, null).values(kind), 1e-12);
			assertClose(ofZ.values(kind), run.run(image("logp", logp), signs, null).values(kind), 1e-12);
		}
	}

	@Test
	void smallPDoNotUnderflow() {
		final CorrectedMaps got = MapCorrection.of(Correction.BONFERRONI).run(image("z", 60, -60, 1), null, null);

		final double logp = Conversions.logpOfZ(60) - Math.log10(3);
		assertClose(new double[] { logp, logp }, Arrays.copyOf(got.values(MapKind.LOGP), 2), 1e-13);
		final double z = Conversions.zOfLogp(logp);
		assertTrue(z > 59 && z < 60);
		assertClose(new double[] { z, -z }, Arrays.copyOf(got.values(MapKind.Z), 2), 1e-13);
		assertEquals(0, got.values(MapKind.P)[0]);
		assertEquals(2, got.surviving());
	}

	@Test
	void anInfiniteZHasAPOfZero() {
		final CorrectedMaps got = MapCorrection.of(Correction.HOLM).run(image("z", Double.NEGATIVE_INFINITY, 1),
			null, null);

		assertEquals(0, got.values(MapKind.P)[0]);
		assertEquals(Double.NEGATIVE_INFINITY, got.values(MapKind.Z)[0]);
		assertEquals(Double.POSITIVE_INFINITY, got.values(MapKind.LOGP)[0]);
	}

	@Test
	void signsAreThoseOfTheEstimate() {
		final CorrectedMaps got = MapCorrection.of(Correction.FDR_BH).run(image("p", 0.01, 0.01, 0.01, 0.01, 1),
			image("est", -3, 2, 0, NAN, -1), null);

		final double z = Conversions.zOfP(0.0125);
		assertClose(new double[] { -z, z, NAN, NAN, 0 }, got.values(MapKind.Z), 1e-14);
		assertEquals(0L, Double.doubleToLongBits(got.values(MapKind.Z)[4]), "not -0");
	}

	@Test
	void withoutSignsZIsZeroOrMore() {
		final CorrectedMaps got = MapCorrection.of(Correction.FDR_BH).run(image("logp", 3, 0), null, null);

		assertClose(new double[] { Conversions.zOfLogp(3 - Math.log10(2)), 0 }, got.values(MapKind.Z), 1e-14);
		assertEquals(Set.of(MapKind.P, MapKind.Z, MapKind.LOGP), got.kinds());
		assertThrows(IllegalArgumentException.class, () -> got.values(MapKind.EST));
	}

	@Test
	void oneSidedTestsHaveNoSign() {
		final CorrectedMaps got = MapCorrection.of(Correction.BONFERRONI).withOneSided(true)
			.run(image("z", 3, -3, NAN, 0.1), null, null);

		final double p = 3 * Conversions.upperPOfZ(3);
		assertClose(new double[] { p, 1, NAN, 1 }, got.values(MapKind.P), 1e-13);
		assertClose(new double[] { Conversions.zOfUpperP(p), 0, NAN, 0 }, got.values(MapKind.Z), 1e-13);
	}

	@Test
	void theEstimateIsShownWhereItSurvives() {
		final CorrectedMaps got = MapCorrection.of(Correction.BONFERRONI).withAlpha(0.1)
			.run(image("p", 0.01, 0.02, 0.03, NAN), image("est", -3, 2, 5, 7), null);

		assertArrayEquals(new double[] { -3, 2, 5, NAN }, got.values(MapKind.EST));
		assertArrayEquals(new double[] { -3, NAN, NAN, NAN }, MapCorrection.of(Correction.BONFERRONI)
			.withAlpha(0.03).run(image("p", 0.0099, 0.02, 0.03, NAN), image("est", -3, 2, 5, 7), null)
			.values(MapKind.EST));
	}

	@Test
	void onlyVoxelsOfTheMaskAreTests() {
		final CorrectedMaps got = MapCorrection.of(Correction.BONFERRONI)
			.run(image("p", 0.01, 0.2, 0, 0.04), null, image("mask", 1, NAN, 0, 255));

		assertEquals(2, got.tests());
		assertClose(new double[] { 0.02, 0.08 }, got.values(MapKind.P), 1e-14);
		final NiftiImage image = got.image(MapKind.P, "p_bonferroni");
		assertArrayEquals(new double[] { 0.02f, NAN, NAN, 0.08f }, values(image));
	}

	@Test
	void theImageSaysWhatItIs() {
		final NiftiHeader header = MapCorrection.of(Correction.HOLM).run(image("z", 1, 2), image("est", 1, 2), null)
			.image(MapKind.LOGP, "logp_holm").header();

		assertEquals(NiftiIntent.LOG10PVAL.code(), header.intentCode());
		assertEquals("logp_holm", header.intentName());
		assertEquals("VoxMeta: Holm, 2 tests", header.descrip());
		assertEquals(NiftiType.FLOAT32, header.type());
	}

	@Test
	void aPOfZeroIsTheSmallestNumberThatTheImageCanHold() {
		final CorrectedMaps single = MapCorrection.of(Correction.BONFERRONI).run(floats("p", 0, 0.5f), null, null);
		final CorrectedMaps twice = MapCorrection.of(Correction.BONFERRONI).run(image("p", 0, 0.5), null, null);

		Numbers.assertClose(2 * 1.401298464324817e-45, single.values(MapKind.P)[0], 1e-13, "p");
		Numbers.assertClose(-Math.log10(Double.MIN_VALUE) - Math.log10(2), twice.values(MapKind.LOGP)[0], 1e-14,
			"logp");
		assertEquals(
			List.of("'p': 1 of 2 voxels have a p of 0, taken for 1.401298464324817E-45, the smallest number"
			+ " above 0; if that is background, give a mask"), single.notes());
		assertEquals(1, twice.notes().size());
	}

	@Test
	void zerosThatMayBeBackgroundAreSaid() {
		final InputImage z = image("z", 0, 0, 3);

		assertEquals(
			List.of("'z': 2 of 3 voxels are exactly 0 and count as tests with p = 1; if that is background,"
			+ " give a mask"), MapCorrection.of(Correction.HOLM).run(z, null, null).notes());
		assertEquals(List.of(), MapCorrection.of(Correction.HOLM).run(z, null, image("mask", 1, 1, 1)).notes());
	}

	@Test
	void whatTheMapHoldsIsGuessedAndSaid() {
		final NiftiHeader header = header(2).withIntent(NiftiIntent.ZSCORE.code(), "z");
		final InputImage byHeader = new InputImage("some p", header, true,
			NiftiImage.of(header, new double[] { -1.5, 5 }).img());

		assertEquals(List.of("'some p' is taken for a map of z, as its header says",
			"Holm of 'some p': 1 of 2 tests survive at 0.05"), MapCorrection.of(Correction.HOLM)
			.run(byHeader, null, null).remarks());
		assertEquals("'my logp' is taken for a map of logp, as its name tells",
			MapCorrection.of(Correction.HOLM).run(image("my logp", 1, 2), null, null).remarks().get(0));
		assertEquals(List.of("Holm of 'x': 1 of 2 tests survive at 0.05"),
			MapCorrection.of(Correction.HOLM).withKind(PMapKind.Z).run(image("x", 1, 4), null, null).remarks());
	}

	@ParameterizedTest
	@CsvSource({ "z.nii.gz, z", "/data/p/zstat1.nii, z", "age_z, z", "z-2, z", "p, p", "P value, p", "my.pvals.tif, p",
		"logp, logp", "-log10 p, logp", "sub-01_logp.nii.gz, logp", "z of p,", "1-p,", "1 - p map,",
		"tfce_corrp_tstat1.nii.gz,", "log p,", "ln p,", "tstat1.nii.gz,", "zebra,", "map,", "C:\\p\\est.nii," })
	void namesTellByTheirWords(final String name, final String wanted) {
		assertEquals(wanted == null ? "" : wanted, PMapKind.ofName(name).map(PMapKind::key).orElse(""));
	}

	@Test
	void mistakesAreExplained() {
		final MapCorrection run = MapCorrection.of(Correction.HOLM);

		assertRefused("Map 'x': neither its header nor its name tells what it holds, wanted kind = p, logp, z",
			() -> run.run(image("x", 1), null, null));
		assertRefused("Map 'p': got 2 of 4 voxels with values such as 1.5, wanted p values, 0 to 1",
			() -> run.run(image("p", 0.5, 1.5, -1, NAN), null, null));
		assertRefused("Map 'logp': got 1 of 2 voxels with values such as -1.0, wanted -log10 p, 0 or more",
			() -> run.run(image("logp", 0.5, -1), null, null));
		assertRefused("Map 'z': got no number in 2 voxels, wanted at least 1",
			() -> run.run(image("z", NAN, NAN), null, null));
		assertRefused("Mask 'm': got 0 of 2 voxels, wanted at least 1 that is not 0",
			() -> run.run(image("z", 1, 2), null, image("m", 0, NAN)));
		assertRefused("alpha: got 0.0, wanted a number between 0 and 1", () -> run.withAlpha(0));
		assertRefused("alpha: got 1.0, wanted a number between 0 and 1", () -> run.withAlpha(1));
		assertRefused("alpha: got NaN, wanted a number between 0 and 1", () -> run.withAlpha(NAN));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> run.run(image("z", 1, 2),
			image("est", 1, 2, 3), null)).getMessage().startsWith("Images: 1 of 2 are on another grid than 'z'"));
		final NiftiHeader series = NiftiHeader.of(new long[] { 2, 1, 1, 2 }, NiftiType.FLOAT64);
		assertRefused("Map 'z': got 2x1x1x2 voxels, wanted one map without frames or channels", () -> run.run(
			new InputImage("z", series, true, NiftiImage.of(series, new double[4]).img()), null, null));
	}

	private static void assertRefused(final String wanted, final Runnable run) {
		assertEquals(wanted, assertThrows(IllegalArgumentException.class, run::run).getMessage());
	}

	private static void assertClose(final double[] wanted, final double[] got, final double tolerance) {
		assertEquals(wanted.length, got.length);
		for (int j = 0; j < wanted.length; j++)
			Numbers.assertClose(wanted[j], got[j], tolerance, "voxel " + j);
	}

	private static NiftiHeader header(final int voxels) {
		return NiftiHeader.of(new long[] { voxels, 1 }, NiftiType.FLOAT64);
	}

	private static InputImage image(final String name, final double... values) {
		return new InputImage(name, header(values.length), false, NiftiImage.of(header(values.length), values)
			.img());
	}

	private static InputImage floats(final String name, final float... values) {
		return new InputImage(name, header(values.length), false, NiftiImage.of(header(values.length), values)
			.img());
	}

	private static double[] values(final NiftiImage image) {
		final double[] values = new double[(int) image.img().size()];
		final var cursor = Views.flatIterable(image.img()).cursor();
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealDouble();
		return values;
	}
}
