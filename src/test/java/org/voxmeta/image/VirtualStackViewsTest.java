package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;

class VirtualStackViewsTest {

	@Test
	void planesDoNotChangeWhenTheStackReadsTheNextIntoTheSameArray() {
		final FloatProcessor buffer = new FloatProcessor(2, 2);
		final VirtualStack stack = new VirtualStack(2, 2, null, null) {

			@Override
			public ImageProcessor getProcessor(final int n) {
				buffer.setValue(10 * n);
				buffer.fill();
				return buffer;
			}

			@Override
			public int getBitDepth() {
				return 32;
			}

			@Override
			public int getSize() {
				return 2;
			}
		};

		final RandomAccess<? extends RealType<?>> one = StackViews.of(new ImagePlus("v", stack)).randomAccess();
		final RandomAccess<? extends RealType<?>> two = StackViews.of(new ImagePlus("v", stack)).randomAccess();
		one.setPosition(new long[] { 0, 0, 0 });
		assertEquals(10, one.get().getRealDouble());
		two.setPosition(new long[] { 0, 0, 1 });
		assertEquals(20, two.get().getRealDouble());

		assertEquals(10, one.get().getRealDouble());
	}
}
