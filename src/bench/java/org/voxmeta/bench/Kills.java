package org.voxmeta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import org.voxmeta.SmallStudies;
import org.voxmeta.endurance.KilledRuns;
import org.voxmeta.endurance.KilledRuns.Count;
import org.voxmeta.endurance.KilledRuns.Way;

/**
 * Kills 50 fits from files to files at a random moment, then 50 whose rows lie in a file, then 50 that
 * fill a cache, and checks after each kill that all files are whole and that the next fit works: prints a
 * Markdown table of what the kills came upon, and ends with an error at the first file that is not.
 * Arguments: the number of kills, and a seed.
 */
public final class Kills {

	private static final SmallStudies STUDIES = SmallStudies.of(10, 60, 72, 60);

	private Kills() {
	}

	/** Runs all. */
	public static void main(final String[] args) throws IOException, InterruptedException {
		final int kills = args.length == 0 || args[0].isEmpty() ? 50 : Integer.parseInt(args[0]);
		final long seed = args.length < 2 ? 1 : Long.parseLong(args[1]);
		System.out.println("| | kills | before any file | while writing | while taking names | after |");
		System.out.println("|---|---:|---:|---:|---:|---:|");
		for (final Way way : Way.values()) {
			final Path folder = Files.createTempDirectory("voxmeta-kills");
			try {
				final Count count = new KilledRuns(folder, STUDIES, seed).kill(kills, way);
				System.out.printf("| %s | %d | %d | %d | %d | %d |%n", name(way), kills, count.early(),
					count.writing(), count.mixed(), count.late());
			}
			finally {
				try (Stream<Path> paths = Files.walk(folder)) {
					for (final Path path : paths.sorted(Comparator.reverseOrder()).toList())
						Files.delete(path);
				}
			}
		}
	}

	private static String name(final Way way) {
		return switch (way) {
			case PLAIN -> "files to files";
			case ROWS_IN_A_FILE -> "rows in a temporary file";
			case CACHE -> "filling a cache";
		};
	}
}
