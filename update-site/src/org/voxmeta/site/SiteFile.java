package org.voxmeta.site;

import java.util.List;
import java.util.Optional;

import org.scijava.util.FileUtils;

/**
 * What a site's index says about one file of Fiji's folder.
 *
 * @param name the file's path in Fiji's folder, such as {@code plugins/voxmeta-1.0.0.jar}
 * @param executable whether the updater marks it as executable
 * @param platforms the only platforms that get it; empty for all
 * @param categories labels that the updater shows
 * @param version what a Fiji gets now; empty if the file is obsolete, so that a Fiji removes it
 * @param previous earlier versions, the newest first
 */
record SiteFile(String name, boolean executable, List<String> platforms, List<String> categories,
	Optional<Version> version, List<PreviousVersion> previous)
{

	/**
	 * The version that a Fiji gets.
	 *
	 * @param checksum see {@link Checksum}
	 * @param timestamp see {@link Timestamp}
	 * @param size in bytes
	 * @param description what the updater tells about the file; empty for nothing
	 * @param dependencies files of Fiji's folder that it needs, without versions in their names
	 * @param links web pages about the file
	 * @param authors who wrote it
	 */
	record Version(String checksum, long timestamp, long size, String description, List<Dependency> dependencies,
		List<String> links, List<String> authors)
	{

		Version {
			dependencies = List.copyOf(dependencies);
			links = List.copyOf(links);
			authors = List.copyOf(authors);
		}
	}

	/**
	 * A file that another one needs.
	 *
	 * @param timestamp when it was known to be enough
	 * @param overrides whether it was named by hand
	 */
	record Dependency(String name, long timestamp, boolean overrides) {
	}

	/**
	 * A version that was replaced.
	 *
	 * @param name what the file was called then; empty if not known
	 * @param obsolete when it was replaced; 0 if not known
	 */
	record PreviousVersion(String name, long timestamp, long obsolete, String checksum) {
	}

	SiteFile {
		platforms = List.copyOf(platforms);
		categories = List.copyOf(categories);
		previous = List.copyOf(previous);
	}

	/** The name without a version, by which Fiji knows that two files are the same in two versions. */
	String key() {
		return key(name);
	}

	/** As {@link #key()}, for any name. */
	static String key(final String name) {
		return FileUtils.stripFilenameVersion(name);
	}

	/** The newest time that is known of this file; 0 if there is none. */
	long newest() {
		final long earlier = previous.stream().mapToLong(old -> Math.max(old.timestamp(), old.obsolete())).max()
			.orElse(0);
		return Math.max(earlier, version.map(Version::timestamp).orElse(0L));
	}

	/** What a file is called on a web server. */
	static String hosted(final String name, final long timestamp) {
		return name + "-" + timestamp;
	}
}
