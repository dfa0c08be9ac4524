package org.voxmeta.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.voxmeta.site.SiteFile.Version;
import org.voxmeta.task.AtomicFiles;

/**
 * The program that writes a site's folder or brings it up to date.
 * <p>
 * The folder must have the index of the site as it is on the web ({@code db.xml.gz}); without one, a new site
 * begins. What has not changed is left as it is, byte for byte.
 */
public final class UpdateSite {

	private final Path folder;
	private final Shipment shipment;
	private final long time;

	/**
	 * @param folder the site's folder; need not exist
	 * @param time the time of what is new
	 */
	UpdateSite(final Path folder, final Shipment shipment, final long time) {
		this.folder = folder;
		this.shipment = shipment;
		this.time = time;
	}

	/**
	 * Writes a site and prints what has changed.
	 *
	 * @param arguments the site's folder; the time as {@link Timestamp#parse} reads it; then {@code
	 *        place=source} for each file, as {@link Shipment#of} reads it
	 * @throws IOException if a file cannot be read or written, or the folder does not hold what its index says
	 */
	public static void main(final String... arguments) throws IOException {
		if (arguments.length < 3) throw new IllegalArgumentException("Update site: got " + arguments.length
			+ " arguments, wanted folder, time and place=source for each file");
		final List<String> places = Arrays.asList(arguments).subList(2, arguments.length);
		final UpdateSite site = new UpdateSite(Path.of(arguments[0]), Shipment.of(places),
			Timestamp.parse(arguments[1]));
		site.write().forEach(System.out::println);
	}

	/**
	 * Writes what has changed, all or nothing, and checks the folder.
	 *
	 * @return a line for each file: what became of it
	 * @throws IOException if a file cannot be read or written, or the folder does not hold what its index says
	 */
	List<String> write() throws IOException {
		final SiteIndex before = SiteIndex.read(folder);
		final SiteIndex after = new SiteUpdate(before, shipment, time).after();
		writeFiles(before, after);
		final SiteCheck check = SiteCheck.of(folder);
		if (!check.errors().isEmpty()) {
			throw new IOException(folder + ": not what its index says:\n" + String.join("\n", check.errors()));
		}
		final List<String> report = new ArrayList<>();
		after.files().forEach(file -> report.add(becameOf(before, file)));
		check.absent().forEach(name -> report.add("not here       " + name + ": must be on the server already"));
		return report;
	}

	private void writeFiles(final SiteIndex before, final SiteIndex after) throws IOException {
		try (AtomicFiles files = new AtomicFiles()) {
			for (final SiteFile file : after.files()) {
				if (file.version().isPresent()) addFile(files, file, file.version().get());
			}
			// last, so that the index never offers a file that is not there
			if (!before.equals(after) || !Files.exists(folder.resolve(SiteIndex.NAME))) {
				Files.createDirectories(folder);
				files.add(folder.resolve(SiteIndex.NAME), path -> Files.write(path, after.packed()));
			}
			files.commit();
		}
	}

	/**
	 * A build of the same content may be a jar of another size, which would not be the one that the index
	 * offers.
	 */
	private void addFile(final AtomicFiles files, final SiteFile file, final Version version)
		throws IOException
	{
		final Path source = shipment.files().get(file.name());
		final Path hosted = folder.resolve(SiteFile.hosted(file.name(), version.timestamp()));
		if (Files.exists(hosted) || Files.size(source) != version.size()) return;
		Files.createDirectories(hosted.getParent());
		files.add(hosted, path -> Files.copy(source, path));
	}

	private static String becameOf(final SiteIndex before, final SiteFile file) {
		final boolean same = before.files().contains(file);
		final String name = file.version().map(now -> SiteFile.hosted(file.name(), now.timestamp()))
			.orElse(file.name());
		if (file.version().isEmpty()) return (same ? "still obsolete " : "obsolete       ") + name;
		if (same) return "unchanged      " + name;
		return (file.previous().isEmpty() ? "new            " : "new version    ") + name;
	}
}
