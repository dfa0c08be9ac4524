package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.voxmeta.image.NiftiHeader;
import org.voxmeta.stats.check.Coverage;
import org.voxmeta.stats.effectsize.Quantity;
import org.voxmeta.study.Derivation;
import org.voxmeta.study.MapRecipe;
import org.voxmeta.study.MapRules;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyTable;

/** The tables that say how the studies of a table are. */
final class CheckTables {

	private static final List<Quantity> KINDS = List.of(Quantity.BETA, Quantity.VARCOPE, Quantity.T, Quantity.Z,
		Quantity.G);

	private CheckTables() {
	}

	/** How each kind of map can be had of each study: from a file, or what it can be made of. */
	static NumberTable inputs(final StudyTable table) {
		final MapRules rules = MapRules.of(Derivation.ALL, table);
		final List<List<Object>> rows = new ArrayList<>();
		for (final Study study : table.studies()) {
			final List<Object> row = new ArrayList<>(Arrays.asList(study.id(), known(study.sampleSize()),
				known(study.dof()), study.group()));
			for (final Quantity kind : KINDS)
				row.add(rules.of(kind, study).map(recipe -> recipe.isGiven() ? "file" : source(recipe)).orElse("none"));
			rows.add(row);
		}
		return new NumberTable("inputs", List.of("study", "n", "dof", "group", "beta", "varcope", "t", "z", "g"),
			rows);
	}

	private static Object known(final double number) {
		return Double.isNaN(number) ? null : number;
	}

	private static String source(final MapRecipe recipe) {
		return recipe.label().replaceFirst(".* from ", "from ");
	}

	/** Where the voxels of each map are, and how its file holds the values. */
	static NumberTable grids(final List<TableMap> maps, final List<Study> studies) {
		return new NumberTable("grids", List.of("study", "map", "size", "voxel", "unit", "affine", "type", "file"),
			maps.stream().map(map -> grid(map, studies.get(map.study()))).toList());
	}

	private static List<Object> grid(final TableMap map, final Study study) {
		final NiftiHeader header = map.header();
		final int axes = Math.min(3, map.image().grid().dimensions().length);
		return List.of(study.id(), map.kind().column(), map.image().grid().size(),
			Arrays.stream(header.voxelSize()).limit(axes).mapToObj(CheckTables::shown).collect(Collectors.joining(
			"x")), header.spaceUnit(), map.image().grid().affineText(), header.type().toString(),
			map.image().files().get(0).toString());
	}

	/** A float's digits, without those that are rounding. */
	private static String shown(final double size) {
		return String.valueOf((float) size).replaceFirst("\\.0$", "");
	}

	/**
	 * How many voxels each study has, and how many it alone lacks; then those that any study has, and all.
	 *
	 * @param of the number of voxels that shares are of
	 */
	static NumberTable coverage(final Coverage coverage, final List<Study> studies, final int of) {
		final int[] alone = coverage.lackedAlone();
		final List<List<Object>> rows = new ArrayList<>();
		for (int k = 0; k < alone.length; k++)
			rows.add(List.of(studies.get(k).id(), (double) coverage.voxels(k), (double) coverage.voxels(k) / of,
				(double) alone[k]));
		rows.add(Arrays.asList("any study", (double) coverage.union(), (double) coverage.union() / of, null));
		rows.add(Arrays.asList("all studies", (double) coverage.intersection(), (double) coverage.intersection()
			/ of, null));
		return new NumberTable("coverage", List.of("study", "voxels", "share", "lacked alone"), rows);
	}

	static NumberTable warnings(final List<String> warnings) {
		return new NumberTable(StudyCheck.WARNINGS, List.of("warning"),
			warnings.stream().map(List::<Object>of).toList());
	}
}
