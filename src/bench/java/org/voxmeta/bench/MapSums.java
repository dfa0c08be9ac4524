package org.voxmeta.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;

import org.voxmeta.image.ImageFiles;

/** Tells whether runs gave the same maps, to the last bit. */
final class MapSums {

	private MapSums() {
	}

	/** A checksum of the values of each map in a run's folder, by its file's name. */
	static Map<String, Long> of(final Path folder) throws IOException {
		final Map<String, Long> sums = new TreeMap<>();
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : files.filter(path -> path.toString().endsWith(".nii.gz")).toList())
				try (InputStream unzipped = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
					// headers may name where a map comes from
					unzipped.skipNBytes(ImageFiles.readHeader(file).voxOffset());
					final CheckedInputStream in = new CheckedInputStream(unzipped, new CRC32());
					in.transferTo(OutputStream.nullOutputStream());
					sums.put(file.getFileName().toString(), in.getChecksum().getValue());
				}
		}
		return sums;
	}

	/** As {@code 9 of 9}: how many of the wanted maps are the same. */
	static String same(final Map<String, Long> wanted, final Map<String, Long> got) {
		return wanted.entrySet().stream().filter(got.entrySet()::contains).count() + " of " + wanted.size();
	}
}
