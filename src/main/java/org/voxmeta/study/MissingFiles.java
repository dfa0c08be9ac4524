package org.voxmeta.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Refuses studies that name image files which do not exist. */
final class MissingFiles {

	private MissingFiles() {
	}

	/**
	 * Refuses files that do not exist.
	 *
	 * @param kinds of a study's files that are needed
	 * @throws StudyTableException if there are any; the message names line, column and file of each
	 */
	static void refuse(final StudyTable table, final List<Study> studies,
		final Function<Study, Collection<StudyMap>> kinds) throws StudyTableException
	{
		final TableProblems problems = new TableProblems(table.path());
		for (final Study study : studies)
			for (final StudyMap map : kinds.apply(study)) {
				final Path file = study.maps().get(map);
				if (!Files.isRegularFile(file)) problems.add(study.line(), map.column(), file.toString(),
					"an image file (" + (Files.isDirectory(file) ? "this is a folder" : "there is no such file") + ")");
			}
		problems.throwIfAny();
	}
}
