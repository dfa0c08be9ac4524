package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.voxmeta.grid.Interpolation;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiType;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * Makes a map ready to be drawn, alone or over a template: brings both onto one grid, leaves out what is
 * outside a mask, turns p into -log10 p so that larger is stronger, and finds what thresholds mean.
 * Immutable; options are set by {@code with} methods that return a copy.
 */
public final class MapPreparation {

	private final InputImage template;
	private final InputImage mask;
	private final boolean onTemplate;

	private MapPreparation(final InputImage template, final InputImage mask, final boolean onTemplate) {
		this.template = template;
		this.mask = mask;
		this.onTemplate = onTemplate;
	}

	/** A preparation without template and mask, on the map's grid. */
	public static MapPreparation withDefaults() {
		return new MapPreparation(null, null, false);
	}

	/** An image to be drawn below, of which the first frame and channel is taken; null for none. */
	public MapPreparation withTemplate(final InputImage image) {
		return new MapPreparation(image, mask, onTemplate);
	}

	/** An image on the map's grid whose voxels that are not 0 are drawn and are tests; null for all. */
	public MapPreparation withMask(final InputImage image) {
		return new MapPreparation(template, image, onTemplate);
	}

	/** Whether the map is resampled onto the template's grid; else the template is onto the map's. */
	public MapPreparation onTemplate(final boolean wanted) {
		return new MapPreparation(template, mask, wanted);
	}

	/**
	 * Prepares the z map of a fit, else that of -log10 p, else of p.
	 *
	 * @param term a term's name; blank for the first
	 * @throws IOException if a map cannot be read
	 * @throws IllegalArgumentException as {@link #run(InputImage, Progress)}, or if there is no such term
	 */
	public PreparedMap run(final Fit fit, final String term, final Progress progress) throws IOException {
		final String name = fit.terms(term).get(0);
		for (final MapKind kind : List.of(MapKind.Z, MapKind.LOGP, MapKind.P)) {
			final Optional<InputImage> map = fit.map(kind, name);
			if (map.isPresent()) return run(map.get(), fit, progress);
		}
		throw new IllegalArgumentException(fit.name() + ": got no map of z, p or logp, wanted one");
	}

	/**
	 * Prepares a map, as {@link #run(InputImage, Fit, Progress)} does with the fit that it is a file of,
	 * if it is.
	 *
	 * @throws IOException if a map beside it cannot be read
	 * @throws IllegalArgumentException if the grids do not fit, the map has no number, or no p that can be
	 */
	public PreparedMap run(final InputImage map, final Progress progress) throws IOException {
		return run(map, fit(map), progress);
	}

	private static Fit fit(final InputImage map) {
		try {
			return Fit.ofMap(Path.of(map.name())).orElse(null);
		}
		catch (final InvalidPathException e) {
			// the title of an open image
			return null;
		}
	}

	/**
	 * Prepares a map. If it is one of a fit, thresholds are those of the fit's tests, with that of a permutation
	 * test if its maps lie beside the fit's.
	 *
	 * @param fit the fit, or null
	 * @throws IOException if a map beside it cannot be read
	 * @throws IllegalArgumentException if the grids do not fit, the map has no number, or no p that can be
	 */
	public PreparedMap run(final InputImage map, final Fit fit, final Progress progress) throws IOException {
		final List<String> notes = new ArrayList<>();
		final List<String> remarks = new ArrayList<>();
		final double[] values = values(map, notes);
		final PMapKind found = PMapKind.ofHeader(map.header()).or(() -> PMapKind.ofName(map.name())).orElse(null);
		final PMapKind kind = found == PMapKind.P ? PMapKind.LOGP : found;
		if (found == PMapKind.P) {
			toLogP(values, map.name());
			remarks.add("'" + map.name() + "' holds p; it is drawn as -log10 p, so that larger is stronger");
		}
		final MapThresholds thresholds = thresholds(map, fit, values, kind);
		InputImage drawn = image(map, values, found == PMapKind.P);
		float[] below = null;
		if (template != null && onTemplate) {
			drawn = matched(drawn, template, notes, remarks);
			below = firstVolume(template);
		}
		else if (template != null) below = firstVolume(matched(first(template), drawn, notes, remarks));
		return new PreparedMap(map.name(), new NiftiImage(drawn.header(), drawn.values()), drawn.placed(),
			Optional.ofNullable(below), thresholds, notes, remarks);
	}

