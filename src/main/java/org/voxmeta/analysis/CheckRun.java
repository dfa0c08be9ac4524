package org.voxmeta.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.check.Coverage;
import org.voxmeta.stats.check.Finding;
import org.voxmeta.stats.check.RatioCheck;
import org.voxmeta.stats.check.StatisticCheck;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudyTable;
import org.voxmeta.task.Progress;

/** One look at all maps of a study table. Used once; not thread-safe. */
final class CheckRun {

	/**
	 * Maps of different kinds are compared in about so many voxels, so that only one kind is in memory at a
	 * time.
	 */
	private static final int COMPARED_VOXELS = 20_000;

	private final StudyTable table;
	private final List<Study> studies;
	private final InputImage mask;
	private final FindingText text;
	private final List<String> warnings = new ArrayList<>();
	private final List<List<Object>> summaries = new ArrayList<>();
	private final Map<StudyMap, Signals.Row[]> compared = new EnumMap<>(StudyMap.class);
	private List<TableMap> maps;
	private NiftiHeader header;
	private FittedMasker masker;
	private Coverage coverage;

	/**
	 * A look at a table's maps.
	 *
	 * @param mask the voxels to look at; null for all
	 */
	CheckRun(final StudyTable table, final InputImage mask) {
		this.table = table;
		this.mask = mask;
		studies = table.studies();
		text = new FindingText(studies);
		warnings.addAll(table.notes());
	}

	/**
	 * Reads and looks at all maps.
	 *
	 * @throws IOException if none can be opened
	 * @throws IllegalArgumentException if none is on the mask's grid, or the mask is empty
	 */
	void look(final Progress progress) throws IOException {
		maps = TableMap.of(table, warnings);
		if (maps.isEmpty()) throw new IOException(table.path() + ": no map can be opened:\n" + String.join("\n",
			warnings));
		final VoxelGrid grid = mask == null ? commonGrid() : StudyMaps.grid(mask);
		final List<TableMap> onGrid = maps.stream().filter(map -> map.image().grid().matches(grid)).toList();
		if (onGrid.isEmpty()) throw new IllegalArgumentException("Mask '" + mask.name()
			+ "': got no map on its grid, " + grid.size() + ", " + grid.affineText());
		final List<TableMap> elsewhere = maps.stream().filter(map -> !onGrid.contains(map)).toList();
		warnOfGrids(elsewhere, grid);
		header = onGrid.get(0).header().withDims(grid.dimensions());
		masker = FittedMasker.of(mask == null ? VoxelMask.all(grid.dimensions())
			: VoxelMask.of(StudyAxis.withoutTrailingOnes(mask.values())), grid);
		coverage = new Coverage(studies.size(), masker.mask().size());
		for (final StudyMap kind : StudyMap.values())
			look(kind, onGrid.stream().filter(map -> map.kind() == kind).toList(), progress);
		compareRatios();
		for (int k = 0; k < studies.size(); k++)
			compareKinds(k);
		for (final TableMap map : elsewhere)
			lookAlone(map);
	}

	/** The grid of most maps; of as many, the first in the table. */
	private VoxelGrid commonGrid() {
		VoxelGrid common = null;
		long most = 0;
		for (final TableMap map : maps) {
			final VoxelGrid grid = map.image().grid();
			final long same = maps.stream().filter(other -> other.image().grid().matches(grid)).count();
			// a map without an affine matches any; one with an affine says more
			if (same < most || same == most && (common.affine().isPresent() || grid.affine().isEmpty())) continue;
			most = same;
			common = grid;
		}
		return common;
	}

	private void warnOfGrids(final List<TableMap> elsewhere, final VoxelGrid grid) {
		if (elsewhere.isEmpty()) return;
		warnings.add("Grids: " + elsewhere.size() + " of " + maps.size() + " maps are on another grid than "
			+ (mask == null ? "most" : "the mask") + " (" + grid.size() + ", " + grid.affineText()
			+ "), and only summarised: " + elsewhere.stream().map(map -> studies.get(map.study()).id() + " "
			+ map.kind().column()).collect(Collectors.joining(", ")));
	}

