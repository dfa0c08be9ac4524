package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OverlayWindowTest {

	@Test
	void sharesAreShort() {
		assertEquals("100", OverlayWindow.percent(100));
		assertEquals("12", OverlayWindow.percent(12.3));
		assertEquals("3.1", OverlayWindow.percent(3.06));
		assertEquals("0.0012", OverlayWindow.percent(0.0012));
		assertEquals("0", OverlayWindow.percent(0));
	}
}