	/** The values of all voxels, NaN outside the mask. */
	private double[] values(final InputImage map, final List<String> notes) {
		final double[] values = all(map);
		if (mask != null) {
			final double[] inside = all(mask);
			final int volume = volume(map);
			if (inside.length != volume) throw new IllegalArgumentException("Mask '" + mask.name() + "': got "
				+ inside.length + " voxels, wanted the " + volume + " of '" + map.name() + "'");
			for (int i = 0; i < values.length; i++)
				if (!(inside[i % volume] != 0)) values[i] = Double.NaN;
		}
		if (Arrays.stream(values).noneMatch(Double::isFinite)) throw new IllegalArgumentException("Map '"
			+ map.name()
			+ "': got no number in " + values.length + " voxels, wanted at least 1");
		return values;
	}

	private static void toLogP(final double[] values, final String name) {
		for (int i = 0; i < values.length; i++) {
			if (Double.isNaN(values[i])) continue;
			if (!PMapKind.P.isPossible(values[i])) throw new IllegalArgumentException("Map '" + name + "': got a p of "
				+ values[i] + ", wanted 0 to 1");
			// 0 - keeps p = 1 at 0 instead of -0
			values[i] = 0 - Math.log10(Math.max(values[i], Float.MIN_VALUE));
		}
	}

	private MapThresholds thresholds(final InputImage map, final Fit fit, final double[] values,
		final PMapKind kind) throws IOException
	{
		if (kind == null) return MapThresholds.none(values);
		final boolean oneSided = fit != null && fit.oneSided();
		if (values.length > volume(map)) return MapThresholds.uncorrectedOnly(values, kind, oneSided);
		if (kind == PMapKind.LOGP && Arrays.stream(values).anyMatch(value -> value < 0))
			throw new IllegalArgumentException("Map '" + map.name()
				+ "': got negative values, wanted -log10 p, 0 or more");
		final MapThresholds thresholds = MapThresholds.of(values, kind, oneSided);
		return fit == null ? thresholds : withPermutation(thresholds, values, map, fit);
	}

	private static MapThresholds withPermutation(final MapThresholds thresholds, final double[] values,
		final InputImage map, final Fit fit) throws IOException
	{
		final String key = map.name().replaceFirst("^.*[/\\\\]", "").replaceFirst("\\.nii(\\.gz)?$", "");
		final Optional<Path> corrected =
			fit.folder().map(folder -> folder.resolve(key.replaceFirst("^[a-z]+", "p_fwe") + ".nii.gz"));
		if (corrected.isEmpty() || !Files.isRegularFile(corrected.get())) return thresholds;
		final double[] p = all(InputImage.read(corrected.get()));
		return p.length == values.length ? thresholds.withPermutation(values, p) : thresholds;
	}

	private static InputImage image(final InputImage map, final double[] values, final boolean isLogP) {
		final float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		NiftiHeader header = map.header().withScaling(1, 0).withType(NiftiType.FLOAT32).withDims(map.values()
			.dimensionsAsLongArray()).withCalRange(0, 0);
		if (isLogP) header = header.withIntent(NiftiIntent.LOG10PVAL.code(), "logp");
		return new InputImage(map.name(), header, map.placed(), NiftiImage.of(header, floats).img());
	}

	private static InputImage matched(final InputImage image, final InputImage match, final List<String> notes,
		final List<String> remarks)
	{
		try {
			final MatchedImage result = ImageMatching.automatic().with(Interpolation.LINEAR).run(image, match,
				Progress.NONE);
			notes.addAll(result.notes());
			remarks.addAll(result.remarks());
			return new InputImage(image.name(), result.image().header(), result.placed(), result.image().img());
		}
		catch (final IOException e) {
			throw new IllegalStateException("nothing is written", e);
		}
	}

	/** The first frame and channel. */
	private static InputImage first(final InputImage image) {
		final long[] dims = image.values().dimensionsAsLongArray();
		if (volume(image) == Arrays.stream(dims).reduce(1, (a, b) -> a * b)) return image;
		final long[] size = Arrays.copyOf(dims, 3);
		final NiftiHeader header = image.header().withScaling(1, 0).withType(NiftiType.FLOAT32).withDims(size);
		return new InputImage(image.name(), header, image.placed(),
			NiftiImage.of(header, firstVolume(image)).img());
	}

	private static float[] firstVolume(final InputImage image) {
		final float[] values = new float[volume(image)];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image.values()).cursor();
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealFloat();
		return values;
	}

	private static double[] all(final InputImage image) {
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image.values()).cursor();
		final double[] values = new double[(int) Views.flatIterable(image.values()).size()];
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealDouble();
		return values;
	}

	/** The voxels of one map. */
	private static int volume(final InputImage image) {
		return (int) Arrays.stream(image.values().dimensionsAsLongArray()).limit(3).reduce(1, (a, b) -> a * b);
	}
}
