package org.voxmeta.masker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.mask.EpiMask;

/** Maskers list their parameters by nilearn's names, and are copied with changes. */
class MaskerParametersTest {

	private static final GridImage IMAGE = GridImage.of(ArrayImgs.bytes(new byte[] { 0, 1, 2, 2 }, 2, 2), null);
	private static final List<String> SHARED = List.of("mask_img", "smoothing_fwhm", "detrend", "standardize",
		"low_pass", "high_pass", "t_r", "standardize_confounds", "high_variance_confounds", "filter", "runs",
		"interpolation", "outside");

	/** A value other than the default for each parameter. */
	private static final Map<String, Object> OTHERS = others();

	static Stream<Masker> maskers() {
		return Stream.of(ImageMasker.withDefaults(), LabelsMasker.of(IMAGE), MapsMasker.of(IMAGE), SpheresMasker.of(
			new double[] { 1, 2, 3 }));
	}

	@Test
	void eachHasItsOwnAndTheSharedParametersInOrder() {
		assertNames(ImageMasker.withDefaults(), "mask_strategy", "target_affine", "target_shape");
		assertNames(LabelsMasker.of(IMAGE), "labels_img", "labels", "background_label", "strategy",
			"resampling_target", "keep_masked_labels");
		assertNames(MapsMasker.of(IMAGE), "maps_img", "allow_overlap", "resampling_target", "keep_masked_maps");
		assertNames(SpheresMasker.of(new double[3]), "seeds", "radius", "allow_overlap");
	}

	@Test
	void defaultsAreNilearnsButOutside() {
		final Map<String, Object> labels = LabelsMasker.of(IMAGE).parameters();

		assertEquals(List.of("mean", 0L, "data", false, true), List.of(labels.get("strategy"), labels.get(
			"background_label"), labels.get("resampling_target"), labels.get("keep_masked_labels"), labels.get(
				"standardize_confounds")));
		for (final String none : List.of("mask_img", "smoothing_fwhm", "standardize", "low_pass", "high_pass",
			"t_r", "runs"))
			assertNull(labels.get(none), none);
		assertEquals(Double.NaN, labels.get("outside"));
		assertEquals("continuous", labels.get("interpolation"));
		assertEquals(true, MapsMasker.of(IMAGE).parameters().get("allow_overlap"));
		assertEquals(false, SpheresMasker.of(new double[3]).parameters().get("allow_overlap"));
		assertNull(SpheresMasker.of(new double[3]).parameters().get("radius"));
	}

	@ParameterizedTest
	@MethodSource("maskers")
	void aCopyHasTheChangeAndTheOriginalHasNot(final Masker masker) {
		for (final String parameter : masker.parameters().keySet()) {
			assertTrue(OTHERS.containsKey(parameter), parameter);
			final Object before = masker.parameters().get(parameter);

			final Masker changed = masker.with(parameter, OTHERS.get(parameter));

			assertSame(OTHERS.get(parameter), changed.parameters().get(parameter), parameter);
			assertSame(before, masker.parameters().get(parameter), parameter);
			for (final String other : masker.parameters().keySet())
				if (!other.equals(parameter)) assertSame(masker.parameters().get(other), changed.parameters().get(other),
					other);
		}
	}

	@ParameterizedTest
	@MethodSource("maskers")
	void everyListedValueIsTakenBack(final Masker masker) {
		Masker all = masker;
		for (final String parameter : masker.parameters().keySet())
			all = all.with(parameter, OTHERS.get(parameter));

		for (final Masker listed : List.of(masker, all)) {
			Masker copy = masker;
			for (final Map.Entry<String, Object> entry : listed.parameters().entrySet())
				copy = copy.with(entry.getKey(), entry.getValue());
			for (final Map.Entry<String, Object> entry : listed.parameters().entrySet())
				assertSame(entry.getValue(), copy.parameters().get(entry.getKey()), entry.getKey());
		}
	}

