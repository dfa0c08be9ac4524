package org.voxmeta.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavingTest {

	@TempDir
	Path folder;

	/** The name typed, the kind chosen, whether it is a figure, and the file. */
	@ParameterizedTest
	@CsvSource({ "forest.svg, svg, true, forest.svg", "forest, svg, true, forest.svg",
		"forest.svg, png, true, forest.png", "forest.png, svg, true, forest.png", "a.b, png, true, a.b.png",
		"FOREST.SVG, svg, true, FOREST.SVG", "studies, csv, false, studies.csv",
		"studies.csv, csv, false, studies.csv", "studies.png, csv, false, studies.png.csv" })
	void filesEndInWhatTheyAre(final String typed, final String kind, final boolean isFigure,
		final String file)
	{
		assertEquals(Path.of("x", file), ExplorerMenu.named(new File("x", typed), kind, isFigure));
	}

	@Test
	void filesOfAPlaceAreSeenBeforeTheyAreReplaced() throws IOException {
		assertFalse(PlaceFiles.areIn(folder));
		assertFalse(PlaceFiles.areIn(folder.resolve("none")));
		Files.writeString(folder.resolve("notes.txt"), "");
		assertFalse(PlaceFiles.areIn(folder));
		Files.writeString(folder.resolve("maps.csv"), "");
		assertTrue(PlaceFiles.areIn(folder));
	}
}
