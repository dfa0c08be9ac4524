package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.study.StudyTable;
import org.voxmeta.task.AtomicFiles;
import org.voxmeta.task.Progress;

/**
 * Looks at the maps of a study table without fitting anything: how many voxels each study has, how its values
 * are distributed, on what grid they are, what can be derived, and what may be wrong. Files that are missing
 * or damaged are told, and the others looked at. One kind of map is in memory at a time. Immutable; options
 * are set by {@code with} methods that return a copy.
 */
public final class StudyCheck {

	/** The name of the table of what each map is like. */
	public static final String MAPS = "maps";
	/** The name of the table of what may be wrong. */
	public static final String WARNINGS = "warnings";

	private static final String COVERAGE = "coverage.nii.gz";

	private final Path table;
	private final InputImage mask;
	private final Path output;

	private StudyCheck(final Path table, final InputImage mask, final Path output) {
		this.table = table;
		this.mask = mask;
		this.output = output;
	}

	/** A look at the maps of a table in all their voxels; nothing is written. */
	public static StudyCheck of(final Path table) {
		return new StudyCheck(table, null, null);
	}

	/** A look at the voxels of a mask only. */
	public StudyCheck withMask(final InputImage voxels) {
		return new StudyCheck(table, voxels, output);
	}

	/**
	 * A folder to write each table to as {@code .csv}, and the number of studies per voxel as {@code .nii.gz}.
	 */
	public StudyCheck withOutput(final Path folder) {
		return new StudyCheck(table, mask, folder);
	}

	/**
	 * Reads the maps and looks at them.
	 *
	 * @throws IOException if the table cannot be read, none of its maps can, or a file cannot be written
	 * @throws IllegalArgumentException if the mask is empty, or no map is on its grid
	 * @throws CancellationException if the progress says so; nothing is written then
	 */
	public Outcome run(final Progress progress) throws IOException {
		if (output != null) ResultFolder.at(output);
		final CheckRun run = new CheckRun(StudyTable.read(table), mask);
		run.look(progress);
		final List<NumberTable> tables = run.tables();
		final NiftiImage coverage = run.coverageMap();
		return new Outcome(tables, run.warnings(), coverage, output == null ? List.of() : write(tables, coverage));
	}

	private List<Path> write(final List<NumberTable> tables, final NiftiImage coverage) throws IOException {
		Files.createDirectories(output);
		try (AtomicFiles files = new AtomicFiles()) {
			for (final NumberTable each : tables)
				files.add(output.resolve(each.name() + ".csv"), path -> Files.writeString(path, each.csv()));
			files.add(output.resolve(COVERAGE), path -> {
				try (var out = Files.newOutputStream(path)) {
					NiftiWriter.write(coverage, out, true);
				}
			});
			return files.commit();
		}
	}

	/**
	 * What was found.
	 *
	 * @param tables coverage, maps, inputs, grids and warnings
	 * @param warnings what may be wrong, a sentence each
	 * @param coverage the number of studies in each voxel; NaN outside the mask, or without one, where there is
	 *           none
	 * @param files the files written; empty without an output folder
	 */
	public record Outcome(List<NumberTable> tables, List<String> warnings, NiftiImage coverage,
		List<Path> files)
	{

		/** Copies the lists. */
		public Outcome {
			tables = List.copyOf(tables);
			warnings = List.copyOf(warnings);
			files = List.copyOf(files);
		}
	}
}
