package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.cluster.ClusterSearch.Sign;

class LiveOverlayTest {

	private static final OverlayStyle FIRST = new OverlayStyle(1, Sign.BOTH, 1);

	@Test
	void theImageEndsWithTheStyleAskedForLast() throws InterruptedException {
		final ImageStack planes = new ImageStack(200, 1);
		for (int z = 0; z < 3; z++)
			planes.addSlice(new FloatProcessor(200, 1, new float[200]));
		for (int i = 0; i < 200; i++)
			planes.setVoxel(i, 0, 1, 0.05 * i);
		final ImagePlus map = new ImagePlus("map", planes);
		final OverlayStack stack = OverlayStack.of(map, null, FIRST, 10, false);
		final BlockingQueue<int[]> shown = new LinkedBlockingQueue<>();
		final ImagePlus image = new ImagePlus("overlay", stack) {

			@Override
			public void updateAndDraw() {
				shown.add(((int[]) getProcessor().getPixels()).clone());
			}
		};
		image.setSlice(2);
		final OverlayStyle last = FIRST.withThreshold(5);
		final int[] wanted = (int[]) OverlayStack.of(map, null, last, 10, false).getPixels(2);

		try (LiveOverlay live = new LiveOverlay(image, stack, "z")) {
			for (int i = 0; i <= 100; i++)
				live.show(FIRST.withThreshold(0.05 * i));
			int[] now = null;
			while (!Arrays.equals(wanted, now)) {
				now = shown.poll(1, TimeUnit.MINUTES);
				assertNotNull(now);
			}
		}

		assertEquals(5, stack.style().threshold(), 1e-12);
		assertArrayEquals(wanted, (int[]) image.getProcessor().getPixels());
	}
}
