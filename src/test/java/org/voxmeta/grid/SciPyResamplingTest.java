package org.voxmeta.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The numbers of SciPy's interpolation, and of nilearn's holes, on small images in any position. */
class SciPyResamplingTest {

	/** Of values up to about 30. */
	private static final double TOLERANCE = 1e-12;

	@TestFactory
	Stream<DynamicTest> imagesResampledAsByNilearnHaveTheNumbersOfSciPy() throws IOException {
		return GridCase.of("resampling.json").stream().flatMap(data -> Stream.of(Interpolation.values()).map(
			how -> dynamicTest(data.text("name") + ", " + how.key(), () -> check(data, how))));
	}

	private static void check(final GridCase data, final Interpolation how) {
		final VoxelGrid target = data.grid("target", "targetAffine");
		final Resampling resampling = Resampling.onto(target).with(Gaps.NILEARN).with(how).withClip(data.json().get(
			"clip").getAsBoolean());

		final double[] got = resampling.apply(data.numbers("values"), data.grid("dims", "affine"));

		final double[] wanted = data.numbers(how.key());
		assertEquals(wanted.length, got.length);
		for (int i = 0; i < wanted.length; i++)
			assertEquals(wanted[i], got[i], 30 * TOLERANCE, "voxel " + i);
	}
}
