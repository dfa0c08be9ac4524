package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** Where the windows of a run are put. */
class WindowPlacesTest {

	private static final Rectangle AREA = new Rectangle(10, 100, 500, 420);

	@Test
	void anEmptyScreenHasThePlaceThatIsWanted() {
		assertEquals(Optional.of(new Point(210, 100)), place(new Rectangle(210, 100, 200, 150)));
	}

	@Test
	void theNextRowFollowsAtTheEndOfOne() {
		assertEquals(Optional.of(new Point(10, 250)), place(new Rectangle(410, 100, 200, 150)));
	}

	@Test
	void noOtherWindowIsCovered() {
		final List<Rectangle> windows = new ArrayList<>();
		for (int i = 0; i < 4; i++)
			windows.add(new Rectangle(place(new Rectangle(10, 100, 200, 150), windows.toArray(Rectangle[]::new))
				.orElseThrow(), new Rectangle(200, 150).getSize()));

		assertEquals(List.of(new Point(10, 100), new Point(210, 100), new Point(10, 250), new Point(210, 250)),
			windows.stream().map(Rectangle::getLocation).toList());
		assertEquals(Optional.empty(), place(new Rectangle(10, 100, 200, 150), windows.toArray(Rectangle[]::new)));
	}

	@Test
	void aWindowThatIsLargerThanTheScreenHasNoPlace() {
		assertEquals(Optional.empty(), place(new Rectangle(10, 100, 501, 150)));
		assertEquals(Optional.empty(), place(new Rectangle(10, 100, 200, 421)));
	}

	private static Optional<Point> place(final Rectangle wanted, final Rectangle... others) {
		return WindowPlaces.free(wanted, AREA, List.of(others));
	}
}
