package org.voxmeta.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checksums as Fiji's updater (imagej-updater 2.0.4-SNAPSHOT) has printed them for the same files. */
class ChecksumTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
		"|7a0bae00b95628ace3b2fe824bd4de511b09dcde",
		"#|7a0bae00b95628ace3b2fe824bd4de511b09dcde",
		"##\\n#b\\n|716876425530d83b449dd42b279bad3103a81f37",
		"#x\\n#y\\na=1\\n|cac2f0e2d7b18e41fc22f2228cda947ec1a23cf4",
		"a=1\\n\\n#kept\\n#gone\\nb=2|6042ec34243aafc848c744ea2e60389415729a84",
		"#\\n#kept\\n#gone\\n|6531ee8b48d5632a7f8b905c370e8834b94e1d23",
		"#x\\r\\n#y\\r\\n\\r\\n#kept\\r\\n|0b4a9271b7fc19f81dfe032a7b4346e6837f29aa",
		"###x\\n\\n\\n#y\\nb|33c24862b3e993465fc2e388695bedcc3ac0e5d0",
		" #no\\n#gone|1122acb1d916fe5d56b7d8ae20dddd98431c87fc",
		"a=#1\\n#gone\\n|ee4d1f147c0e80196b790e5d22fdb75a8ff617bb" })
	void commentsOfPropertiesAreLeftOutAsTheUpdaterDoes(final String text, final String updaters)
		throws IOException
	{
		final String content = text == null ? "" : text.translateEscapes();

		final Path jar = Jars.write(folder.resolve("t.jar"), "a.properties", content);

		assertEquals(updaters, Checksum.of("jars/t.jar", jar));
		assertEquals(updaters, PlainChecksum.of("jars/t.jar", jar));
	}

	@Test
	void entriesAreSortedAndTheManifestCountsAsEmpty() throws IOException {
		final Path jar = Jars.write(folder.resolve("t.jar"), "b.txt", "text\n#kept\n", "META-INF/", "",
			"META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMain-Class: a.B\n", "Z.txt", "z", "a/\u00f6.txt", "umlaut",
			"a.properties", "#date\nk=1\n", "a/MANIFEST.MF", "x");

		assertEquals("529af874c725aa71c0be3675ec9fe9f04e7b0a1b", Checksum.of("plugins/t-1.0.jar", jar));
	}

	@Test
	void otherFilesCountWithTheirPath() throws IOException {
		final Path lut = Files.writeString(folder.resolve("any"), "0 0 0\n");

		assertEquals("3d9d8c254b2eb6e2252430e677c452a9da63c716", Checksum.of("luts/q.lut", lut));
		assertNotEquals(Checksum.of("luts/q.lut", lut), Checksum.of("luts/p.lut", lut));
	}

	@Test
	void anyPropertiesGiveTheChecksumOfThePlainVersion() throws IOException {
		final Random random = new Random(6);
		for (int i = 0; i < 300; i++) {
			final StringBuilder text = new StringBuilder();
			for (int length = random.nextInt(30); length > 0; length--)
				text.append("##\n\n\ra ".charAt(random.nextInt(7)));

			final Path jar = Jars.write(folder.resolve("t.jar"), "x.properties", text.toString());

			assertEquals(PlainChecksum.of("t.jar", jar), Checksum.of("t.jar", jar), text.toString());
		}
	}
}