	private void look(final StudyMap kind, final List<TableMap> named, final Progress progress) {
		if (named.isEmpty()) return;
		final KindCheck check = KindCheck.read(kind, named, masker, warnings, progress);
		summaries.addAll(check.rows(studies));
		check.findings().forEach(finding -> warn(kind.column(), finding));
		final int step = (masker.mask().size() + COMPARED_VOXELS - 1) / COMPARED_VOXELS;
		final int[] some = IntStream.range(0, masker.mask().size()).filter(j -> j % step == 0).toArray();
		final Signals.Row[] rows = new Signals.Row[studies.size()];
		for (int i = 0; i < check.maps().size(); i++) {
			final int k = check.maps().get(i).study();
			coverage.add(k, check.row(i), check.isPositive());
			rows[k] = check.row(i).at(some);
		}
		compared.put(kind, rows);
	}

	/** Compares effects with variances, among the studies that have both. */
	private void compareRatios() {
		final List<Integer> both = IntStream.range(0, studies.size()).filter(k -> row(StudyMap.BETA, k).isPresent()
			&& variance(k).isPresent()).boxed().toList();
		if (both.isEmpty()) return;
		final boolean[] isError = new boolean[both.size()];
		for (int i = 0; i < isError.length; i++)
			isError[i] = isError(both.get(i));
		RatioCheck.of(Signals.of(both.stream().map(k -> row(StudyMap.BETA, k).orElseThrow()).toList()),
			Signals.of(both.stream().map(k -> variance(k).orElseThrow()).toList()), isError).forEach(finding ->
			warn("beta and " + (finding.study() >= 0 && isError[finding.study()] ? "se" : "varcope"),
				finding.at(both::get)));
	}

	/** Compares the kinds of map of one study. */
	private void compareKinds(final int k) {
		final List<StudyMap> signed = List.of(StudyMap.BETA, StudyMap.T, StudyMap.Z);
		for (int i = 0; i < signed.size(); i++)
			for (int j = i + 1; j < signed.size(); j++) {
				final StudyMap a = signed.get(i);
				final StudyMap b = signed.get(j);
				row(a, k).flatMap(first -> row(b, k).flatMap(second -> StatisticCheck.signs(k, first, second)))
					.ifPresent(finding -> warn(a.column() + " and " + b.column(), finding));
			}
		if (row(StudyMap.BETA, k).isEmpty() || row(StudyMap.T, k).isEmpty()) return;
		variance(k).flatMap(variance -> StatisticCheck.ratio(k, row(StudyMap.BETA, k).orElseThrow(), variance,
			isError(k), row(StudyMap.T, k).orElseThrow())).ifPresent(finding -> warn("beta, " + (isError(k) ? "se"
			: "varcope") + " and t", finding));
	}

	private void lookAlone(final TableMap map) {
		try {
			summaries.add(KindCheck.cells(studies.get(map.study()), map.kind(), KindCheck.alone(map), Double.NaN,
				Double.NaN));
		}
		catch (final IOException e) {
			warnings.add(e.getMessage());
		}
	}

	private Optional<Signals.Row> row(final StudyMap kind, final int k) {
		return Optional.ofNullable(compared.get(kind)).map(rows -> rows[k]);
	}

	private boolean isError(final int k) {
		return row(StudyMap.VARCOPE, k).isEmpty();
	}

	private Optional<Signals.Row> variance(final int k) {
		return row(StudyMap.VARCOPE, k).or(() -> row(StudyMap.SE, k).map(CheckRun::squared));
	}

	private static Signals.Row squared(final Signals.Row errors) {
		final double[] values = new double[errors.length()];
		errors.read(0, values.length, values);
		return new Signals.DoubleRow(Arrays.stream(values).map(se -> se < 0 ? Double.NaN : se * se).toArray());
	}

	private void warn(final String what, final Finding finding) {
		warnings.add(text.of(what, finding));
	}

	/** What may be wrong. */
	List<String> warnings() {
		return warnings;
	}

	/** The tables. */
	List<NumberTable> tables() {
		return List.of(CheckTables.coverage(coverage, studies, mask == null ? Math.max(1, coverage.union())
			: masker.mask().size()), new NumberTable(StudyCheck.MAPS, KindCheck.COLUMNS, summaries),
			CheckTables.inputs(table), CheckTables.grids(maps, studies), CheckTables.warnings(warnings));
	}

	/** The number of studies in each voxel; NaN outside the mask, or without one, where no study has a value. */
	NiftiImage coverageMap() {
		final double[] counts = coverage.counts();
		if (mask == null) for (int j = 0; j < counts.length; j++)
			if (counts[j] == 0) counts[j] = Double.NaN;
		return new NiftiImage(header.asMap(NiftiIntent.NONE, "studies"), masker.map(counts, Float.NaN));
	}
}
