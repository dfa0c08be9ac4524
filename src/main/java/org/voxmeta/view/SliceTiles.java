package org.voxmeta.view;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

/**
 * The same axial slices of several maps as small pictures of their own, for pages that put text beside them
 * and arrange
 * them to their width: a pixel for each voxel, see-through where there is nothing. Left is on the left where
 * that is
 * known. Immutable.
 */
public final class SliceTiles {

	/** A slice with fewer voxels than this share of the fullest one's is not chosen. */
	private static final double ENOUGH = 0.25;

	private final SliceView view;
	private final long[] dims;
	private final int[] chosen;
	private final Bounds crop;
	private final String unit;

	private SliceTiles(final SliceView view, final long[] dims, final int[] chosen, final Bounds crop,
		final String unit) {
		this.view = view;
		this.dims = dims;
		this.chosen = chosen;
		this.crop = crop;
		this.unit = unit;
	}

	/** The part of slices that is shown: what holds all values, and a little around. */
	private static Bounds crop(final List<SlicePlane> planes) {
		final int width = planes.get(0).width();
		final int height = planes.get(0).height();
		return Bounds.around(planes.stream()).grown(Math.max(width, height) / 40).within(width, height);
	}

	/**
	 * A slice of a map.
	 *
	 * @param label where it is; empty if there is no other
	 * @param width in voxels
	 * @param height in voxels
	 * @param aspect its true width by its height
	 * @param png the picture
	 */
	public record Tile(String label, int width, int height, double aspect, byte[] png) {
	}

	/**
	 * Evenly spaced slices of a grid.
	 *
	 * @param shape 2-D or 3-D; slices are taken where it has values that are finite
	 * @param affine voxel index (from 0) to right, front and top; null if that is not known
	 * @param unit of places
	 * @param count how many slices, at most
	 * @throws IllegalArgumentException if no value is finite
	 */
	public static SliceTiles of(final RandomAccessibleInterval<? extends RealType<?>> shape,
		final double[][] affine,
		final String unit, final int count)
	{
		final RandomAccessibleInterval<? extends RealType<?>> volume = volume(shape);
		final SliceView view = affine == null ? SliceView.ofGrid() : SliceView.of(affine);
		final long[] dims = volume.dimensionsAsLongArray();
		final int[] counts = new int[view.size(dims)[2]];
		for (int z = 0; z < counts.length; z++)
			counts[z] = view.slice(volume, z).count();
		if (Arrays.stream(counts).allMatch(n -> n == 0)) throw new IllegalArgumentException(
			"Slices: got a map without any value, wanted 1 or more");
		final int[] range = SliceChoice.filled(counts, ENOUGH);
		final int first = range[0];
		final int last = range[1];
		final int n = Math.min(count, last - first + 1);
		final int[] chosen = new int[n];
		for (int i = 0; i < n; i++)
			chosen[i] = n == 1 ? (first + last) / 2 : first + (int) Math.round((double) i * (last - first) / (n - 1));
		final Bounds crop = crop(Arrays.stream(chosen).mapToObj(z -> view.slice(volume, z)).toList());
		return new SliceTiles(view, dims, chosen, crop, unit);
	}

	/** Whether left and right are known. */
	public boolean isAnatomical() {
		return view.isAnatomical();
	}

	/**
	 * The slices of a map.
	 *
	 * @throws IllegalArgumentException if it has another size
	 */
	public List<Tile> of(final RandomAccessibleInterval<? extends RealType<?>> map, final TileColours colours) {
		final RandomAccessibleInterval<? extends RealType<?>> volume = volume(map);
		MapRow.requireSameSize(dims, volume.dimensionsAsLongArray(), "a map");
		final double[] size = view.voxelSize();
		final List<Tile> tiles = new ArrayList<>();
		for (final int z : chosen) {
			final SlicePlane plane = crop.of(view.slice(volume, z));
			tiles.add(new Tile(view.label(z, dims, unit), plane.width(), plane.height(), plane.width() * size[0]
				/ (plane
				.height() * size[1]), png(plane, colours)));
		}
		return tiles;
	}

	/**
	 * A place in a slice.
	 *
	 * @param tile the slice
	 * @param across the share of its width from the left, 0 to 1
	 * @param down the share of its height from the top
	 */
	public record Spot(Tile tile, double across, double down) {
	}

	/**
	 * The slice of a map that a voxel is in, and where in it.
	 *
	 * @param voxel along each axis, from 0
	 * @throws IllegalArgumentException if the map has another size
	 */
	public Spot at(final RandomAccessibleInterval<? extends RealType<?>> map, final TileColours colours,
		final long... voxel)
	{
		final RandomAccessibleInterval<? extends RealType<?>> volume = volume(map);
		MapRow.requireSameSize(dims, volume.dimensionsAsLongArray(), "a map");
		final int[] place = view.onPage(Arrays.copyOf(voxel, 3), dims);
		final SlicePlane whole = view.slice(volume, place[2]);
		final Bounds part = crop(List.of(whole));
		final SlicePlane plane = part.of(whole);
		final double[] size = view.voxelSize();
		final Tile tile = new Tile(view.label(place[2], dims, unit), plane.width(), plane.height(), plane.width()
			* size[0]
			/ (plane.height() * size[1]), png(plane, colours));
		return new Spot(tile, (place[0] - part.left() + 0.5) / plane.width(), (place[1] - part.top() + 0.5)
			/ plane.height());
	}

	private static byte[] png(final SlicePlane plane, final TileColours colours) {
		final int[] palette = colours.palette();
		for (int i = 1; i < palette.length; i++)
			palette[i] |= 0xff000000;
		palette[0] = 0;
		final IndexColorModel model = new IndexColorModel(8, palette.length, palette, 0, true, 0,
			DataBuffer.TYPE_BYTE);
		final BufferedImage image = new BufferedImage(plane.width(), plane.height(),
			BufferedImage.TYPE_BYTE_INDEXED,
			model);
		final int[] entries = Arrays.stream(plane.values()).mapToInt(colours::entry).toArray();
		image.getRaster().setPixels(0, 0, plane.width(), plane.height(), entries);
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			ImageIO.write(image, "png", bytes);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return bytes.toByteArray();
	}

	private static RandomAccessibleInterval<? extends RealType<?>> volume(
		final RandomAccessibleInterval<? extends RealType<?>> map)
	{
		RandomAccessibleInterval<? extends RealType<?>> volume = map;
		while (volume.numDimensions() < 3)
			volume = Views.addDimension(volume, 0, 0);
		return volume;
	}
}
