package org.voxmeta.report;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.FitReading;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.stats.result.Reason;

/**
 * Where the maps of a fit come from: the studies, fitted again, or if these are gone, the files of the fit.
 */
final class MapSource {

	private final Fit fit;
	private final FitReading reading;
	/** The places in the grid of the values; of regions null. */
	private final int[] places;

	private MapSource(final Fit fit, final FitReading reading, final int[] places) {
		this.fit = fit;
		this.reading = reading;
		this.places = places;
	}

	/** The maps of studies that were fitted again. */
	static MapSource of(final Fit fit, final FitReading reading) {
		final FittedMasker masker = reading.result().masker();
		return new MapSource(fit, reading, masker.averages() ? null : IntStream.range(0, masker.size()).map(j ->
			masker.mask()
			.index(j)).toArray());
	}

	/**
	 * The maps in the files of a fit.
	 *
	 * @throws IOException if they cannot be read
	 */
	static MapSource ofFiles(final Fit fit) throws IOException {
		final String term = fit.terms("").get(0);
		final InputImage z = fit.map(MapKind.Z, term).orElseThrow(() -> new IOException(fit.name()
			+ ": got no map of z"));
		final Optional<InputImage> reason = fit.map(MapKind.REASON, "");
		final double[] values = grid(reason.orElse(z));
		return new MapSource(fit, null, IntStream.range(0, values.length).filter(i -> reason.isPresent() ? values[i]
			!= Reason.OUTSIDE_MASK.code() : !Double.isNaN(values[i])).toArray());
	}

	/** Whether values are those of regions instead of voxels. */
	boolean isOfRegions() {
		return places == null;
	}

	/** The number of voxels or regions. */
	int size() {
		return places == null ? reading.result().masker().size() : places.length;
	}

	/** The number of a voxel by its place in the grid; -1 if it is none of them. */
	int signal(final int place) {
		return Math.max(-1, Arrays.binarySearch(places, place));
	}

	/** A voxel along each axis of a map, from 0. */
	long[] voxel(final int signal, final InputImage map) {
		final long[] voxel = map.header().dims().clone();
		long place = places[signal];
		for (int d = 0; d < voxel.length; d++) {
			final long size = voxel[d];
			voxel[d] = place % size;
			place /= size;
		}
		return voxel;
	}

	/**
	 * A map as an image.
	 *
	 * @param term as files are called; empty for maps of the whole fit
	 * @throws IOException if it cannot be read
	 */
	Optional<InputImage> image(final MapKind kind, final String term) throws IOException {
		if (reading == null) return fit.map(kind, term);
		return named(kind, term).map(map -> image(map.key(), reading.result().image(map)));
	}

	/**
	 * The values of a map, one for each voxel or region, NaN where there is none.
	 *
	 * @throws IOException if they cannot be read
	 */
	Optional<double[]> values(final MapKind kind, final String term) throws IOException {
		if (reading != null) return named(kind, term).map(map -> reading.result().maps().get(kind, map.index()));
		return fit.map(kind, term).map(this::values);
	}

	/** The values of an image on the grid of the maps, one for each voxel. */
	double[] values(final InputImage image) {
		final double[] all = grid(image);
		return Arrays.stream(places).mapToDouble(i -> all[i]).toArray();
	}

	/** An image of values, NaN elsewhere. */
	InputImage image(final String name, final double[] values, final InputImage like) {
		if (reading != null) return new InputImage(name, like.header(), like.placed(), reading.result().masker()
			.map(values,
			Float.NaN));
		final float[] image = new float[grid(like).length];
		Arrays.fill(image, Float.NaN);
		for (int j = 0; j < places.length; j++)
			image[places[j]] = (float) values[j];
		return new InputImage(name, like.header(), like.placed(), NiftiImage.of(like.header(), image).img());
	}

	private Optional<NamedMap> named(final MapKind kind, final String term) {
		final FittedMaps maps = reading.result().maps();
		if (!maps.kinds().contains(kind)) return Optional.empty();
		final String key = term.isEmpty() ? kind.key() : kind.key() + "_" + term;
		return reading.result().named(maps.kinds()).stream().filter(map -> map.kind() == kind && map.key()
			.equals(key))
			.findFirst();
	}

	private static InputImage image(final String name, final NiftiImage image) {
		final NiftiHeader header = image.header();
		return new InputImage(name, header, header.sformCode() > 0 || header.qformCode() > 0, image.img());
	}

	private static double[] grid(final InputImage image) {
		final double[] values = new double[(int) Views.iterable(image.values()).size()];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image.values()).cursor();
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealDouble();
		return values;
	}
}
