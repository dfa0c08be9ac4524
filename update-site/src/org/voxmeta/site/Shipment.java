package org.voxmeta.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files that a site ships.
 *
 * @param files where each one's content is, by its path in Fiji's folder, sorted by path
 */
record Shipment(Map<String, Path> files) {

	Shipment {
		files = new TreeMap<>(files);
	}

	/**
	 * Reads what is to be shipped.
	 *
	 * @param places {@code place=source} for each file: a place that ends with / takes the source's own name, or
	 *        all files of a folder
	 * @throws IOException if a source is not there
	 * @throws IllegalArgumentException if a place is none of Fiji's folder, or two files would be versions of
	 *        one
	 */
	static Shipment of(final List<String> places) throws IOException {
		final Map<String, Path> files = new TreeMap<>();
		for (final String entry : places) {
			final int equals = entry.indexOf('=');
			if (equals < 1) throw new IllegalArgumentException("File to ship: got '" + entry
				+ "', wanted place=source, such as plugins/=target/voxmeta-1.0.0.jar");
			add(files, entry.substring(0, equals), Path.of(entry.substring(equals + 1)));
		}
		final Shipment shipment = new Shipment(files);
		shipment.check();
		return shipment;
	}

	private static void add(final Map<String, Path> files, final String place, final Path source)
		throws IOException
	{
		if (!Files.exists(source)) throw new IOException(source + ": no such file");
		if (!place.endsWith("/")) files.put(place, source);
		else if (!Files.isDirectory(source)) files.put(place + source.getFileName(), source);
		else try (Stream<Path> all = Files.walk(source)) {
			for (final Path file : all.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList())
				files.put(place + source.relativize(file).toString().replace('\\', '/'), file);
		}
	}

	private void check() {
		final Set<String> keys = new HashSet<>();
		for (final String name : files.keySet()) {
			// the updater's checksums know ASCII names only
			if (!name.matches("[\\w.+-]+(/[\\w.+ -]+)+") || name.contains("..")) {
				throw new IllegalArgumentException("File to ship: got '" + name + "', wanted a path in Fiji's folder");
			}
			final String key = SiteFile.key(name);
			if (!keys.add(key)) throw new IllegalArgumentException(name + ": another version of it is shipped too");
			final String artifact = key.replaceAll("^.*/|\\.jar$", "");
			if (name.endsWith(".jar") && FijiLibraries.has(artifact)) throw new IllegalArgumentException(name
				+ ": Fiji has it, and must not get it from here");
		}
	}

	/** The jar of an artifact if it is shipped: in Fiji's folder, without its version. Null if it is not. */
	String jarOf(final String artifact) {
		return files.keySet().stream().map(SiteFile::key)
			.filter(key -> key.endsWith("/" + artifact + ".jar")).findFirst().orElse(null);
	}
}
