package org.voxmeta.stats.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class StudyPatternsTest {

	private static final double NAN = Double.NaN;

	@Test
	void completeBlockHasOnePattern() {
		final StudyPatterns patterns = patterns(Studies.independent(3), new double[3][5]);

		assertEquals(1, patterns.count());
		for (int j = 0; j < 5; j++)
			assertEquals(0, patterns.at(j));
		assertEquals(List.of("[0]", "[1]", "[2]"), groups(patterns, 0));
	}

	@Test
	void voxelsWithTheSameStudiesShareAPattern() {
		final StudyPatterns patterns = patterns(Studies.independent(3),
			new double[][] { { 1, NAN, 1, NAN, NAN }, { 1, 1, 1, 1, NAN }, { 1, 1, NAN, 1, NAN } });

		assertEquals(4, patterns.count());
		assertEquals(patterns.at(1), patterns.at(3));
		assertEquals(List.of("[0]", "[1]", "[2]"), groups(patterns, patterns.at(0)));
		assertEquals(List.of("[1]", "[2]"), groups(patterns, patterns.at(1)));
		assertEquals(List.of("[0]", "[1]"), groups(patterns, patterns.at(2)));
		assertEquals(List.of(), groups(patterns, patterns.at(4)));
	}

	@Test
	void groupsHoldTheStudiesThatAreThere() {
		final StudyPatterns patterns = patterns(Studies.independent(5).withGroups(new int[] { 7, 3, 7, 3, 7 }),
			new double[][] { { 1, 1 }, { 1, NAN }, { 1, NAN }, { 1, NAN }, { 1, 1 } });

		assertEquals(List.of("[0, 2, 4]", "[1, 3]"), groups(patterns, patterns.at(0)));
		assertEquals(List.of("[0, 4]"), groups(patterns, patterns.at(1)));
	}

	@Test
	void manyStudiesAreToldApart() {
		final double[][] values = new double[200][200];
		for (int k = 0; k < 200; k++)
			values[k][k] = NAN;

		final StudyPatterns patterns = patterns(Studies.independent(200), values);

		assertEquals(200, patterns.count());
		for (int j = 1; j < 200; j++)
			assertNotEquals(patterns.at(j - 1), patterns.at(j));
	}

	@Test
	void everyPatternSaysWhichStudiesItsVoxelsHave() {
		final Random random = new Random(5);
		final double[][] values = new double[6][500];
		for (final double[] row : values)
			Arrays.setAll(row, j -> random.nextInt(3) == 0 ? NAN : random.nextGaussian());

		final StudyPatterns patterns = patterns(Studies.independent(6), values);

		for (int j = 0; j < 500; j++) {
			final int at = j;
			final int[] wanted = IntStream.range(0, 6).filter(k -> !Double.isNaN(values[k][at]))
				.toArray();
			assertEquals(Arrays.toString(wanted), Arrays.toString(patterns.groups(patterns.at(j)).stream()
				.mapToInt(group -> group[0]).toArray()));
		}
	}

	private static List<String> groups(final StudyPatterns patterns, final int pattern) {
		return patterns.groups(pattern).stream().map(Arrays::toString).toList();
	}

	private static StudyPatterns patterns(final Studies studies, final double[][] values) {
		return StudyPatterns.of(VoxelBlock.of(new StudyData(studies, Signals.of(values), null)));
	}
}