	@Test
	void valuesMayBeTextsListsAndArrays() {
		final Masker masker = LabelsMasker.of(IMAGE);

		assertEquals(4.5, masker.with("smoothing_fwhm", " 4.5 ").parameters().get("smoothing_fwhm"));
		assertArrayEquals(new double[] { 4, 6, 3 }, (double[]) masker.with("smoothing_fwhm", List.of(4, "6", 3f))
			.parameters().get("smoothing_fwhm"));
		assertArrayEquals(new double[] { 4, 6, 3 }, (double[]) masker.with("smoothing_fwhm", new int[] { 4, 6, 3 })
			.parameters().get("smoothing_fwhm"));
		assertEquals("fast", masker.with("smoothing_fwhm", "Fast").parameters().get("smoothing_fwhm"));
		assertNull(masker.with("smoothing_fwhm", "none").parameters().get("smoothing_fwhm"));
		assertNull(masker.with("smoothing_fwhm", 0).parameters().get("smoothing_fwhm"));
		assertEquals(true, masker.with("keep_masked_labels", "TRUE").parameters().get("keep_masked_labels"));
		assertEquals("standard_deviation", masker.with("strategy", "Standard_Deviation").parameters().get(
			"strategy"));
		assertNull(masker.with("resampling_target", "none").parameters().get("resampling_target"));
		assertEquals(List.of("a", "b"), masker.with("labels", new String[] { "a", " b" }).parameters().get(
			"labels"));
		assertEquals("epi", ((EpiMask) ImageMasker.withDefaults().with("mask_strategy", "EPI").parameters().get(
			"mask_strategy")).name());
		assertEquals(2, ((double[][]) SpheresMasker.of(new double[3]).with("seeds", List.of(List.of(1, 2, 3),
			new double[] {
			4, 5, 6 })).parameters().get("seeds")).length);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"smoothing_fwhm | wide | smoothing_fwhm: got wide, wanted a number",
		"smoothing_fwhm | -1 | FWHM: got -1.0 mm, wanted a number that is 0 or more",
		"mask_img | mask.nii | mask_img: got mask.nii, wanted an image or null",
		"interpolation | cubic | Interpolation: got 'cubic', wanted nearest, linear, continuous",
		"outside | | outside: got null, wanted a number",
		"labels_img | | labels_img: got null, wanted an image",
		"background_label | 0.5 | background_label: got 0.5, wanted a whole number",
		"strategy | mode | strategy: got 'mode', wanted mean, median, sum, minimum, maximum, variance, standard_deviation",
		"resampling_target | maps | resampling_target: got maps, wanted data, labels or none",
		"keep_masked_labels | perhaps | keep_masked_labels: got perhaps, wanted true or false",
		"detrend | 2 | detrend: got '2', wanted true or false" })
	void otherValuesAreRefused(final String parameter, final String value, final String message) {
		assertEquals(message, assertThrows(IllegalArgumentException.class, () -> LabelsMasker.of(IMAGE).with(
			parameter, value)).getMessage());
	}

	@Test
	void otherValuesOfOtherMaskersAreRefused() {
		assertEquals("mask_strategy: got brain, wanted background, epi or a mask strategy", message(ImageMasker
			.withDefaults(), "mask_strategy", "brain"));
		assertEquals("target_affine: got [[1.0, 2.0]], wanted 3x3 or 4x4 numbers", message(
			ImageMasker.withDefaults(), "target_affine", new double[][] { { 1, 2 } }));
		assertEquals("target_shape: got [4, 0, 2], wanted the numbers of voxels along 2 or 3 axes", message(
			ImageMasker.withDefaults(), "target_shape", new int[] { 4, 0, 2 }));
		assertEquals("seeds: got [1.0, 2.0], wanted x, y, z in millimetres for seed 1", message(SpheresMasker.of(
			new double[3]), "seeds", List.of(List.of(1, 2))));
		assertEquals("seeds: got [NaN, 0.0, 0.0], wanted x, y, z in millimetres for seed 1", message(
			SpheresMasker.of(new double[3]), "seeds", new double[][] { { Double.NaN, 0, 0 } }));
		assertEquals("seeds: got [], wanted at least one, in millimetres", message(SpheresMasker.of(new double[3]),
			"seeds", List.of()));
		assertEquals("radius: got -2.0, wanted millimetres of 0 or more", message(SpheresMasker.of(new double[3]),
			"radius", -2));
		assertEquals("resampling_target: got labels, wanted data, maps, mask or none", message(MapsMasker.of(IMAGE),
			"resampling_target", "labels"));
		assertEquals("Mask: got a series of 2 images, wanted one", message(MapsMasker.of(IMAGE), "mask_img",
			GridImage.stack(List.of(IMAGE, IMAGE))));
		assertEquals("Labels: got a series of 2 images, wanted one", message(LabelsMasker.of(IMAGE), "labels_img",
			GridImage.stack(List.of(IMAGE, IMAGE))));
	}

	@ParameterizedTest
	@MethodSource("maskers")
	void otherNamesAreRefusedWithThoseThereAre(final Masker masker) {
		assertEquals(masker.name() + ": got parameter 'fwhm', wanted one of " + String.join(", ",
			masker.parameters().keySet()), message(masker, "fwhm", 4));
	}

	@Test
	void aTargetWithoutAnAffineIsRefused() {
		assertEquals("Target: got a grid without an affine, which nothing can be brought to", assertThrows(
			IllegalArgumentException.class, () -> ImageMasker.withDefaults().withTarget(VoxelGrid.of(new long[] { 2,
				2 }, null))).getMessage());
	}

	private static String message(final Masker masker, final String parameter, final Object value) {
		return assertThrows(IllegalArgumentException.class, () -> masker.with(parameter, value)).getMessage();
	}

	private static void assertNames(final Masker masker, final String... own) {
		final List<String> wanted = new ArrayList<>(List.of(own));
		wanted.addAll(SHARED);
		assertEquals(wanted, List.copyOf(masker.parameters().keySet()));
	}

	private static void assertSame(final Object wanted, final Object got, final String parameter) {
		assertTrue(Arrays.deepEquals(new Object[] { wanted }, new Object[] { got }), () -> parameter + ": wanted "
			+ wanted + ", got " + got);
	}

	private static Map<String, Object> others() {
		final Map<String, Object> others = new LinkedHashMap<>();
		others.put("mask_strategy", EpiMask.withDefaults());
		others.put("target_affine", new double[][] { { 2, 0, 0, 1 }, { 0, 2, 0, 1 }, { 0, 0, 2, 1 }, { 0, 0, 0,
			1 } });
		others.put("target_shape", new long[] { 4, 3, 2 });
		others.put("labels_img", IMAGE);
		others.put("labels", List.of("a", "b"));
		others.put("background_label", 2L);
		others.put("strategy", "median");
		others.put("resampling_target", null);
		others.put("keep_masked_labels", true);
		others.put("maps_img", IMAGE);
		others.put("allow_overlap", false);
		others.put("keep_masked_maps", true);
		others.put("seeds", new double[][] { { 4, 5, 6 }, { 7, 8, 9 } });
		others.put("radius", 3.5);
		others.put("mask_img", IMAGE);
		others.put("smoothing_fwhm", new double[] { 4, 6, 3 });
		others.put("detrend", true);
		others.put("standardize", "psc");
		others.put("low_pass", 0.1);
		others.put("high_pass", 0.01);
		others.put("t_r", 2.0);
		others.put("standardize_confounds", false);
		others.put("high_variance_confounds", true);
		others.put("filter", "cosine");
		others.put("runs", new int[] { 1, 1, 2 });
		others.put("interpolation", "linear");
		others.put("outside", 0.0);
		return others;
	}
}
