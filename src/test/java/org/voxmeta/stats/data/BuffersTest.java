package org.voxmeta.stats.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

class BuffersTest {

	@Test
	void arraysAreLentAgainOnceTheyAreTakenBack() {
		final Buffers buffers = Buffers.reusing();
		final double[] first = buffers.zeros(3);
		final double[] second = buffers.any(3);
		assertNotSame(first, second);

		buffers.takeBack();

		assertSame(first, buffers.any(3));
		assertSame(second, buffers.any(3));
	}

	@Test
	void zerosAreZerosWhateverTheArrayHeld() {
		final Buffers buffers = Buffers.reusing();
		Arrays.fill(buffers.any(4), 7);

		buffers.takeBack();

		assertArrayEquals(new double[4], buffers.zeros(4));
	}

	@Test
	void lengthsAreThoseAskedForInAnyOrder() {
		final Buffers buffers = Buffers.reusing();
		final double[] longer = buffers.any(5);
		final double[] shorter = buffers.any(2);

		buffers.takeBack();

		assertSame(shorter, buffers.any(2));
		assertSame(longer, buffers.any(5));
		assertEquals(5, buffers.any(5).length);
	}

	@Test
	void aBlockLendsItsArraysAgainWhenItIsFilled() {
		final StudyData data = new StudyData(Studies.independent(2), Signals.of(new double[2][3]), null);
		final VoxelBlock reusing = VoxelBlock.reusing(data.studies(), 3);
		reusing.load(data, 0, 3);
		final double[] lent = reusing.zeros();
		assertNotSame(lent, reusing.zeros());

		reusing.load(data, 0, 3);

		assertSame(lent, reusing.zeros());
	}

	@Test
	void otherBlocksKeepWhatWasComputedOfThem() {
		final StudyData data = new StudyData(Studies.independent(2), Signals.of(new double[2][3]), null);
		final VoxelBlock block = new VoxelBlock(data.studies(), 3);
		block.load(data, 0, 3);
		final double[] lent = block.zeros();

		block.load(data, 0, 3);

		assertNotSame(lent, block.zeros());
	}
}
