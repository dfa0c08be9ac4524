package org.voxmeta.masker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.voxmeta.grid.VoxelGrid;

/**
 * A signal for each of several maps of weights, such as probabilities of regions or independent components:
 * the least squares fit of all maps together to an image, so that overlapping maps share what they have in
 * common. As nilearn's {@code NiftiMapsMasker}. Immutable, thread-safe.
 */
public final class MapsMasker implements Masker {

	private final GridImage maps;
	private final boolean allowOverlap;
	private final ResamplingTarget target;
	private final boolean keepMasked;
	private final MaskerSettings settings;

	private MapsMasker(final GridImage maps, final boolean allowOverlap, final ResamplingTarget target,
		final boolean keepMasked, final MaskerSettings settings)
	{
		this.maps = maps;
		this.allowOverlap = allowOverlap;
		this.target = target;
		this.keepMasked = keepMasked;
		this.settings = settings;
	}

	/**
	 * The signals of maps.
	 *
	 * @param maps a series of maps, or one; values that are not finite count as 0
	 */
	public static MapsMasker of(final GridImage maps) {
		return new MapsMasker(maps, true, ResamplingTarget.DATA, false, MaskerSettings.NONE);
	}

	/** Whether maps may be other than 0 in the same voxel; so it is unless set. */
	public MapsMasker withAllowOverlap(final boolean allow) {
		return new MapsMasker(maps, allow, target, keepMasked, settings);
	}

	/**
	 * On which grid maps and images meet: {@link ResamplingTarget#DATA} unless set, or MAPS, MASK or NONE.
	 *
	 * @throws IllegalArgumentException if it is another
	 */
	public MapsMasker with(final ResamplingTarget wanted) {
		if (wanted == ResamplingTarget.LABELS) throw Given.wrong("resampling_target", wanted.label(),
			"data, maps, mask or none");
		return new MapsMasker(maps, allowOverlap, wanted, keepMasked, settings);
	}

	/** Whether a map that is 0 in the mask has a signal too, which is 0; otherwise it is left out, and noted. */
	public MapsMasker withKeepMasked(final boolean keep) {
		return new MapsMasker(maps, allowOverlap, target, keep, settings);
	}

	@Override
	public MapsMasker with(final MaskerSettings wanted) {
		return new MapsMasker(maps, allowOverlap, target, keepMasked, wanted);
	}

	@Override
	public MaskerSettings settings() {
		return settings;
	}

	@Override
	public String name() {
		return "MapsMasker";
	}

	@Override
	public Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("maps_img", maps);
		parameters.put("allow_overlap", allowOverlap);
		parameters.put("resampling_target", target.label());
		parameters.put("keep_masked_maps", keepMasked);
		parameters.putAll(settings.parameters());
		return Collections.unmodifiableMap(parameters);
	}

	@Override
	public MapsMasker with(final String parameter, final Object value) {
		return switch (parameter) {
			case "maps_img" -> new MapsMasker(Given.present(parameter, Given.image(parameter, value)), allowOverlap,
				target, keepMasked, settings);
			case "allow_overlap" -> withAllowOverlap(Given.flag(parameter, value));
			case "resampling_target" -> with(Given.target(parameter, value, "data, maps, mask or none"));
			case "keep_masked_maps" -> withKeepMasked(Given.flag(parameter, value));
			default -> with(settings.with(parameter, value, this));
		};
	}

	@Override
	public FittedMasker fit(final VoxelGrid images) {
		final RegionGrid place = RegionGrid.of(target, images, "maps", maps.grid(), settings);
		final List<int[]> voxels = new ArrayList<>();
		final List<double[]> weights = new ArrayList<>();
		final List<String> names = new ArrayList<>();
		final List<String> lost = new ArrayList<>();
		final boolean[] used = new boolean[place.mask().gridSize()];
		for (int map = 0; map < maps.samples(); map++) {
			final double[] w = place.weights(new GridImage(maps.sample(map), maps.grid()));
			final int[] at = IntStream.range(0, place.mask().size()).map(place.mask()::index).filter(i -> w[i] != 0)
				.toArray();
			final String name = Integer.toString(map + 1);
			if (!allowOverlap) requireFree(used, at, name);
			for (final int i : at)
				used[i] = true;
			if (at.length == 0) lost.add(name);
			if (at.length == 0 && !keepMasked) continue;
			names.add(name);
			voxels.add(at);
			weights.add(IntStream.of(at).mapToDouble(i -> w[i]).toArray());
		}
		if (lost.size() == maps.samples()) throw new IllegalArgumentException("Maps: none of " + maps.samples()
			+ " maps has a value other than 0 in the mask");
		return new FittedMasker(settings, place.grid(), MapExtraction.of(place.grid().dimensions(), voxels, weights,
			names), place.notes("Maps", maps.grid(), lost, maps.samples(),
				keepMasked));
	}

	private static void requireFree(final boolean[] used, final int[] at, final String name) {
		final long shared = IntStream.of(at).filter(i -> used[i]).count();
		if (shared > 0) throw new IllegalArgumentException("Maps: map " + name + " shares " + shared
			+ " voxels with maps before it, wanted no overlap, or allow_overlap");
	}
}
