package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;

import java.awt.EventQueue;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.cluster.ClusterSearch.Sign;

class LiveOverlayTest {

	private static final OverlayStyle FIRST = new OverlayStyle(1, Sign.BOTH, 1);

	@Test
	void theImageEndsWithTheStyleAskedForLast() throws Exception {
		final ImageStack planes = new ImageStack(200, 1);
		for (int z = 0; z < 3; z++)
			planes.addSlice(new FloatProcessor(200, 1, new float[200]));
		for (int i = 0; i < 200; i++)
			planes.setVoxel(i, 0, 1, 0.05 * i);
		final OverlayStack stack = OverlayStack.of(new ImagePlus("map", planes), null, FIRST, 10, false);
		final ImagePlus image = new ImagePlus("overlay", stack);
		image.setSlice(2);

		try (LiveOverlay live = new LiveOverlay(image, stack, "z")) {
			for (int i = 0; i <= 100; i++)
				live.show(FIRST.withThreshold(0.05 * i));
			awaitThreshold(stack, 5);
		}
		final int[] wanted = (int[]) stack.getPixels(2);
		for (int round = 0; round < 500 && ((int[]) image.getProcessor().getPixels())[99] != wanted[99]; round++)
			EventQueue.invokeAndWait(() -> {
			});

		assertEquals(5, stack.style().threshold(), 1e-12);
		assertArrayEquals(wanted, (int[]) image.getProcessor().getPixels());
	}

	private static void awaitThreshold(final OverlayStack stack,
		final double threshold) throws InterruptedException {
		for (int round = 0; round < 10_000 && Math.abs(stack.style().threshold() - threshold) > 1e-9; round++)
			Thread.sleep(1);
	}
}
