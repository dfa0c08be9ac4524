package org.voxmeta.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.voxmeta.analysis.FitVoxels;
import org.voxmeta.analysis.LocalFit;
import org.voxmeta.plot.Figure;
import org.voxmeta.plot.ForestData;
import org.voxmeta.plot.ForestPlot;
import org.voxmeta.plot.MessageFigure;
import org.voxmeta.plot.PlotData;
import org.voxmeta.plot.StudyRow;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.result.MapKind;

/** The figures of a fit at a place. */
final class PlaceFigures {

	private static final double LEVEL = 0.95;

	private PlaceFigures() {
	}

	/** The numbers of the figures; only of a place with {@link LocalFit#results}. */
	static PlotData data(final LocalFit fit) {
		final PlotData data = PlotData.of(fit.results().orElseThrow()).withStudies(fit.names(), fit.present());
		return data.withEffect(fit.quantity());
	}

	/**
	 * A figure; a message where there is nothing to draw.
	 *
	 * @param column of the study table, for {@link Tab#MODERATORS}; empty if there is none
	 */
	static Figure of(final LocalFit fit, final Tab tab, final FitVoxels voxels, final String column) {
		if (fit.present().length == 0) return MessageFigure.of(fit.note().isEmpty() ? "No study has data here"
			: fit.note());
		if (fit.results().isEmpty()) return tab == Tab.FOREST ? ForestPlot.of(plain(fit)) : MessageFigure.of(fit
			.note().isEmpty() ? "Not for tests of studies in groups" : fit.note());
		final PlotData data = data(fit);
		return switch (tab) {
			case FOREST, TABLE -> data.forestPlot();
			case FUNNEL -> data.funnelPlot();
			case BAUJAT -> data.baujatPlot();
			case RADIAL -> data.radialPlot();
			case MODERATORS -> moderators(data, voxels, column);
		};
	}

	private static Figure moderators(final PlotData data, final FitVoxels voxels, final String column) {
		if (column.isEmpty()) return MessageFigure.of(voxels.columns().isEmpty()
			? "The study table has no columns that could be moderators" : "Choose a column of the study table");
		final List<String> cells = voxels.cells(column);
		if (!Columns.isNumeric(cells)) return data.bubblePlot(column, cells);
		return data.bubblePlot(column, cells.stream().mapToDouble(Columns::number).toArray());
	}

	/** The studies without a summary. */
	private static ForestData plain(final LocalFit fit) {
		final double[] y = fit.effects();
		final double[] v = fit.variances();
		final boolean isZ = fit.estimator().needs().contains(Need.Z);
		final List<StudyRow> rows = new ArrayList<>();
		for (int k = 0; k < y.length; k++)
			rows.add(!fit.lack(k).isEmpty() ? StudyRow.missing(fit.names().get(k)) : StudyRow.of(fit.names().get(k),
				y[k], isZ ? 1 : v[k], Double.NaN, LEVEL));
		return ForestData.of(rows).withEffect(fit.quantity()).withCaptions(List.of(fit.isFitted() ? test(fit)
			: fit.note()));
	}

	private static String test(final LocalFit fit) {
		return String.format(Locale.ROOT, "%s: z = %.3g, p = %.3g", fit.estimator().name(), fit.get(MapKind.Z),
			fit.get(MapKind.P)).replace('-', '−');
	}
}
