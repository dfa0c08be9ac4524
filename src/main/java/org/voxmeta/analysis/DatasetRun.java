package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.voxmeta.analysis.ResultTables.Kind;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.task.AtomicFiles;

/**
 * One analysis of a single data set, as a command or a program asks for it: which tables, how many
 * permutations, and where to write. Immutable; options are set by {@code with} methods that return a copy.
 */
public final class DatasetRun {

	/** Rearrangements of the permutation test unless another number is asked for. */
	public static final int PERMUTATIONS = 10_000;

	private final Estimator estimator;
	private final Set<Kind> tables;
	private final int permutations;
	private final long seed;
	private final Path output;

	private DatasetRun(final Estimator estimator, final Set<Kind> tables, final int permutations,
		final long seed, final Path output)
	{
		this.estimator = estimator;
		this.tables = tables;
		this.permutations = permutations;
		this.seed = seed;
		this.output = output;
	}

	/** A run that gives all tables and writes nothing. */
	public static DatasetRun of(final Estimator estimator) {
		return new DatasetRun(estimator, EnumSet.allOf(Kind.class), PERMUTATIONS, 1, null);
	}

	/** The tables to give; to a folder, all are written. */
	public DatasetRun withTables(final Set<Kind> kinds) {
		return new DatasetRun(estimator, EnumSet.copyOf(kinds), permutations, seed, output);
	}

	/**
	 * The permutation test.
	 *
	 * @param most how many rearrangements to try at most, 2 or more; 0 for no test
	 * @param randomSeed of the random ones
	 */
	public DatasetRun withPermutations(final int most, final long randomSeed) {
		if (most != 0 && most < 2) throw new IllegalArgumentException("Permutations: got " + most
			+ ", wanted 2 or more, or 0 for no test");
		return new DatasetRun(estimator, tables, most, randomSeed, output);
	}

	/** The folder to write {@code <table>.csv} of every table and {@link ResultsFile result.json} to. */
	public DatasetRun withOutput(final Path folder) {
		return new DatasetRun(estimator, tables, permutations, seed, folder);
	}

	/**
	 * Fits a data set, and writes its tables if there is an output folder: all files appear together when all
	 * are complete.
	 *
	 * @throws IOException if something cannot be written
	 * @throws IllegalArgumentException if the data cannot be fitted
	 */
	public Outcome run(final Dataset data) throws IOException {
		if (output != null) ResultFolder.at(output);
		final Results results = estimator.fit(data);
		final Set<Kind> wanted = output == null ? tables : EnumSet.allOf(Kind.class);
		final List<NumberTable> all = ResultTables.of(results, wanted, permutations, seed);
		final List<Path> files = output == null ? List.of() : write(results, all);
		return new Outcome(results, all.stream().filter(this::isWanted).toList(), files,
			GroupWarnings.of(results), new Advice(estimator, data.studies(), "adjustment:").remarks());
	}

	private boolean isWanted(final NumberTable table) {
		return tables.stream().anyMatch(kind -> kind.label().equals(table.name()));
	}

	private List<Path> write(final Results results, final List<NumberTable> all) throws IOException {
		Files.createDirectories(output);
		final List<Path> written = new ArrayList<>();
		try (AtomicFiles files = new AtomicFiles()) {
			for (final NumberTable table : all) {
				written.add(output.resolve(table.name() + ".csv"));
				files.add(written.get(written.size() - 1), path -> Files.writeString(path, table.csv()));
			}
			written.add(output.resolve("result.json"));
			files.add(written.get(written.size() - 1), path -> Files.writeString(path,
				ResultsFile.text(results)));
			files.commit();
		}
		return written;
	}

	/**
	 * What a run gave.
	 *
	 * @param results the fit
	 * @param tables those wanted that these results have
	 * @param files those written, empty without an output folder
	 * @param notes what a user should look at
	 * @param remarks what else there is to tell: advice
	 */
	public record Outcome(Results results, List<NumberTable> tables, List<Path> files, List<String> notes,
		List<String> remarks)
	{
	}
}
