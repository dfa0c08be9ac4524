package org.voxmeta.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.voxmeta.analysis.FitVoxels;
import org.voxmeta.analysis.LocalFit;
import org.voxmeta.analysis.NumberTable;
import org.voxmeta.analysis.ResultsFile;
import org.voxmeta.plot.Figure;
import org.voxmeta.plot.FigureFiles;
import org.voxmeta.plot.MessageFigure;
import org.voxmeta.plot.Theme;
import org.voxmeta.task.AtomicFiles;

/** Writes what a fit has at a place: its figures, its numbers, and its results for other programs. */
public final class PlaceFiles {

	/** Pixels of a picture for each pixel of the figure: enough for print. */
	static final double SCALE = 3;

	private PlaceFiles() {
	}

	/**
	 * Writes {@code <figure>.svg} and {@code .png} of each figure that there is, of moderators one for each
	 * column of the study table; {@code studies.csv}, {@code maps.csv}, and, where there is a result, {@code
	 * place.json}, which {@link ResultsFile} reads. All files appear together when all are complete.
	 *
	 * @param folder made if it does not exist
	 * @return the files, in order
	 * @throws IOException if something cannot be written
	 */
	public static List<Path> write(final FitVoxels voxels, final LocalFit fit, final Path folder)
		throws IOException
	{
		Files.createDirectories(folder);
		try (AtomicFiles files = new AtomicFiles()) {
			for (final Tab tab : Tab.values())
				if (tab.isFigure() && tab != Tab.MODERATORS) add(files, folder, tab.file(), PlaceFigures.of(fit, tab,
					voxels, ""));
			for (final String column : voxels.columns())
				if (Columns.isUseful(voxels.cells(column))) add(files, folder, Tab.MODERATORS.file() + "-"
					+ plain(column), PlaceFigures.of(fit, Tab.MODERATORS, voxels, column));
			for (final NumberTable table : tables(fit))
				files.add(folder.resolve(table.name() + ".csv"), path -> Files.writeString(path, table.csv()));
			if (fit.results().isPresent()) files.add(folder.resolve("place.json"), path -> ResultsFile.write(fit
				.results().get(), path));
			return files.commit();
		}
	}

	/** Whether there are files of a place in a folder, which {@link #write} would replace. */
	static boolean areIn(final Path folder) {
		return Stream.of("studies.csv", "maps.csv", "place.json").anyMatch(name -> Files.exists(folder.resolve(
			name)));
	}

	/** The tables of a place: of the studies, and of the maps. */
	public static List<NumberTable> tables(final LocalFit fit) {
		return List.of(PlaceTables.studies(fit), PlaceTables.maps(fit));
	}

	/** Writes a figure by the ending of the file's name, {@code .svg} or else as PNG, on white. */
	static void write(final Figure figure, final Path file) throws IOException {
		final Figure onWhite = figure.withMarked(-1).with(Theme.light());
		if (file.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) FigureFiles.writeSvg(onWhite, file);
		else FigureFiles.writePng(onWhite, file, SCALE);
	}

	private static void add(final AtomicFiles files, final Path folder, final String name, final Figure figure)
		throws IOException
	{
		if (figure instanceof MessageFigure) return;
		files.add(folder.resolve(name + ".svg"), path -> FigureFiles.writeSvg(figure, path));
		files.add(folder.resolve(name + ".png"), path -> FigureFiles.writePng(figure, path, SCALE));
	}

	private static String plain(final String column) {
		return column.replaceAll("[^\\p{L}\\p{N}.+-]+", "-");
	}
}
