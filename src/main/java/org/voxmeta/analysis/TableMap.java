package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudyTable;

/**
 * A map that a study table names, in a file that can be opened. Immutable.
 *
 * @param study the study's number in the table, counted from 0
 * @param kind what it is
 * @param image the map, not yet read
 * @param header the file's header
 */
record TableMap(int study, StudyMap kind, StudyImage image, NiftiHeader header) {

	/**
	 * All maps that a table names, study by study.
	 *
	 * @param problems receives a sentence for each file that cannot be opened
	 */
	static List<TableMap> of(final StudyTable table, final List<String> problems) {
		final List<TableMap> maps = new ArrayList<>();
		for (int k = 0; k < table.studies().size(); k++) {
			final Study study = table.studies().get(k);
			for (final StudyMap kind : study.maps().keySet())
				add(k, study, kind, maps, problems);
		}
		return maps;
	}

	private static void add(final int k, final Study study, final StudyMap kind, final List<TableMap> maps,
		final List<String> problems)
	{
		final Path file = study.maps().get(kind);
		try {
			// what a reader says of a missing file need not name it as the table does
			if (!Files.isRegularFile(file)) throw new IOException(file + ": " + (Files.isDirectory(file)
				? "this is a folder" : "there is no such file"));
			maps.add(new TableMap(k, kind, StudyImage.ofFile(study, file, StudyFiles.OPENED),
				ImageFiles.readHeader(file)));
		}
		catch (final IOException e) {
			problems.add(where(k, study, kind) + ": " + e.getMessage());
		}
	}

	/** Which map of which study this is, for messages. */
	String where(final StudyTable table) {
		return where(study, table.studies().get(study), kind);
	}

	private static String where(final int k, final Study study, final StudyMap kind) {
		return study(k, study) + ", " + kind.column();
	}

	/** A study's number and name, for messages. */
	static String study(final int k, final Study study) {
		return "Study " + (k + 1) + " '" + study.id() + "'";
	}
}
