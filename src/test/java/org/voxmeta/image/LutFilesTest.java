package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.plugin.LutLoader;
import ij.process.LUT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * The files in {@code luts}, which Fiji lists under Image, Lookup Tables, hold what {@link Luts} computes.
 * With {@code -Dvoxmeta.luts=write} they are written.
 */
class LutFilesTest {

	private static final Path FOLDER = Path.of("luts");

	@Test
	void filesHoldTheLuts() throws IOException {
		for (final Map.Entry<String, LUT> lut : luts().entrySet()) {
			final Path file = FOLDER.resolve(lut.getKey());
			if ("write".equals(System.getProperty("voxmeta.luts"))) Files.write(file, Luts.bytes(lut.getValue()));

			assertArrayEquals(Luts.bytes(lut.getValue()), Files.readAllBytes(file), lut.getKey());
		}
	}

	@Test
	void imageJReadsThemAsTheyWereMeant() {
		for (final Map.Entry<String, LUT> lut : luts().entrySet()) {
			final LUT read = LutLoader.openLut(FOLDER.resolve(lut.getKey()).toString());

			for (int i = 0; i < 256; i++)
				assertEquals(lut.getValue().getRGB(i), read.getRGB(i), lut.getKey() + " entry " + i);
		}
	}

	@Test
	void thereIsNoOtherFile() throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			final Set<String> names = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());

			assertEquals(luts().keySet(), names);
		}
	}

	private static Map<String, LUT> luts() {
		return new TreeMap<>(Map.of("VoxMeta_Diverging.lut", Luts.diverging(), "VoxMeta_Diverging_Dark.lut", Luts
			.divergingDark(), "VoxMeta_Sequential.lut", Luts.sequential()));
	}
}
