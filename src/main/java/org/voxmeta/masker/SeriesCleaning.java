package org.voxmeta.masker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.voxmeta.masker.signal.CleaningPlan;
import org.voxmeta.masker.signal.MeanLoss;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.task.Tasks;

/**
 * Cleans the signals of a series block by block, so that besides them and the result little memory is needed.
 */
final class SeriesCleaning {

	private final CleaningPlan plan;
	private final Signals signals;
	private final List<Integer> starts;

	private SeriesCleaning(final CleaningPlan plan, final Signals signals) {
		this.plan = plan;
		this.signals = signals;
		starts = IntStream.iterate(0, from -> from < signals.voxels(), from -> from + plan.blockSize()).boxed()
			.toList();
	}

	/** The samples that a plan keeps, as they are. */
	static Signals kept(final CleaningPlan plan, final Signals signals) {
		final List<Signals.Row> rows = new ArrayList<>();
		for (final int t : plan.keptSamples())
			rows.add(signals.row(t));
		return Signals.of(rows);
	}

	/**
	 * Cleans signals.
	 *
	 * @param signals T×V
	 * @return S×V, the samples kept, in double precision
	 */
	static Signals clean(final CleaningPlan plan, final Signals signals, final int threads) {
		final SeriesCleaning cleaning = new SeriesCleaning(plan, signals);
		return cleaning.clean(plan.needsMeanLoss() ? cleaning.meanLoss(threads) : null, threads);
	}

	/** Added up in the order of the blocks, so that threads do not matter. */
	private MeanLoss meanLoss(final int threads) {
		final MeanLoss[] losses = new MeanLoss[starts.size()];
		Tasks.forEach(threads, IntStream.range(0, losses.length).boxed().toList(), b -> losses[b] = plan.meanLoss(
			block(starts.get(b))));
		return Arrays.stream(losses).reduce(MeanLoss::plus).orElse(null);
	}

	private Signals clean(final MeanLoss loss, final int threads) {
		final double[][] cleaned = new double[plan.keptSamples().length][signals.voxels()];
		Tasks.forEach(threads, starts, from -> {
			final double[][] block = plan.clean(block(from), loss);
			for (int i = 0; i < cleaned.length; i++)
				System.arraycopy(block[i], 0, cleaned[i], from, block[i].length);
		});
		return Signals.of(cleaned);
	}

	private double[][] block(final int from) {
		final double[][] block = new double[signals.studies()][Math.min(plan.blockSize(), signals.voxels() - from)];
		for (int t = 0; t < block.length; t++)
			signals.row(t).read(from, block[t].length, block[t]);
		return block;
	}
}
