package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.voxmeta.view.SliceTiles.Spot;
import org.voxmeta.view.SliceTiles.Tile;

class SliceTilesTest {

	/** x to the left, y to the front, z up, 2 x 3 x 4 mm. */
	private static final double[][] AFFINE = { { -2, 0, 0, 8 }, { 0, 3, 0, -6 }, { 0, 0, 4, -10 }, { 0, 0, 0,
		1 } };

	@Test
	void everyVoxelIsAPixelInItsPlace() throws IOException {
		final float[] map = new float[5 * 4 * 3];
		for (int j = 0; j < map.length; j++)
			map[j] = j - 30;
		final TileColours colours = TileColours.signed(30, 0, false);

		final List<Tile> tiles = SliceTiles.of(image(map), AFFINE, "mm", 7).of(image(map), colours);

		assertEquals(List.of("z = \u221210 mm", "z = \u22126 mm", "z = \u22122 mm"), tiles.stream().map(Tile::label)
			.toList());
		for (int z = 0; z < 3; z++) {
			final BufferedImage picture = picture(tiles.get(z));
			assertEquals(5, picture.getWidth());
			assertEquals(4, picture.getHeight());
			assertEquals(5 * 2.0 / (4 * 3), tiles.get(z).aspect(), 1e-12);
			for (int y = 0; y < 4; y++)
				for (int x = 0; x < 5; x++)
					// left on the left, front at the top
					assertEquals(0xff000000 | colours.rgb(map[(4 - x) + 5 * (3 - y) + 20 * z]), picture.getRGB(x, y));
		}
	}

	@Test
	void whatHasNoValueIsSeeThroughAndCutAway() throws IOException {
		final float[] map = new float[60];
		Arrays.fill(map, Float.NaN);
		map[1 + 5] = map[2 + 5] = map[3 + 10] = 1;

		final Tile tile = SliceTiles.of(image(map), null, "mm", 7).of(image(map), TileColours.sequential(0, 1))
			.get(0);

		final BufferedImage picture = picture(tile);
		assertEquals(List.of(3, 2), List.of(picture.getWidth(), picture.getHeight()));
		assertEquals(0, picture.getRGB(2, 0) >>> 24);
		assertEquals(255, picture.getRGB(0, 0) >>> 24);
	}

	@Test
	void aSpotIsWhereTheVoxelIs() throws IOException {
		final float[] map = new float[60];
		map[3 + 5 * 1 + 20 * 2] = 5;
		final TileColours colours = TileColours.sequential(0, 5);

		final Spot spot = SliceTiles.of(image(map), AFFINE, "mm", 1).at(image(map), colours, 3, 1, 2);

		final BufferedImage picture = picture(spot.tile());
		assertEquals("z = \u22122 mm", spot.tile().label());
		assertEquals(0xff000000 | colours.rgb(5), picture.getRGB((int) (spot.across() * 5), (int) (spot.down()
			* 4)));
	}

	@Test
	void valuesBelowTheThresholdAreGrey() {
		final TileColours colours = TileColours.signed(10, 3, true);

		assertTrue(isGreyish(colours.rgb(2.9)));
		assertTrue(isGreyish(colours.rgb(-9)), "below 0, where only effects above 0 are tested");
		assertTrue(!isGreyish(colours.rgb(3.1)));
		assertEquals(colours.rgb(10), colours.rgb(1000));
		assertNotEquals(colours.rgb(4), colours.rgb(8));
	}

	@Test
	void aPlaneIsOneSliceWithoutAName() {
		final Img<FloatType> plane = ArrayImgs.floats(new float[] { 1, 2, 3, 4 }, 2, 2);

		final List<Tile> tiles = SliceTiles.of(plane, null, "mm", 5).of(plane, TileColours.sequential(0, 4));

		assertEquals(1, tiles.size());
		assertEquals("", tiles.get(0).label());
	}

	@Test
	void mapsThatDoNotFitAreRefused() {
		final float[] empty = new float[60];
		Arrays.fill(empty, Float.NaN);
		assertThrows(IllegalArgumentException.class, () -> SliceTiles.of(image(empty), null, "mm", 5));
		final SliceTiles tiles = SliceTiles.of(image(new float[60]), null, "mm", 5);
		assertThrows(IllegalArgumentException.class, () -> tiles.of(ArrayImgs.floats(5, 4, 4),
			TileColours.sequential(0, 1)));
	}

	private static boolean isGreyish(final int rgb) {
		final int red = rgb >> 16 & 0xff;
		final int blue = rgb & 0xff;
		return Math.abs(red - blue) < 40;
	}

	private static Img<FloatType> image(final float... map) {
		return ArrayImgs.floats(map, 5, 4, 3);
	}

	private static BufferedImage picture(final Tile tile) throws IOException {
		return ImageIO.read(new ByteArrayInputStream(tile.png()));
	}
}
