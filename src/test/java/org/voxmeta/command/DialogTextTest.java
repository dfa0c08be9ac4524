package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class DialogTextTest {

	@Test
	void shortMessageStaysAsItIs() {
		assertEquals("Mask: got 'x',\nwanted a file", DialogText.of("Mask: got 'x',\nwanted a file"));
	}

	@Test
	void linesAreBrokenAtBlanksOnly() {
		final SplittableRandom random = new SplittableRandom(5);
		for (int run = 0; run < 200; run++) {
			final StringBuilder message = new StringBuilder("a");
			for (int word = random.nextInt(120); word > 0; word--)
				message.append(' ').append("b".repeat(1 + random.nextInt(12)));

			final String text = DialogText.of(message.toString());

			assertEquals(message.toString(), text.replace('\n', ' '));
			assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
		}
	}

	@Test
	void linesAreFilledToTheLastWordThatFits() {
		final String hundred = "x".repeat(49) + " " + "y".repeat(50);

		assertEquals(hundred + "\nz", DialogText.of(hundred + " z"));
	}

	@Test
	void longPathStaysWhole() {
		final String path = "/data/" + "p".repeat(150) + ".nii";

		assertEquals(path + "\nis a folder", DialogText.of(path + " is a folder"));
		assertEquals("  " + path, DialogText.of("\t" + path));
	}

	@Test
	void tabsBecomeBlanks() {
		assertEquals("mask  size 2x2", DialogText.of("mask\tsize 2x2"));
	}

	@Test
	void manyLinesAreCutAndCounted() {
		final String text = DialogText.of("line\n".repeat(40));

		assertEquals(25, text.lines().count());
		assertTrue(text.endsWith("\n... (16 more lines in the log)"), text);
		assertEquals(25, DialogText.of("line\n".repeat(25)).lines().filter("line"::equals).count());
	}
}
