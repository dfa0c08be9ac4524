package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileListTest {

	@TempDir
	Path folder;

	@Test
	void filesAreSeparatedBySemicolons() throws IOException {
		assertEquals(List.of(Path.of("a b.nii"), Path.of("c,d.nii"), Path.of("/e/f.nii")), FileList.parse(
			"a b.nii; c,d.nii ;;/e/f.nii;"));
		assertEquals(List.of(), FileList.parse(" ; "));
	}

	@Test
	void patternsAreTheFilesThatFitInTheOrderOfTheirNames() throws IOException {
		for (final String name : List.of("m2.nii", "m1.nii", "m10.nii", "other.nii", "m3.txt"))
			Files.createFile(folder.resolve(name));
		Files.createDirectory(folder.resolve("m4.nii"));

		assertEquals(List.of(folder.resolve("m1.nii"), folder.resolve("m10.nii"), folder.resolve("m2.nii")),
			FileList.parse(folder + "/m*.nii"));
		assertEquals(List.of(folder.resolve("other.nii"), folder.resolve("m1.nii"), folder.resolve("m2.nii")),
			FileList.parse(folder + "/other.nii;" + folder + "/m?.nii"));
	}

	@Test
	void bracketsAreAPartOfNames() throws IOException {
		Files.createFile(folder.resolve("m[1]{a}.nii"));
		Files.createFile(folder.resolve("m1a.nii"));

		assertEquals(List.of(folder.resolve("m[1]{a}.nii")), FileList.parse(folder + "/m[1]{a}*.nii"));
	}

	@Test
	void aPatternThatNothingFitsIsRefused() {
		assertEquals("Files: got '" + folder + "/*.nii', wanted at least one file that fits", assertThrows(
			IllegalArgumentException.class, () -> FileList.parse(folder + "/*.nii")).getMessage());
		assertThrows(IllegalArgumentException.class, () -> FileList.parse(folder + "/none/*.nii"));
	}

	@Test
	void whatIsNoPathIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> FileList.parse("a\0b.nii"));
	}
}
