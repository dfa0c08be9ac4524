package org.voxmeta.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.check.Content;
import org.voxmeta.stats.check.Finding;
import org.voxmeta.stats.check.MapCheck;
import org.voxmeta.stats.check.MapSummary;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/** The maps of one kind, read and looked at. Immutable. */
final class KindCheck {

	/** The columns of the table of what maps are like. */
	static final List<String> COLUMNS = List.of("study", "map", "voxels", "min", "max", "mean", "sd", "median",
		"size", "ratio", "correlation");

	private final StudyMap kind;
	private final List<TableMap> maps;
	private final Signals signals;
	private final MapCheck check;

	private KindCheck(final StudyMap kind, final List<TableMap> maps, final Signals signals) {
		this.kind = kind;
		this.maps = maps;
		this.signals = signals;
		check = maps.isEmpty() ? null : MapCheck.of(signals, content(kind));
	}

	/**
	 * Reads maps of one kind on one grid. Those that cannot be read are left out.
	 *
	 * @param problems receives a sentence for each of those
	 */
	static KindCheck read(final StudyMap kind, final List<TableMap> maps, final FittedMasker masker,
		final List<String> problems, final Progress progress)
	{
		final Signals.Row[] rows = new Signals.Row[maps.size()];
		final String[] reasons = new String[maps.size()];
		final AtomicInteger done = new AtomicInteger();
		Tasks.forEach(Tasks.processors(), IntStream.range(0, rows.length).boxed().toList(), k -> {
			progress.step("reading maps of " + kind.column(), done.getAndIncrement(), rows.length);
			try {
				rows[k] = row(maps.get(k), masker);
			}
			catch (final IOException e) {
				reasons[k] = e.getMessage();
			}
		});
		final List<TableMap> read = new ArrayList<>();
		for (int k = 0; k < rows.length; k++) {
			if (rows[k] != null) read.add(maps.get(k));
			else problems.add(reasons[k]);
		}
		return new KindCheck(kind, read, read.isEmpty() ? null : Signals.of(Arrays.stream(rows).filter(row ->
			row != null).toList()));
	}

	/** The summary of a map on a grid of its own. */
	static MapSummary alone(final TableMap map) throws IOException {
		return MapSummary.of(row(map, FittedMasker.of(VoxelMask.all(map.image().grid().dimensions()), map.image()
			.grid())));
	}

	private static Signals.Row row(final TableMap map, final FittedMasker masker) throws IOException {
		return masker.studyRow(map.image().source());
	}

	private static Content content(final StudyMap kind) {
		return switch (kind) {
			case BETA -> Content.EFFECT;
			case T, Z -> Content.STATISTIC;
			case VARCOPE, SE -> Content.ERROR;
		};
	}

	/** Whether values below 0 are missing. */
	boolean isPositive() {
		return content(kind) == Content.ERROR;
	}

	/** The maps that could be read. */
	List<TableMap> maps() {
		return maps;
	}

	/** The values of the i-th map that could be read. */
	Signals.Row row(final int i) {
		return signals.row(i);
	}

	/** What the maps are like, a row for each map that could be read. */
	List<List<Object>> rows(final List<Study> studies) {
		final List<List<Object>> rows = new ArrayList<>();
		final double[] ratios = maps.isEmpty() ? null : check.ratios();
		final double[] correlations = maps.isEmpty() ? null : check.correlations();
		for (int i = 0; i < maps.size(); i++)
			rows.add(cells(studies.get(maps.get(i).study()), kind, check.summaries().get(i), ratios[i],
			correlations[i]));
		return rows;
	}

	/** The cells of {@link #COLUMNS}. */
	static List<Object> cells(final Study study, final StudyMap kind, final MapSummary summary,
		final double ratio, final double correlation)
	{
		return List.of(study.id(), kind.column(), (double) summary.voxels(), summary.min(), summary.max(),
			summary.mean(), summary.sd(), summary.median(), summary.typical(), ratio, correlation);
	}

	/** What may be wrong, with the studies' numbers in the table. */
	List<Finding> findings() {
		if (check == null) return List.of();
		return check.findings().stream().map(finding -> finding.at(i -> maps.get(i).study())).toList();
	}
}
