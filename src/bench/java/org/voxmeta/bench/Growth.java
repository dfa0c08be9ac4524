package org.voxmeta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.voxmeta.bench.Turns.Way;
import org.voxmeta.plot.FigureFiles;

/**
 * How the time of a DerSimonian-Laird fit with its usual maps grows with studies, voxels, holes and
 * threads, and that of a permutation test with flips, voxels and studies: prints Markdown tables of
 * processor time, medians of five rounds in which all rows of a table take turns, and draws them as
 * target/growth.svg. Where the last column is the same, growth is linear.
 */
public final class Growth {

	private static final int STUDIES = 21;
	private static final int VOXELS = FitBenchmark.VOXELS;
	private static final int ROUNDS = 5;
	private static final Path FIGURE = Path.of("target", "growth.svg");

	private final Turns turns = new Turns();
	private final List<GrowthFigure.Line> lines = new ArrayList<>();

	private Growth() {
	}

	/** A row of the table: what is measured, its size, and how many voxels times studies or flips there are. */
	private record Row(Way way, int size, String cells, double units) {
	}

	/** Runs all. */
	public static void main(final String[] args) throws IOException {
		final Growth growth = new Growth();
		System.out.println("| | studies | voxels | holes, % | threads | ms | ns per voxel and study |");
		System.out.println("|---|---:|---:|---:|---:|---:|---:|");
		growth.measure("studies", "Fit: studies, 5 to 200", rows(studies -> fit(studies, studies, VOXELS, 0, 1),
			5, 10, 21, 50, 100, 200));
		growth.measure("voxels", "Fit: voxels, 10,000 to 902,629", rows(
			voxels -> fit(voxels, STUDIES, voxels, 0, 1), 10_000, 30_000, 100_000, VOXELS, 902_629));
		growth.measure("holes", null, rows(holes -> fit(holes, STUDIES, VOXELS, holes / 10.0, 1),
			0, 1, 10, 50, 200));
		growth.measure("threads", null, rows(threads -> fit(threads, STUDIES, VOXELS, 0, threads), 1, 2, 4));
		System.out.printf("%n| | permutations | ms | ns per flip and voxel |%n|---|---:|---:|---:|%n");
		growth.measure("Permuted OLS", "Permuted OLS: flips, 250 to 4,000", rows(flips -> flips(
			"FlipBenchmark.permutedOls", "flips", flips), 250, 500, 1000, 2000, 4000));
		growth.measure("DerSimonian-Laird", "DerSimonian-Laird: flips, 20 to 80", rows(flips -> flips(
			"FlipBenchmark.derSimonianLaird", "fewFlips", flips), 20, 40, 80));
		Files.createDirectories(FIGURE.getParent());
		FigureFiles.writeSvg(new GrowthFigure(growth.lines), FIGURE);
	}

	private static List<Row> rows(final IntFunction<Row> row, final int... sizes) {
		return IntStream.of(sizes).mapToObj(row).toList();
	}

	private static Row fit(final int size, final int studies, final int voxels, final double holes,
		final int threads)
	{
		final String method = holes > 0 ? "fitWithHolesWithSixMaps" : "fitWithSixMaps";
		final Map<String, String> params = Map.of("studies", "" + studies, "voxels", "" + voxels, "holes",
			"" + holes, "threads", "" + threads);
		return new Row(new Way("FitBenchmark." + method, params), size, String.format(Locale.ROOT,
			"%d | %d | %.1f | %d", studies, voxels, holes, threads), (double) studies * voxels);
	}

	private static Row flips(final String method, final String param, final int flips) {
		return new Row(new Way(method, Map.of(param, "" + flips)), flips, "" + flips, (double) flips * VOXELS);
	}

	/**
	 * Prints rows of the table.
	 *
	 * @param title in the figure; null where size is not the amount of work
	 */
	private void measure(final String what, final String title, final List<Row> rows) {
		final double[][] times = new double[rows.size()][ROUNDS];
		// one size after the other, so that its data are made once, before the first round
		for (int row = 0; row < rows.size(); row++)
			for (int i = 0; i < ROUNDS; i++)
				times[row][i] = turns.round(rows.get(row).way()).time();
		final double[] medians = new double[rows.size()];
		for (int row = 0; row < medians.length; row++) {
			medians[row] = ProcessorTime.median(times[row]);
			System.out.printf(Locale.ROOT, "| %s | %s | %.2f | %.2f |%n", what, rows.get(row).cells(), medians[row],
				medians[row] * 1e6 / rows.get(row).units());
		}
		if (title != null) lines.add(new GrowthFigure.Line(title, rows.stream().mapToDouble(Row::size).toArray(),
			medians));
	}
}
