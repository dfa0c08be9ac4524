package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Point;
import java.awt.Rectangle;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** Where the windows of a run are put. */
class WindowPlacesTest {

	private static final Rectangle AREA = new Rectangle(10, 100, 500, 420);

	@Test
	void theNextWindowIsOnTheRightWhileThereIsRoom() {
		assertEquals(Optional.of(new Point(260, 100)), WindowPlaces.after(new Rectangle(10, 100, 250, 150), AREA));
	}

	@Test
	void theNextWindowIsInANewRowAtTheEndOfOne() {
		assertEquals(Optional.of(new Point(10, 250)), WindowPlaces.after(new Rectangle(10, 100, 251, 150), AREA));
		assertEquals(Optional.of(new Point(10, 250)), WindowPlaces.after(new Rectangle(210, 100, 200, 150), AREA));
	}

	@Test
	void aFullScreenHasNoPlace() {
		assertEquals(Optional.empty(), WindowPlaces.after(new Rectangle(210, 400, 200, 120), AREA));
		assertEquals(Optional.empty(), WindowPlaces.after(new Rectangle(10, 100, 501, 150), AREA));
		assertEquals(Optional.empty(), WindowPlaces.after(new Rectangle(10, 100, 300, 211), AREA));
	}
}
