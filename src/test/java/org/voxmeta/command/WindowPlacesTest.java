package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Point;
import java.awt.Rectangle;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** Where the windows of a run are put. */
class WindowPlacesTest {

	private static final Rectangle AREA = new Rectangle(10, 100, 500, 420);
	private static final Rectangle WINDOW = new Rectangle(3, 3, 200, 150);

	@Test
	void windowsStandSideBySideInRowsWhileThereIsRoom() {
		final WindowPlaces places = WindowPlaces.in(AREA);

		assertEquals(Optional.of(new Point(10, 100)), places.next(WINDOW));
		assertEquals(Optional.of(new Point(210, 100)), places.next(WINDOW));
		assertEquals(Optional.of(new Point(10, 250)), places.next(WINDOW));
		assertEquals(Optional.of(new Point(210, 250)), places.next(WINDOW));
		assertEquals(Optional.empty(), places.next(WINDOW));
		assertEquals(Optional.empty(), places.next(new Rectangle(0, 0, 10, 10)));
	}

	@Test
	void aWindowThatIsLargerThanTheScreenStaysWhereItIs() {
		assertEquals(Optional.empty(), WindowPlaces.in(AREA).next(new Rectangle(0, 0, 501, 150)));
		assertEquals(Optional.empty(), WindowPlaces.in(AREA).next(new Rectangle(0, 0, 200, 421)));
	}
}
