package org.voxmeta.report;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.voxmeta.analysis.InputImage;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.view.TileColours;

/** What went into a fit: the studies, the mask, and how many studies each voxel has. */
final class InputsSection {

	private final ReportData data;
	private final Pictures pictures;

	InputsSection(final ReportData data, final Pictures pictures) {
		this.data = data;
		this.pictures = pictures;
	}

	Html html() {
		final Html section = Html.of("section", Html.of("h2", "Studies and coverage")).with("id", "inputs");
		if (!data.names().isEmpty()) section.add(studies());
		dropped(section);
		section.add(Html.of("h3", "Where there are data"), reasons());
		coverage(section);
		return section;
	}

	private Html studies() {
		final List<String> names = data.names();
		final double[] sizes = data.reading().map(reading -> reading.sampleSizes()).orElse(new double[0]);
		final boolean hasSizes = Arrays.stream(sizes).anyMatch(size -> !Double.isNaN(size));
		final List<String> columns = new ArrayList<>(List.of("Study"));
		if (hasSizes) columns.add("n");
		if (data.check().isPresent()) columns.addAll(List.of(data.maps().isOfRegions() ? "Regions" : "Voxels",
			"r with the others"));
		columns.add("Maps");
		final List<FitRecord> described = data.record().records("inputs/studies");
		final List<List<?>> rows = new ArrayList<>();
		for (int k = 0; k < names.size(); k++) {
			final List<Object> row = new ArrayList<>(List.of(name(names.get(k))));
			if (hasSizes) row.add(Num.of(sizes[k]));
			if (data.check().isPresent()) row.addAll(List.of(Num.count(data.check().get().summaries().get(k).voxels()), Num
				.fixed(data.check().get().correlations()[k], 2)));
			row.add(k < described.size() ? files(described.get(k)) : stacks());
			rows.add(row);
		}
		return Tables.of("The studies in the order of the table. r is the correlation of a study's map with the median map of"
			+ " the other studies.", columns, rows);
	}

	/** A study's name, which may run in another direction than the page. */
	static Html name(final String study) {
		return Html.of("bdi", study);
	}

	private static Html files(final FitRecord study) {
		final Html files = Html.of("span").style("files");
		for (final Map.Entry<String, String> file : study.fields("").entrySet()) {
			if (file.getKey().equals("study")) continue;
			if (!files.isEmpty()) files.add(" ");
			files.add(Html.of("span", file.getKey() + ": " + (file.getKey().equals("derived") ? file.getValue() : fileName(file
				.getValue()))).with("title", file.getValue()));
		}
		return files;
	}

	private Html stacks() {
		final Html stacks = Html.of("span").style("files");
		for (final String kind : List.of("effects", "variances", "tmaps", "zmaps"))
			if (data.record().has("inputs/" + kind)) stacks.add((stacks.isEmpty() ? "" : " ") + kind + ": " + fileName(data
				.record().text("inputs/" + kind)));
		return stacks;
	}

	private static String fileName(final String path) {
		try {
			final Path name = Path.of(path).getFileName();
			return name == null ? path : name.toString();
		}
		catch (final InvalidPathException e) {
			// the title of an image
			return path;
		}
	}

	private void dropped(final Html section) {
		final List<String> dropped = data.record().list("inputs/dropped");
		if (dropped.isEmpty()) {
			if (data.record().has("inputs/table")) section.add(Html.of("p", "No study of the table was left out."));
			return;
		}
		final Html list = Html.of("ul");
		dropped.forEach(study -> list.add(Html.of("li", study)));
		section.add(Html.of("h3", "Studies left out"), list);
	}

	private Html reasons() {
		final List<List<?>> rows = new ArrayList<>();
		final double[] codes = data.values(MapKind.REASON).orElse(new double[0]);
		final boolean isRegions = data.maps().isOfRegions();
		if (!isRegions) {
			final long grid = Arrays.stream(data.terms().get(0).z().header().dims()).reduce(1, (a, b) -> a * b);
			final long outside = grid - data.maps().size();
			rows.add(List.of(Reason.OUTSIDE_MASK.text(), Num.count(outside), Num.percent((double) outside / grid)));
		}
		for (final Reason reason : Reason.values()) {
			final long count = Arrays.stream(codes).filter(code -> code == reason.code()).count();
			if (reason != Reason.OUTSIDE_MASK && (count > 0 || reason == Reason.NONE)) rows.add(List.of(reason.text(), Num.count(
				count), Num.percent((double) count / codes.length)));
		}
		final String mask = data.record().text("inputs/mask");
		final String what = isRegions ? "Regions" : "Voxels";
		return Tables.of(what + " by what became of them; percentages are of the grid for those outside, else of the mask."
			+ (mask.isEmpty() || mask.equals("none") ? " No mask was given: it is the voxels that any study has." : " The mask is "
				+ fileName(mask) + "."), List.of(what, "number", "share"), rows);
	}

	private void coverage(final Html section) {
		final Optional<InputImage> k = data.image(MapKind.K);
		if (k.isEmpty()) return;
		final double most = data.values(MapKind.K).map(values -> Quantiles.of(values).at(1)).orElse(1.0);
		final TileColours colours = TileColours.sequential(0, Math.max(1, most));
		section.add(pictures.slices(k.get(), colours, "Number of studies",
			"in each voxel that was analysed.", Pictures.bar(colours, "studies")));
	}
}
