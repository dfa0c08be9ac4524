package org.voxmeta.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.voxmeta.analysis.FoundClusters;
import org.voxmeta.analysis.NumberTable;
import org.voxmeta.image.LengthUnit;

/** The clusters of significant voxels, or the regions, as tables. */
final class ClustersSection {

	/** More are behind a line to click on, so that the peaks stay in reach. */
	private static final int FIRST_CLUSTERS = 15;
	private static final int MOST_CLUSTERS = 200;
	private static final int MOST_REGIONS = 300;
	private static final String SIZE = "size_";

	private final ReportData data;

	ClustersSection(final ReportData data) {
		this.data = data;
	}

	Html html() {
		final boolean isRegions = data.maps().isOfRegions();
		final Html section = Html.of("section", Html.of("h2", isRegions ? "Regions" : "Clusters")).with("id",
			"clusters");
		for (final TermMaps term : data.terms()) {
			if (data.terms().size() > 1) section.add(Html.of("h3", term.title()));
			if (isRegions) section.add(regions(term));
			else clusters(section, term.clusters(), "p \u2264 " + Num.level(data.settings().alpha())
				+ " after correction ("
				+ data.settings().correction().label() + ")");
			familyWise(section, term);
		}
		return section;
	}

	private void clusters(final Html section, final FoundClusters found, final String where) {
		final int count = found.clusters().clusters().size();
		if (count == 0) {
			section.add(Html.of("p", "No voxel has " + where + "."));
			return;
		}
		final NumberTable table = found.isFlat() ? flat(found.table("")) : found.table("");
		final String unit = LengthUnit.written(found.unit());
		section.add(table(table, 0, FIRST_CLUSTERS, "Clusters of voxels that share a face and have " + where
			+ ", with up to three sub-peaks each, more than 8 " + unit + " apart. Positions in " + unit
			+ " where they are known, else in voxels from 0."));
		if (count > FIRST_CLUSTERS) section.add(Html.of("details", Html.of("summary", Words.count(Math.min(count,
			MOST_CLUSTERS)
			- FIRST_CLUSTERS, "more cluster", "more clusters")), table(table, FIRST_CLUSTERS, MOST_CLUSTERS,
			"The clusters with"
				+ " smaller peaks.")));
		if (count > MOST_CLUSTERS) section.add(Html.of("p", "There are " + Num.countText(count)
			+ " clusters, of which "
			+ MOST_CLUSTERS + " are shown; Cluster Table\u2026 lists all."));
	}

	/** Clusters, sizes, peaks and where they are; in voxels only if nothing else is known. */
	private static Html table(final NumberTable table, final int from, final int to, final String caption) {
		final List<Integer> columns = IntStream.range(0, table.columns().size()).filter(c -> isShown(table, c))
			.boxed()
			.toList();
		final List<List<?>> rows = new ArrayList<>();
		int clusters = 0;
		for (final List<Object> row : table.rows()) {
			if (row.get(1) != null) clusters++;
			if (clusters > to) break;
			if (clusters <= from) continue;
			final List<Object> cells = new ArrayList<>();
			for (final int c : columns)
				cells.add(cell(table.columns().get(c), row.get(c)));
			rows.add(cells);
		}
		return Tables.of(caption, columns.stream().map(c -> title(table.columns().get(c))).toList(), rows);
	}

	/** Without heights, of which there is but one. */
	private static NumberTable flat(final NumberTable table) {
		final int[] kept = IntStream.range(0, table.columns().size()).filter(c -> !table.columns().get(c).matches(
			"z(_.*)?")).toArray();
		return new NumberTable(table.name(), Arrays.stream(kept).mapToObj(table.columns()::get).toList(), table
			.rows().stream().map(row -> Arrays.stream(kept).<Object>mapToObj(row::get).collect(Collectors.toList()))
			.toList());
	}

	private static boolean isShown(final NumberTable table, final int column) {
		final String name = table.columns().get(column);
		final boolean hasPlaces = table.rows().stream().anyMatch(row -> row.get(table.columns().size() - 1)
			!= null);
		if (name.startsWith("com_") || name.equals("slice")) return false;
		final boolean isWorld = name.matches("[xyz]_.*|size_.*");
		if (name.matches("[xyz]") || isWorld) return isWorld == hasPlaces;
		return table.rows().stream().map(row -> row.get(column)).anyMatch(Objects::nonNull);
	}

	private static String title(final String column) {
		if (column.startsWith(SIZE)) return column.substring(SIZE.length()).replace("3", "\u00b3").replace("2",
			"\u00b2").replace("um", "\u00b5m");
		return switch (column) {
			case "cluster" -> "Cluster";
			case "peak" -> "z";
			default -> column.replaceFirst("_(.*)", " ($1)").replace("(um)", "(\u00b5m)");
		};
	}

	private static Object cell(final String column, final Object cell) {
		if (!(cell instanceof Double number)) return cell;
		if (column.equals("voxels")) return Num.count(number.longValue());
		if (column.startsWith(SIZE)) return Num.count(Math.round(number)).with("value", String.valueOf(number));
		return column.matches("[xyz].*") ? Num.fixed(number, Num.coordinate(number).contains(".") ? 1 : 0)
			: Num.fixed(number,
			2);
	}

	private Html regions(final TermMaps term) {
		final List<List<?>> rows = new ArrayList<>();
		IntStream.range(0, term.values().length).boxed().sorted(Comparator.comparingDouble(j ->
			Double.isNaN(term.values()[j])
			? 0 : -Math.abs(term.values()[j]))).limit(MOST_REGIONS).forEach(j -> {
				final List<Object> row = new ArrayList<>();
				row.add(data.reading().orElseThrow().result().masker().name(j));
				if (term.estimates() != null) row.add(Num.of(term.estimates()[j]));
				row.add(Num.fixed(term.values()[j], 2));
				row.add(Num.p(term.p()[j]));
				rows.add(row);
			});
		final List<String> columns = new ArrayList<>(List.of("Region"));
		if (term.estimates() != null) columns.add("estimate");
		columns.addAll(List.of("z", "p, corrected"));
		return Tables.of("Regions, those with the largest |z| first; p corrected for their number ("
			+ data.settings()
			.correction().label() + ").", columns, rows);
	}

	private void familyWise(final Html section, final TermMaps term) {
		if (term.familyWise().isEmpty()) return;
		final List<List<?>> rows = new ArrayList<>();
		term.familyWise().forEach(test -> rows.add(List.of(test.statistic(), Num.of(test.threshold()),
			Num.p(test.smallest()),
			Num.count(test.voxels()), Num.count(test.clusters().clusters().clusters().size()))));
		section.add(Html.of("h4", "Permutation test"), Tables.of("What stands out when the family-wise error rate"
			+ " is controlled"
			+ " at " + Num.level(data.settings().alpha()) + " by permutation.", List.of("Statistic", "threshold",
			"smallest p",
				"voxels", "clusters"), rows));
		term.familyWise().forEach(test -> clusters(section, test.clusters(), "p \u2264 " + Num.level(data.settings()
			.alpha())
			+ " in the permutation test (" + test.statistic() + ")"));
	}
}
