package org.voxmeta.masker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.voxmeta.grid.VoxelGrid;

/**
 * A signal for each of several spheres around seeds in millimetres: the mean of its voxels, which are those
 * whose centres are within the radius, and the voxel nearest to the seed. As nilearn's
 * {@code NiftiSpheresMasker}. Immutable, thread-safe.
 */
public final class SpheresMasker implements Masker {

	private final double[][] seeds;
	private final double radius;
	private final boolean allowOverlap;
	private final MaskerSettings settings;

	private SpheresMasker(final double[][] seeds, final double radius, final boolean allowOverlap,
		final MaskerSettings settings)
	{
		this.seeds = seeds;
		this.radius = radius;
		this.allowOverlap = allowOverlap;
		this.settings = settings;
	}

	/**
	 * The voxels nearest to some seeds.
	 *
	 * @param seeds x, y, z of each in millimetres
	 * @throws IllegalArgumentException if there is none, or one is not three numbers
	 */
	public static SpheresMasker of(final double[]... seeds) {
		return new SpheresMasker(checked(seeds), 0, false, MaskerSettings.NONE);
	}

	/**
	 * The radius of the spheres in millimetres; 0: only the voxel nearest to each seed.
	 *
	 * @throws IllegalArgumentException if it is negative or not finite
	 */
	public SpheresMasker withRadius(final double millimetres) {
		if (!(millimetres >= 0 && millimetres < Double.POSITIVE_INFINITY)) throw Given.wrong("radius", millimetres,
			"millimetres of 0 or more");
		return new SpheresMasker(seeds, millimetres, allowOverlap, settings);
	}

	/**
	 * Whether spheres may share voxels; not unless set. Back in an image, these have the spheres' mean signal.
	 */
	public SpheresMasker withAllowOverlap(final boolean allow) {
		return new SpheresMasker(seeds, radius, allow, settings);
	}

	@Override
	public SpheresMasker with(final MaskerSettings wanted) {
		return new SpheresMasker(seeds, radius, allowOverlap, wanted);
	}

	@Override
	public MaskerSettings settings() {
		return settings;
	}

	@Override
	public String name() {
		return "SpheresMasker";
	}

	@Override
	public Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("seeds", Arrays.stream(seeds).map(double[]::clone).toArray(double[][]::new));
		parameters.put("radius", radius == 0 ? null : radius);
		parameters.put("allow_overlap", allowOverlap);
		parameters.putAll(settings.parameters());
		return Collections.unmodifiableMap(parameters);
	}

	@Override
	public SpheresMasker with(final String parameter, final Object value) {
		return switch (parameter) {
			case "seeds" -> new SpheresMasker(checked(Given.matrix(parameter, value)), radius, allowOverlap, settings);
			case "radius" -> withRadius(value == null ? 0 : Given.number(parameter, value));
			case "allow_overlap" -> withAllowOverlap(Given.flag(parameter, value));
			default -> with(settings.with(parameter, value, this));
		};
	}

	/**
	 * {@inheritDoc}
	 *
	 * @throws IllegalArgumentException if the grid is unknown or has no affine, a seed is outside the image, a
	 *           sphere has no voxel in the mask, or spheres overlap that must not
	 */
	@Override
	public FittedMasker fit(final VoxelGrid images) {
		final GridImage mask = settings.mask().orElse(null);
		if (images == null && mask == null) throw new IllegalArgumentException(
			"Seeds: got no image and no mask, wanted one to find their voxels in");
		final VoxelGrid grid = images == null ? mask.grid() : mask == null ? images : RegionGrid.placed(images,
			List.of(mask.grid()));
		final Spheres spheres = Spheres.in(grid, RegionGrid.mask(mask, grid));
		final List<int[]> regions = new ArrayList<>();
		final List<String> names = new ArrayList<>();
		for (int s = 0; s < seeds.length; s++) {
			names.add("seed " + (s + 1) + " " + Arrays.toString(seeds[s]));
			regions.add(spheres.around(seeds[s], radius, names.get(s)));
		}
		if (!allowOverlap) requireApart(regions, names, grid);
		return new FittedMasker(settings, grid, RegionExtraction.of(grid.dimensions(), regions, names,
			RegionStatistic.MEAN), List.of());
	}

	private static void requireApart(final List<int[]> regions, final List<String> names, final VoxelGrid grid) {
		final int[] owner = new int[VoxelMask.all(grid.dimensions()).size()];
		for (int s = 0; s < regions.size(); s++)
			for (final int voxel : regions.get(s)) {
				if (owner[voxel] > 0) throw new IllegalArgumentException("Seeds: the spheres of " + names.get(
					owner[voxel] - 1) + " and " + names.get(s) + " share voxels, wanted none to, or allow_overlap");
				owner[voxel] = s + 1;
			}
	}

	private static double[][] checked(final double[][] seeds) {
		if (seeds.length == 0) throw Given.wrong("seeds", seeds, "at least one, in millimetres");
		for (int s = 0; s < seeds.length; s++)
			if (seeds[s].length != 3 || !Arrays.stream(seeds[s]).allMatch(Double::isFinite)) throw Given.wrong("seeds",
				seeds[s], "x, y, z in millimetres for seed " + (s + 1));
		return Arrays.stream(seeds).map(double[]::clone).toArray(double[][]::new);
	}
}
