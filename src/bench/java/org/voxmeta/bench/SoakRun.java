package org.voxmeta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import org.voxmeta.endurance.Soak;
import org.voxmeta.endurance.Soak.State;

/**
 * Runs 200 fits one after the other in one Java, as macros run them, each with what is done with it, and
 * prints a Markdown table of what that Java holds after every 20 of them. Argument: the number of fits.
 */
public final class SoakRun {

	private static final int FITS = 200;
	private static final int LOOKS = 10;
	private static final int PERMUTATIONS = 20;
	private static final int STUDIES = 8;
	private static final int[] DIMS = { 30, 36, 30 };

	private SoakRun() {
	}

	/** Runs all. */
	public static void main(final String[] args) throws IOException, InterruptedException {
		final int fits = args.length == 0 || args[0].isEmpty() ? FITS : Integer.parseInt(args[0]);
		final Path folder = Files.createTempDirectory("voxmeta-soak");
		try {
			System.out.println("| fits | live heap, KB | classes and code, KB | threads | open files | files left |");
			System.out.println("|---:|---:|---:|---:|---:|---:|");
			Soak.run(folder, fits, fits / LOOKS, PERMUTATIONS, STUDIES, DIMS).stream().map(State::line).forEach(
				System.out::println);
		}
		finally {
			try (Stream<Path> paths = Files.walk(folder)) {
				for (final Path path : paths.sorted(Comparator.reverseOrder()).toList())
					Files.delete(path);
			}
		}
	}
}
