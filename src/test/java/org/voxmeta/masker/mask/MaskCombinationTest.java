package org.voxmeta.masker.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.masker.VoxelMask;

/** Masks of several masks, and of the voxels that studies have. */
class MaskCombinationTest {

	private static final MaskIntersection INTERSECTION = MaskIntersection.withDefaults().withCleaning(
		MaskCleaning.NONE);
	private static final StudiesMask STUDIES = StudiesMask.withDefaults();

	/** How many of n masks must have a voxel, by nilearn's rule: more than the share of n. */
	@ParameterizedTest
	@CsvSource({ "0,4,1", "0.2,4,1", "0.25,4,2", "0.5,4,3", "0.5,5,3", "0.75,4,4", "1,4,4", "1,1,1", "0,1,1",
		"0.5,2,2", "0.5,1,1", "0.99,10,10" })
	void voxelsInMoreThanTheShareOfMasksAreIn(final double threshold, final int masks, final int wanted) {
		assertEquals(wanted, least(INTERSECTION.withThreshold(threshold), masks));
	}

	@ParameterizedTest
	@CsvSource({ "0,4,1", "0.2,4,1", "0.25,4,1", "0.26,4,2", "0.5,4,2", "0.5,5,3", "1,4,4", "1,1,1",
		"0.07,100,7", "0.7,10,7", "0.29,100,29", "0.001,10,1" })
	void voxelsOfAtLeastTheShareOfStudiesAreIn(final double share, final int studies, final int wanted) {
		assertEquals(wanted, least(STUDIES.withShare(share), studies));
	}

	@Test
	void aStudyHasTheVoxelsThatAreFiniteAndNotZero() {
		final Coverage coverage = Coverage.of(3, 2);

		coverage.addStudy(ArrayImgs.floats(new float[] { 1, 0, Float.NaN, -0f, -2, Float.MIN_VALUE }, 3, 2));
		coverage.addStudy(ArrayImgs.doubles(new double[] { Double.NEGATIVE_INFINITY, 1, Double.POSITIVE_INFINITY,
			0, 1, 0 }, 3, 2));

		assertArrayEquals(new int[] { 1, 1, 0, 0, 2, 1 }, coverage.counts());
		assertEquals(2, coverage.images());
		assertArrayEquals(new int[] { 4 }, MaskTables.indices(STUDIES.maskOf(coverage)));
		assertArrayEquals(new int[] { 0, 1, 4, 5 }, MaskTables.indices(STUDIES.withShare(0).maskOf(coverage)));
	}

	@Test
	void unionAndIntersectionAreThoseOfEveryVoxel() {
		final Random random = new Random(5);
		final List<boolean[]> marks = IntStream.range(0, 5).mapToObj(i -> random(random, 60)).toList();
		final List<VoxelMask> masks = marks.stream().map(m -> VoxelMask.of(m, 5, 4, 3)).toList();

		final int[] union = MaskTables.indices(INTERSECTION.withThreshold(0).maskOf(masks));
		final int[] all = MaskTables.indices(INTERSECTION.withThreshold(1).maskOf(masks));

		assertArrayEquals(IntStream.range(0, 60).filter(j -> marks.stream().anyMatch(m -> m[j])).toArray(), union);
		assertArrayEquals(IntStream.range(0, 60).filter(j -> marks.stream().allMatch(m -> m[j])).toArray(), all);
	}

	@Test
	void theLargestPartIsKeptUnlessToldOtherwise() {
		final VoxelMask mask = VoxelMask.of(new boolean[] { true, false, true, true }, 4);

		assertArrayEquals(new int[] { 2, 3 }, MaskTables.indices(MaskIntersection.withDefaults().maskOf(List.of(
			mask))));
		assertArrayEquals(new int[] { 0, 2, 3 }, MaskTables.indices(INTERSECTION.maskOf(List.of(mask))));
	}

	@Test
	void masksWithoutACommonVoxelHaveAnEmptyIntersection() {
		final VoxelMask a = VoxelMask.of(new boolean[] { true, false }, 2);
		final VoxelMask b = VoxelMask.of(new boolean[] { false, true }, 2);

		assertEquals(0, MaskIntersection.withDefaults().maskOf(List.of(a, b)).size());
	}

	@Test
	void settingsAreListed() {
		assertEquals("{threshold=0.5, opening=0, connected=true, fill_holes=false}", MaskIntersection.withDefaults()
			.parameters().toString());
		assertEquals("{share=1.0, opening=0, connected=false, fill_holes=false}", STUDIES.parameters().toString());
		assertEquals("intersection", INTERSECTION.name());
		assertEquals("studies", STUDIES.name());
	}

	@Test
	void mistakesAreRefused() {
		assertEquals("Intersection of masks: got the share 1.5, wanted 0 (in any mask) to 1 (in all)", message(
			() -> INTERSECTION.withThreshold(1.5)));
		assertEquals("Mask of studies: got the share NaN, wanted 0 (any study) to 1 (all)", message(
			() -> STUDIES.withShare(Double.NaN)));
		assertEquals("Intersection of masks: got none, wanted at least 1", message(() -> INTERSECTION.maskOf(List
			.of())));
		assertEquals("Mask: got 0 images, wanted at least 1", message(() -> STUDIES.maskOf(Coverage.of(2))));
		assertEquals("Mask: got an image of size [3], wanted [2] as the others", message(() -> INTERSECTION.maskOf(
			List.of(VoxelMask.all(2), VoxelMask.all(3)))));
		assertEquals("Mask: got an image of size [2, 1], wanted [2] as the others", message(() -> Coverage.of(2)
			.addStudy(ArrayImgs.floats(2, 1))));
	}

	/** The smallest number of n images that brings a voxel into the mask. */
	private static int least(final MaskCombination combination, final int n) {
		final Coverage coverage = Coverage.of(n + 1);
		for (int k = 0; k < n; k++) {
			// voxel j is in j of the masks
			final boolean[] mask = new boolean[n + 1];
			for (int j = k + 1; j <= n; j++)
				mask[j] = true;
			coverage.add(VoxelMask.of(mask, n + 1));
		}
		final int[] mask = MaskTables.indices(combination.maskOf(coverage));
		assertArrayEquals(IntStream.rangeClosed(mask[0], n).toArray(), mask);
		return mask[0];
	}

	private static boolean[] random(final Random random, final int n) {
		final boolean[] mask = new boolean[n];
		for (int i = 0; i < n; i++)
			mask[i] = random.nextDouble() < 0.7;
		return mask;
	}

	private static String message(final org.junit.jupiter.api.function.Executable mistake) {
		return assertThrows(IllegalArgumentException.class, mistake).getMessage();
	}
}
