package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;

import org.voxmeta.grid.cluster.Cluster;
import org.voxmeta.grid.cluster.ClusterTable;
import org.voxmeta.grid.cluster.Peak;
import org.voxmeta.grid.cluster.Position;
import org.voxmeta.image.LabelRois;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiType;

/** The clusters of a map, as a table, a label image and ROIs. Immutable. */
public final class FoundClusters {

	private static final int LARGEST_SHORT = 65_535;
	private static final int LETTERS = 26;
	private static final String[] AXES = { "x", "y", "z" };

	private final String name;
	private final MapVoxels voxels;
	private final MapUnit unit;
	private final ClusterTable clusters;

	FoundClusters(final String name, final MapVoxels voxels, final MapUnit unit, final ClusterTable clusters) {
		this.name = name;
		this.voxels = voxels;
		this.unit = unit;
		this.clusters = clusters;
	}

	/** The name of the map. */
	public String name() {
		return name;
	}

	/** The clusters, in order, and the number of the cluster of each voxel that was looked at. */
	public ClusterTable clusters() {
		return clusters;
	}

	/** {@code mm} or {@code um}, in which positions and sizes are. */
	public String unit() {
		return unit.name();
	}

	/** Whether the map is a 2-D image: a single slice, at height 0. */
	public boolean isFlat() {
		return voxels.isFlat() && clusters.clusters().stream().map(cluster -> cluster.peak().position().world())
			.noneMatch(world -> world.length > 2 && Math.abs(world[2]) > 0);
	}

	/** What there is to tell. */
	public List<String> remarks() {
		final List<String> remarks = new ArrayList<>();
		if (!unit.isKnown())
			remarks.add("'" + name + "': the size of voxels is not known, so there are no positions"
				+ " in mm, and the distance of sub-peaks is in voxels");
		final int count = clusters.clusters().size();
		final int inside = clusters.clusters().stream().mapToInt(Cluster::voxels).sum();
		remarks.add("'" + name + "': " + count + (count == 1 ? " cluster" : " clusters")
			+ " of " + inside + " voxels");
		return remarks;
	}

	/**
	 * The table: a row for each cluster and its peak, followed by those of its sub-peaks, which are numbered 1a,
	 * 1b and so on. Voxels are counted from 0 along each axis, the slice from 1; cells that do not apply are
	 * empty.
	 *
	 * @param title the table's name
	 */
	public NumberTable table(final String title) {
		final boolean isPlane = axes() == 2;
		final List<String> columns = new ArrayList<>(List.of("cluster", "voxels", "size_" + unit.name() + axes(),
			"peak"));
		Arrays.stream(AXES).limit(axes()).forEach(columns::add);
		if (!isPlane) columns.add("slice");
		Arrays.stream(AXES).forEach(axis -> columns.add(axis + "_" + unit.name()));
		Arrays.stream(AXES).limit(axes()).forEach(axis -> columns.add("com_" + axis));
		Arrays.stream(AXES).forEach(axis -> columns.add("com_" + axis + "_" + unit.name()));
		final List<List<Object>> rows = new ArrayList<>();
		for (int c = 0; c < clusters.clusters().size(); c++) {
			final Cluster cluster = clusters.clusters().get(c);
			for (int p = 0; p < cluster.peaks().size(); p++)
				rows.add(row(c + 1, p, cluster));
		}
		return new NumberTable(title, columns, rows);
	}

	private List<Object> row(final int number, final int p, final Cluster cluster) {
		final Peak peak = cluster.peaks().get(p);
		final List<Object> row = new ArrayList<>();
		row.add(number + letters(p));
		row.add(p > 0 ? null : (double) cluster.voxels());
		row.add(p > 0 ? null : known(cluster.size()));
		row.add(peak.value());
		final double[] voxel = peak.position().voxel();
		Arrays.stream(voxel).forEach(row::add);
		if (voxel.length > 2) row.add(voxel[2] + 1);
		Arrays.stream(peak.position().world()).mapToObj(FoundClusters::known).forEach(row::add);
		final Position centre = cluster.centre();
		Stream.of(centre.voxel(), centre.world()).flatMapToDouble(Arrays::stream).forEach(place -> row.add(p > 0
			? null : known(place)));
		return row;
	}

	private static Double known(final double number) {
		return Double.isNaN(number) ? null : number;
	}

	/** The letter of a sub-peak; none for the peak itself. */
	private static String letters(final int p) {
		if (p == 0) return "";
		return letters((p - 1) / LETTERS) + (char) ('a' + (p - 1) % LETTERS);
	}

	/** The label image: each voxel has the number of its cluster, 0 in none. */
	public NiftiImage labels() {
		final int[] grid = gridLabels();
		final int count = clusters.clusters().size();
		final boolean fits = count <= LARGEST_SHORT;
		final NiftiHeader header = voxels.header().asMap(NiftiIntent.LABEL, "cluster").withType(fits
			? NiftiType.UINT16 : NiftiType.INT32).withDescrip("VoxMeta: " + count + " clusters");
		if (!fits) return new NiftiImage(header, ArrayImgs.ints(grid, header.dims()));
		final short[] shorts = new short[grid.length];
		for (int i = 0; i < grid.length; i++)
			shorts[i] = (short) grid[i];
		return new NiftiImage(header, ArrayImgs.unsignedShorts(shorts, header.dims()));
	}

	/** A ROI for each cluster and slice. */
	public LabelRois rois() {
		return LabelRois.of(gridLabels(), voxels.mask().dimensions());
	}

	private int[] gridLabels() {
		final int[] grid = new int[voxels.mask().gridSize()];
		voxels.mask().forEach((j, i) -> grid[i] = clusters.labels()[j]);
		return grid;
	}

	private int axes() {
		return voxels.mask().dimensions().length;
	}
}
