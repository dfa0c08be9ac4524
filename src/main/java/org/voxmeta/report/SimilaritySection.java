package org.voxmeta.report;

import net.imglib2.img.array.ArrayImgs;

import java.util.ArrayList;
import java.util.List;

import org.voxmeta.analysis.InputImage;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiType;
import org.voxmeta.plot.HeatMap;
import org.voxmeta.plot.HeatMapData;
import org.voxmeta.stats.diagnostic.Influence;
import org.voxmeta.stats.estimator.TermSummary;
import org.voxmeta.view.TileColours;

/** How alike the studies are, and what each of them does to the result. */
final class SimilaritySection {

	/** A drawing of more studies would be larger than the rest of the page. */
	private static final int DRAWN = 40;

	private final ReportData data;

	SimilaritySection(final ReportData data) {
		this.data = data;
	}

	Html html() {
		final Html section = Html.of("section", Html.of("h2", "Similarity and influence of studies")).with("id",
			"studies");
		if (data.correlations().isEmpty()) return section.add(Html.of("p", "The studies cannot be read any more."));
		section.add(Html.of("p", "Correlations of the studies' maps over the " + (data.maps().isOfRegions()
			? "regions"
			: "voxels") + " that both have" + (data.step() > 1 ? " (every " + data.step() + "th one)" : "")
			+ ". A study that goes along with none of the others may have another contrast, another scale or a"
			+ " reversed sign;"
			+ " one that is nearly the same as another may share its subjects."), matrix(data.correlations().get()));
		if (!data.peaks().isEmpty()) section.add(influence());
		return section;
	}

	private Html matrix(final double[][] correlations) {
		if (correlations.length <= DRAWN) return Html.of("div",
			Pictures.plots(HeatMap.of(new HeatMapData(data.names(),
			correlations, 1, "r"))));
		final int size = correlations.length;
		final double[] values = new double[size * size];
		for (int a = 0; a < size; a++)
			System.arraycopy(correlations[a], 0, values, a * size, size);
		final InputImage image = new InputImage("r", NiftiHeader.of(new long[] { size, size }, NiftiType.FLOAT64),
			false,
			ArrayImgs.doubles(values, size, size));
		final TileColours colours = TileColours.signed(1, 0, false);
		final Html figure = Pictures.of(image).slices(image, colours, "Correlations of " + size + " studies",
			"in the order of the table of studies, from the top and from the left.", Pictures.bar(colours, "r"));
		return figure.style("slices matrix");
	}

	private Html influence() {
		final boolean hasCook = data.peaks().stream().anyMatch(peak -> !peak.influence().isEmpty());
		final List<String> columns = new ArrayList<>(List.of("Study", "r with the others", "largest change"));
		if (hasCook) columns.addAll(List.of("largest Cook's distance", "mean weight (%)"));
		final List<List<?>> rows = new ArrayList<>();
		final double[] others = data.check().orElseThrow().correlations();
		for (int k = 0; k < data.names().size(); k++) {
			final List<Object> row = new ArrayList<>(List.of(InputsSection.name(data.names().get(k)),
				Num.fixed(others[k], 2), Num
				.fixed(change(k), 2)));
			if (hasCook) row.addAll(List.of(Num.fixed(cook(k), 3), Num.fixed(weight(k), 1)));
			rows.add(row);
		}
		return Tables.of("What each study does at the peaks above. The largest change is that of the estimate when"
			+ " the study is"
			+ " left out, in standard errors (of z where there is no estimate)" + (hasCook
			? "; Cook's distance is the squared"
				+ " change of all coefficients, the weight the study's share" : "") + ".", columns, rows);
	}

	/** The place of a study among those of a peak; -1 if it has no data there. */
	private static int place(final Peak peak, final int study) {
		for (int i = 0; i < peak.present().length; i++)
			if (peak.present()[i] == study) return i;
		return -1;
	}

	private double change(final int study) {
		double largest = Double.NaN;
		for (final Peak peak : data.peaks()) {
			final int i = place(peak, study);
			if (i < 0 || peak.without().isEmpty()) continue;
			final TermSummary all = peak.results().orElseThrow().summary().get(peak.term().index());
			final boolean isOfZ = Double.isNaN(all.estimate());
			final double change = ((isOfZ ? all.z() : all.estimate()) - peak.leaveOneOut()[i]) / (isOfZ ? 1
				: all.se());
			if (Double.isNaN(largest) || Math.abs(change) > Math.abs(largest)) largest = change;
		}
		return largest;
	}

	private double cook(final int study) {
		return influences(study).stream().mapToDouble(Influence::cook).filter(cook -> !Double.isNaN(cook)).max()
			.orElse(
			Double.NaN);
	}

	private double weight(final int study) {
		return influences(study).stream().mapToDouble(Influence::weight).average().orElse(Double.NaN);
	}

	private List<Influence> influences(final int study) {
		final List<Influence> found = new ArrayList<>();
		for (final Peak peak : data.peaks()) {
			final int i = place(peak, study);
			if (i >= 0 && !peak.influence().isEmpty()) found.add(peak.influence().get(i));
		}
		return found;
	}
}
