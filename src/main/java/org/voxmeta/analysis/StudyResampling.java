package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.voxmeta.grid.GridDifference;
import org.voxmeta.grid.Interpolation;
import org.voxmeta.grid.Resampling;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.NiftiHeader;

/**
 * Brings studies whose maps lie on other grids onto one: that of the mask, or without a mask that of the
 * first study. Maps on that grid already stay as they are, and the mask always does. Maps are resampled when
 * they are opened. Immutable.
 */
public final class StudyResampling {

	/** No resampling: studies on different grids are an error of the analysis. */
	public static final StudyResampling NEVER = new StudyResampling(null);

	private final Interpolation interpolation;

	private StudyResampling(final Interpolation interpolation) {
		this.interpolation = interpolation;
	}

	/** Resampling where it is needed. */
	public static StudyResampling of(final Interpolation interpolation) {
		return new StudyResampling(Objects.requireNonNull(interpolation));
	}

	/**
	 * The resampling of that name, in any case: an interpolation's or never.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static StudyResampling parse(final String name) {
		final String key = name.trim().toLowerCase(Locale.ROOT);
		if (key.equals(NEVER.toString())) return NEVER;
		for (final Interpolation interpolation : Interpolation.values())
			if (interpolation.key().equals(key)) return of(interpolation);
		throw new IllegalArgumentException("Resample: got '" + name
			+ "', wanted linear, nearest, continuous or never");
	}

	/** The name of the interpolation, or never. */
	@Override
	public String toString() {
		return interpolation == null ? "never" : interpolation.key();
	}

	/**
	 * The studies on one grid, with a remark that says which of their maps differ how, and a note where voxels
	 * become smaller. Nothing is read yet.
	 *
	 * @param mask the mask; null if there is none
	 * @return the same studies if none differs
	 * @throws IllegalArgumentException if maps differ of which it is not known where their voxels are, or
	 *           that lie elsewhere
	 */
	StudyInputs apply(final StudyInputs inputs, final InputImage mask) {
		if (interpolation == null) return inputs;
		final Target target = Target.of(inputs, mask);
		final List<GridDifference> differences = GridDifference.of(inputs.names(), inputs.grids(), target.grid);
		if (differences.isEmpty()) return inputs;
		final Resampling resampling = Resampling.onto(target.grid).with(interpolation);
		requirePlaces(inputs, target, resampling);
		requireOverlap(differences, target);
		final StudyMaps values = onto(target, inputs.values(), mask, new MapResampling(resampling, false));
		final StudyMaps variances = inputs.hasVariances()
			? onto(target, inputs.variances(), mask, new MapResampling(resampling, true)) : null;
		return inputs.onOneGrid(values, variances, notes(differences, target, mask),
			List.of(table(differences, inputs, target)), record(differences, target), left -> apply(left, mask));
	}

	private static StudyMaps onto(final Target target, final StudyMaps maps, final InputImage mask,
		final MapResampling resampling)
	{
		final List<StudyImage> images = new ArrayList<>();
		for (final StudyImage image : maps.images())
			images.add(image.grid().matches(target.grid) ? image : resampling.of(image));
		final boolean first = images.get(0) == maps.images().get(0);
		return new StudyMaps(images, first ? maps.header() : target.header(maps.header(), mask));
	}

	/** What can be resampled counts as if it were done; for what is left, the error is that of an analysis. */
	private static void requirePlaces(final StudyInputs inputs, final Target target, final Resampling resampling)
	{
		final List<String> names = new ArrayList<>(inputs.names());
		final List<VoxelGrid> grids = new ArrayList<>();
		for (final VoxelGrid grid : inputs.grids())
			grids.add(new GridDifference("", grid, target.grid).hasPlaces()
				&& resampling.gridFor(grid).matches(target.grid) ? target.grid : grid);
		if (target.isMask) {
			names.add(0, target.name);
			grids.add(0, target.grid);
		}
		VoxelGrid.requireSame(names, grids);
	}

	private static void requireOverlap(final List<GridDifference> differences, final Target target) {
		final List<String> apart = differences.stream().filter(GridDifference::isApart)
			.map(StudyResampling::row).toList();
		if (!apart.isEmpty()) throw new IllegalArgumentException("Resampling: got " + apart.size()
			+ " images that lie wholly outside the grid of '" + target.name + "' (" + target.grid.size() + ", "
			+ target.grid.affineText() + "):\n" + String.join("\n", apart));
	}

	private String table(final List<GridDifference> differences, final StudyInputs inputs, final Target target) {
		return "Resampling: " + differences.size() + " of " + inputs.names().size()
			+ " images, " + interpolation.key() + ", onto the grid of '" + target.name
			+ "' (" + target.grid.size() + ", " + target.grid.affineText() + "):\n"
			+ String.join("\n", differences.stream().map(StudyResampling::row).toList());
	}

	private static String row(final GridDifference difference) {
		return difference.name() + "\t" + difference.text();
	}

	private static List<String> notes(final List<GridDifference> differences, final Target target,
		final InputImage mask)
	{
		final List<String> notes = new ArrayList<>();
		final List<String> coarse = differences.stream().filter(GridDifference::isUpsampling)
			.map(GridDifference::name).toList();
		if (!coarse.isEmpty())
			notes.add("Upsampling: " + coarse.size() + " images have larger voxels than the grid of '" + target.name
				+ "', so that maps on it look finer than these data are: " + String.join(", ", coarse));
		if (mask != null && StudyMaps.grid(mask).affine().isEmpty()) notes.add("Mask '" + mask.name()
			+ "' does not say where its voxels are; taken to lie as '" + target.affineOf + "'");
		return notes;
	}

	private Map<String, Object> record(final List<GridDifference> differences, final Target target) {
		final Map<String, Object> images = new LinkedHashMap<>();
		differences.forEach(difference -> images.put(difference.name(), difference.text()));
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("interpolation", interpolation.key());
		record.put("onto", target.name);
		record.put("grid", target.grid.exactText());
		record.put("images", images);
		return record;
	}

	/**
	 * The grid that studies are brought onto.
	 *
	 * @param name whose grid it is
	 * @param isMask whether it is the mask's
	 * @param grid where its voxels are, as far as that is known
	 * @param affineOf the image of its size that says so
	 */
	private record Target(String name, boolean isMask, VoxelGrid grid, String affineOf) {

		static Target of(final StudyInputs inputs, final InputImage mask) {
			final String name = mask == null ? inputs.names().get(0) : mask.name() + " (mask)";
			final VoxelGrid grid = mask == null ? inputs.grids().get(0) : StudyMaps.grid(mask);
			if (grid.affine().isPresent()) return new Target(name, mask != null, grid, name);
			// an image that does not say where it is fits those of its size
			for (int i = 0; i < inputs.names().size(); i++) {
				final VoxelGrid other = inputs.grids().get(i);
				final Optional<double[][]> affine = other.affine();
				if (Arrays.equals(other.dimensions(), grid.dimensions()) && affine.isPresent())
					return new Target(name, mask != null, grid.withAffine(affine.get()), inputs.names().get(i));
			}
			return new Target(name, mask != null, grid, name);
		}

		/** How maps on this grid are to be written when the first study's header is for another. */
		NiftiHeader header(final NiftiHeader study, final InputImage mask) {
			final NiftiHeader header = (mask == null ? study : mask.header()).withDims(grid.dimensions());
			return mask != null && mask.placed() ? header : header.withAffine(grid.affine().orElseThrow());
		}
	}
}
