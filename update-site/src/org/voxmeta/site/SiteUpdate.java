package org.voxmeta.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.voxmeta.site.SiteFile.Dependency;
import org.voxmeta.site.SiteFile.PreviousVersion;
import org.voxmeta.site.SiteFile.Version;

/**
 * The step of a site from one state to the next: files with new content get a new version, files that are not
 * shipped any more become obsolete, and whatever was there is kept as a previous version.
 */
final class SiteUpdate {

	private final SiteIndex before;
	private final Shipment shipment;
	private final long time;

	/**
	 * @param before the index as it is
	 * @param time the timestamp of what is new
	 */
	SiteUpdate(final SiteIndex before, final Shipment shipment, final long time) {
		this.before = before;
		this.shipment = shipment;
		this.time = time;
	}

	/**
	 * Returns the index as it will be, sorted by name; equal to the index before if nothing changes.
	 *
	 * @throws IOException if a shipped file cannot be read
	 * @throws IllegalArgumentException if something changes and the time is not later than all that the site has
	 *         of that file, or a jar needs a library that is neither shipped nor Fiji's
	 */
	SiteIndex after() throws IOException {
		final List<SiteFile> files = new ArrayList<>();
		for (final Map.Entry<String, Path> file : shipment.files().entrySet())
			files.add(shipped(file.getKey(), file.getValue()));
		for (final SiteFile file : before.files()) {
			final boolean known = files.stream().anyMatch(other -> other.key().equals(file.key()));
			if (!known) files.add(obsolete(file));
		}
		files.sort(Comparator.comparing(SiteFile::key));
		return new SiteIndex(files);
	}

	private SiteFile shipped(final String name, final Path source) throws IOException {
		final String checksum = Checksum.of(name, source);
		final Optional<SiteFile> earlier = before.find(name);
		if (earlier.isPresent() && isSame(earlier.get(), name, checksum)) return earlier.get();
		final Version version = version(name, source, checksum);
		if (earlier.isEmpty()) {
			return new SiteFile(name, false, List.of(), List.of(), Optional.of(version), List.of());
		}
		final SiteFile file = earlier.get();
		// what comes back is not a previous version of itself
		final List<PreviousVersion> previous = replaced(file).stream()
			.filter(old -> !old.checksum().equals(checksum)).toList();
		return new SiteFile(name, file.executable(), file.platforms(), file.categories(), Optional.of(version),
			previous);
	}

	private static boolean isSame(final SiteFile file, final String name, final String checksum) {
		final boolean sameContent = file.version().filter(now -> now.checksum().equals(checksum)).isPresent();
		return sameContent && file.name().equals(name);
	}

	private Version version(final String name, final Path source, final String checksum) throws IOException {
		final JarFacts facts = name.endsWith(".jar") ? JarFacts.of(source) : JarFacts.NONE;
		final List<Dependency> dependencies = new ArrayList<>();
		for (final String artifact : facts.needs())
			dependencies.add(new Dependency(found(name, artifact), time, false));
		return new Version(checksum, time, Files.size(source), facts.description(), dependencies, facts.links(),
			facts.authors());
	}

	private String found(final String name, final String artifact) {
		if (FijiLibraries.has(artifact)) return FijiLibraries.name(artifact);
		final String jar = shipment.jarOf(artifact);
		if (jar == null) throw new IllegalArgumentException(name + " needs " + artifact
			+ ", which is neither shipped nor known to be in every Fiji");
		return jar;
	}

	private SiteFile obsolete(final SiteFile file) {
		if (file.version().isEmpty()) return file;
		return new SiteFile(file.name(), file.executable(), file.platforms(), file.categories(), Optional.empty(),
			replaced(file));
	}

	/** The previous versions once the present one is among them. */
	private List<PreviousVersion> replaced(final SiteFile file) {
		if (time <= file.newest()) throw new IllegalArgumentException(file.name() + ": got " + time
			+ " as the time of a change, wanted a time after its last one, " + file.newest());
		final List<PreviousVersion> all = new ArrayList<>();
		file.version().ifPresent(now -> all.add(new PreviousVersion(file.name(), now.timestamp(), time,
			now.checksum())));
		all.addAll(file.previous());
		return all;
	}
}
