package org.voxmeta.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.voxmeta.site.SiteFile.PreviousVersion;
import org.voxmeta.site.SiteFile.Version;

/**
 * Reads a site's folder back and compares each file in it with the index, as the updater does after a
 * download.
 */
final class SiteCheck {

	private final Path folder;
	private final List<String> errors = new ArrayList<>();
	private final List<String> absent = new ArrayList<>();

	private SiteCheck(final Path folder) {
		this.folder = folder;
	}

	/**
	 * Checks all files of a site, those of previous versions too.
	 *
	 * @throws IOException if the index or a file cannot be read
	 */
	static SiteCheck of(final Path folder) throws IOException {
		final SiteCheck check = new SiteCheck(folder);
		for (final SiteFile file : SiteIndex.read(folder).files()) {
			if (file.version().isPresent()) check.present(file, file.version().get());
			for (final PreviousVersion old : file.previous())
				check.previous(old);
		}
		return check;
	}

	/** What a user's updater would refuse; empty if the site is sound. */
	List<String> errors() {
		return List.copyOf(errors);
	}

	/**
	 * Files that the index offers and that are not in this folder, so that they must be on the server already.
	 */
	List<String> absent() {
		return List.copyOf(absent);
	}

	private void present(final SiteFile file, final Version version) throws IOException {
		final String name = SiteFile.hosted(file.name(), version.timestamp());
		final Path hosted = folder.resolve(name);
		if (!Files.exists(hosted)) {
			absent.add(name);
			return;
		}
		final long size = Files.size(hosted);
		if (size != version.size()) errors.add(name + ": got " + size + " bytes, wanted " + version.size());
		else compare(name, file.name(), version.checksum());
	}

	private void previous(final PreviousVersion old) throws IOException {
		final String name = SiteFile.hosted(old.name(), old.timestamp());
		if (Files.exists(folder.resolve(name))) compare(name, old.name(), old.checksum());
	}

	private void compare(final String hosted, final String name, final String wanted) throws IOException {
		final String got = Checksum.of(name, folder.resolve(hosted));
		if (!got.equals(wanted)) errors.add(hosted + ": got checksum " + got + ", wanted " + wanted);
	}
}
