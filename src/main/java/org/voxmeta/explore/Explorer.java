package org.voxmeta.explore;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.voxmeta.analysis.FitVoxels;
import org.voxmeta.analysis.LocalFit;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.task.Latest;

/**
 * Decides what of a fit is looked at, and has it computed on a thread of its own, so that whoever tells it of
 * the mouse is never kept waiting. Its methods are to be called on one thread, that of the events; views come
 * there as well.
 */
public final class Explorer implements AutoCloseable {

	private final AtomicReference<FitVoxels> voxels;
	private final Latest<Wish, View> latest;
	private final VoxelGrid grid;
	private final List<String> columns;
	private Target target;
	private Target lastVoxel;
	private Tab tab = Tab.FOREST;
	private String column;
	private boolean isPinned;
	private boolean isArea;

	/** What was computed last, which other pages of the same place need as well; the worker's own. */
	private Target lastTarget;
	private LocalFit last;

	private Explorer(final FitVoxels voxels, final Consumer<View> taker, final Executor events) {
		this.voxels = new AtomicReference<>(voxels);
		grid = voxels.grid();
		columns = voxels.columns().stream().filter(name -> Columns.isUseful(voxels.cells(name))).toList();
		column = columns.isEmpty() ? "" : columns.get(0);
		latest = new Latest<>("VoxMeta explorer", this::view, taker, events);
	}

	/**
	 * Begins to explore a fit.
	 *
	 * @param taker shows what was computed
	 * @param events where the taker is called
	 */
	public static Explorer of(final FitVoxels voxels, final Consumer<View> taker, final Executor events) {
		return new Explorer(voxels, taker, events);
	}

	/** Where the fit's voxels are. */
	public VoxelGrid grid() {
		return grid;
	}

	/** The columns of the study table to look at effects by. */
	public List<String> columns() {
		return columns;
	}

	/** The mouse is over a voxel; nothing happens while a place is pinned, or a ROI looked at. */
	public void hover(final Target place) {
		if (!isPinned && !isArea) look(place);
	}

	/** A voxel was chosen, which stays until {@link #follow}; nothing happens while a ROI is looked at. */
	public void pin(final Target place) {
		if (isArea) return;
		isPinned = true;
		look(place);
	}

	/** The mouse is followed again. */
	public void follow() {
		isPinned = false;
	}

	/** Whether a place stays whatever the mouse does. */
	public boolean isPinned() {
		return isPinned;
	}

	/** Pins what is looked at, or follows the mouse again. */
	public void togglePin() {
		if (!isArea && target != null && !target.isArea()) isPinned = !isPinned;
	}

	/** From now on the mean of a ROI is looked at. */
	public void enterArea() {
		isArea = true;
	}

	/** The ROI's voxels, none if there is no ROI yet; nothing happens unless the mean of a ROI is looked at. */
	public void area(final int... area) {
		if (isArea) look(Target.ofArea(area));
	}

	/** The voxel is looked at again that was before the ROI. */
	public void leaveArea() {
		isArea = false;
		if (lastVoxel != null) look(lastVoxel);
	}

	/** Whether the mean of a ROI is looked at. */
	public boolean isArea() {
		return isArea;
	}

	/**
	 * Goes to a neighbour, and stays there; nothing happens at the edge.
	 *
	 * @param axis of the grid
	 * @param step how far
	 * @return the voxel that is looked at now; null if it is not one
	 */
	public long[] move(final int axis, final int step) {
		final long[] dims = grid.dimensions();
		if (isArea || target == null || target.isArea() || axis >= dims.length) return null;
		final long[] moved = target.voxel().clone();
		moved[axis] = Math.max(0, Math.min(dims[axis] - 1, moved[axis] + step));
		pin(Target.of(moved));
		return moved;
	}

	/** Shows another page of the same place. */
	public void show(final Tab page) {
		if (tab == page) return;
		tab = page;
		ask();
	}

	/** Looks at effects by another column of the study table. */
	public void show(final String name) {
		if (column.equals(name)) return;
		column = name;
		ask();
	}

	/** The page that is shown. */
	public Tab tab() {
		return tab;
	}

	/** The column of the study table; empty if there is none. */
	public String column() {
		return column;
	}

	/** What is looked at; null at first. */
	public Target target() {
		return target;
	}

	/** The fit; null once this is closed. */
	FitVoxels voxels() {
		return voxels.get();
	}

	private void look(final Target place) {
		if (place.isSamePlace(target) && place.map().equals(target.map())) return;
		target = place;
		if (!place.isArea()) lastVoxel = place;
		ask();
	}

	private void ask() {
		if (target != null) latest.submit(new Wish(target, tab, column));
	}

	/** On the worker's thread. */
	private View view(final Wish wish) {
		final FitVoxels fit = voxels.get();
		if (fit == null) return null;
		if (!wish.target().isSamePlace(lastTarget)) {
			last = wish.target().isArea() ? fit.mean(wish.target().area()) : fit.at(wish.target().voxel());
			lastTarget = wish.target();
		}
		return wish.tab().isFigure() ? new View(wish.target(), last, wish.tab(), PlaceFigures.of(last, wish.tab(),
			fit, wish.column()), null) : new View(wish.target(), last, wish.tab(), null, PlaceTables.studies(last));
	}

	/** Ends the work, and lets go of the studies' rows. */
	@Override
	public void close() {
		latest.close();
		voxels.set(null);
		target = null;
		lastVoxel = null;
	}

	/** What the worker is asked for. */
	private record Wish(Target target, Tab tab, String column) {
	}
}
