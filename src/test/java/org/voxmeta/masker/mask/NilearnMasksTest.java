package org.voxmeta.masker.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.References;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.masker.VoxelMask;

/** Voxel for voxel the masks that nilearn made of larger images. */
class NilearnMasksTest {

	private static final MaskCleaning NONE = MaskCleaning.NONE;
	private static final EpiMask EPI = EpiMask.withDefaults();
	private static final BackgroundMask BACKGROUND = BackgroundMask.withDefaults();
	private static final String EPI_IMAGE = "epi_like";
	private static final String BACKGROUND_IMAGE = "background_like";

	@TestFactory
	Stream<DynamicTest> masksAreThoseOfNilearn() throws IOException {
		final Map<String, MaskStrategy> opened = Map.of( //
			"epi_mask_opening0", EPI.withCleaning(NONE.withConnected(true)), //
			"epi_mask_opening1", EPI.withCleaning(new MaskCleaning(1, true, false)), //
			"epi_mask_opening2", EPI, //
			"epi_mask_cutoffs", EPI.withCutoffs(0.3, 0.9).withCleaning(NONE.withOpening(1)));
		final Map<String, MaskStrategy> backgrounds = Map.of( //
			"background_mask_opening0", BACKGROUND, //
			"background_mask_opening1", BACKGROUND.withCleaning(NONE.withOpening(1)), //
			"background_mask_opening2", BACKGROUND.withCleaning(NONE.withOpening(2)), //
			"background_mask_border", BACKGROUND.withBorderSize(3));
		final Map<String, MaskStrategy> ofSeries = Map.of( //
			"epi_mask_func", EPI.withCleaning(NONE.withConnected(true)), //
			"background_mask_func", BACKGROUND);
		return References.tests(() -> Stream.of(tests(EPI_IMAGE, opened), tests(BACKGROUND_IMAGE, backgrounds),
			tests("func_finite", ofSeries)).flatMap(test -> test));
	}

	@TestFactory
	Stream<DynamicTest> intersectionsAreThoseOfNilearn() throws IOException {
		return References.tests(() -> Map.of("intersect_0.5", 0.5, "intersect_1_connected", 1.0).entrySet().stream()
			.map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
				final List<VoxelMask> masks = List.of(VoxelMask.of(read("mask")), VoxelMask.of(read("mask2")));
				assertSame(row.getKey(), MaskIntersection.withDefaults().withThreshold(row.getValue()).maskOf(masks));
			})));
	}

	private static Stream<DynamicTest> tests(final String image, final Map<String, MaskStrategy> strategies) {
		return strategies.entrySet().stream().map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
			final RandomAccessibleInterval<? extends RealType<?>> values = read(image);
			assertSame(row.getKey(), row.getValue().maskOf(values.numDimensions() < 4 ? values : MeanImage
				.alongLastAxis(values)));
		}));
	}

	private static void assertSame(final String expected, final VoxelMask mask) throws IOException {
		assertEquals(MaskTables.digits(VoxelMask.of(read("expected/" + expected))), MaskTables.digits(mask));
	}

	private static RandomAccessibleInterval<? extends RealType<?>> read(final String name) throws IOException {
		return NiftiReader.read(References.path("masker/" + name + ".nii.gz")).img();
	}
}
