package org.voxmeta.bench;

import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.voxmeta.bench.Turns.Round;
import org.voxmeta.bench.Turns.Way;

/**
 * Something to time, beside its limit: the least that anything doing the same has to do on the same data.
 *
 * @param name what it is
 * @param limitName what the limit is
 * @param wanted the largest ratio of the two that is good enough; NaN if none was set
 */
record Comparison(String name, Way work, String limitName, Way limit, double wanted) {

	/** The first lines of the table. */
	static final String HEAD = "| benchmark | ms | limit | ms | ratio | range | wanted | MB allocated"
		+ " | MB at peak |\n"
		+ "|---|---:|---|---:|---:|---:|---:|---:|---:|";

	private static final int ROUNDS = 5;

	/** Two benchmarks of the same data, without a wanted ratio. */
	static Comparison of(final String name, final String method, final String limitName, final String limit,
		final Map<String, String> params)
	{
		return new Comparison(name, new Way(method, params), limitName, new Way(limit, params), Double.NaN);
	}

	Comparison withWanted(final double ratio) {
		return new Comparison(name, work, limitName, limit, ratio);
	}

	/** A line of the table, measured in turns: medians, and the range of the ratio over the rounds. */
	String measure(final Turns turns) {
		final Round[][] rounds = new Round[2][ROUNDS];
		// so that none is measured while the other is being compiled
		turns.round(work);
		turns.round(limit);
		for (int i = 0; i < ROUNDS; i++) {
			rounds[0][i] = turns.round(work);
			rounds[1][i] = turns.round(limit);
		}
		final double[] ratios = IntStream.range(0, ROUNDS)
			.mapToDouble(i -> rounds[0][i].time() / rounds[1][i].time()).sorted().toArray();
		return String.format(Locale.ROOT, "| %s | %.2f | %s | %.2f | %.2f | %.2f to %.2f | %s | %s | %.1f |",
			name, median(rounds[0], Round::time), limitName, median(rounds[1], Round::time), ratios[ROUNDS / 2],
			ratios[0], ratios[ROUNDS - 1], text(wanted), text(median(rounds[0], Round::allocated)),
			turns.peak(work));
	}

	private static double median(final Round[] rounds, final ToDoubleFunction<Round> figure) {
		return ProcessorTime.median(Stream.of(rounds).mapToDouble(figure).toArray());
	}

	/** Empty for NaN. */
	private static String text(final double number) {
		return Double.isNaN(number) ? "" : String.format(Locale.ROOT, "%.1f", number);
	}
}
