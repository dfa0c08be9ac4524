package org.voxmeta.report;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import org.voxmeta.analysis.InputImage;
import org.voxmeta.image.LengthUnit;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.plot.Figure;
import org.voxmeta.plot.SvgDrawing;
import org.voxmeta.plot.Theme;
import org.voxmeta.view.SliceTiles;
import org.voxmeta.view.SliceTiles.Spot;
import org.voxmeta.view.SliceTiles.Tile;
import org.voxmeta.view.TileColours;

/** Slices of maps and drawings as parts of a page. Immutable. */
final class Pictures {

	private static final int SLICES = 12;
	private static final int STOPS = 48;
	/** Voxels of small images are shown as they are, large ones smoothly. */
	private static final int SMALL = 48;

	private final SliceTiles tiles;

	private Pictures(final SliceTiles tiles) {
		this.tiles = tiles;
	}

	/** Pictures of maps on a grid, of the slices where one of them has values. */
	static Pictures of(final InputImage map) {
		final NiftiHeader header = map.header();
		return new Pictures(SliceTiles.of(map.values(), map.placed() ? header.affine() : null, LengthUnit.written(
			header.spaceUnit()), SLICES));
	}

	/**
	 * The slices of a map, with a colour bar.
	 *
	 * @param title what the map is
	 * @param text more about it
	 * @param bar what the colours mean; null for no bar
	 */
	Html slices(final InputImage map, final TileColours colours, final String title, final Object text,
		final Html bar) {
		final Html cells = Html.of("div").style("tiles");
		for (final Tile tile : tiles.of(map.values(), colours))
			cells.add(Html.of("div", image(tile, title), Html.of("span", tile.label())).style("tile"));
		final Html figure = Html.of("figure", Html.of("figcaption", Html.of("strong", title), " ", text,
			tiles.isAnatomical()
			? " Left is on the left." : ""), cells).style(cells.size() > 1 ? "slices" : "slices single");
		return bar == null ? figure : figure.add(bar);
	}

	private static Html image(final Tile tile, final String title) {
		final Html picture = Html.of("img").with("alt", title + (tile.label().isEmpty() ? "" : ", " + tile.label()))
			.with(
			"width", String.valueOf(tile.width())).with("height", String.valueOf(tile.height())).with("style",
			String.format(
				Locale.ROOT, "aspect-ratio:%.4f", tile.aspect())).with("src", "data:image/png;base64,"
				+ Base64.getEncoder()
					.encodeToString(tile.png()));
		return tile.width() < SMALL ? picture.style("pixels") : picture;
	}

	/** The slice that a voxel is in, with a ring around it. */
	Html spot(final InputImage map, final TileColours colours, final String title, final long... voxel) {
		final Spot spot = tiles.at(map.values(), colours, voxel);
		final Html ring = Html.of("i").style("ring").with("style", String.format(Locale.ROOT,
			"left:%.2f%%;top:%.2f%%", 100
			* spot.across(), 100 * spot.down()));
		return Html.of("figure", Html.of("div", Html.of("div", image(spot.tile(), title), ring).style("ringed"))
			.style("ground"),
			Html.of("figcaption", spot.tile().label().isEmpty() ? "The peak in the map of z."
			: "The peak in the map of z, "
				+ spot.tile().label() + ".")).style("spot");
	}

	/**
	 * A bar of colours with the values at its ends, and 0 if that lies between.
	 *
	 * @param name of the values
	 */
	static Html bar(final TileColours colours, final String name) {
		final List<String> stops = new ArrayList<>();
		for (int i = 0; i <= STOPS; i++)
			stops.add(String.format(Locale.ROOT, "#%06x %.1f%%", colours.rgb(colours.low() + i * (colours.high()
			- colours
				.low()) / STOPS), 100.0 * i / STOPS));
		final Html ends = Html.of("div", Html.of("span", Num.of(colours.low()))).style("ends");
		if (colours.low() < 0 && colours.high() > 0) ends.add(Html.of("span", "0"));
		ends.add(Html.of("span", Num.of(colours.high())));
		return Html.of("div", Html.of("div", name).style("name"), Html.of("div").style("colours").with("role",
			"img").with(
			"aria-label", "colours of " + name).with("style", "background:linear-gradient(to right," + String.join(",",
			stops)
				+ ")"), ends).style("bar");
	}

	/** A drawing, in whose place the page's style puts other colours on dark pages. */
	static Html plot(final Figure figure) {
		return Html.of("div", Html.raw(SvgDrawing.of(figure.with(Theme.light())))).style("plot").with("tabindex",
			"0").with(
			"role", "group").with("aria-label", figure.title());
	}

	/** A drawing whose colours mean values: once for light pages and once for dark ones. */
	static List<Html> plots(final Figure figure) {
		return List.of(plot(figure).style("plot values only-light"), Html.of("div",
			Html.raw(SvgDrawing.of(figure.with(Theme
			.dark())))).style("plot values only-dark"));
	}

	/** The rules that give drawings the colours of dark pages. */
	static String darkColours() {
		final Theme light = Theme.light();
		final Theme dark = Theme.dark();
		final StringBuilder rules = new StringBuilder();
		final String[][] pairs = { { light.foreground().hex(), dark.foreground().hex() }, { light.muted().hex(),
			dark.muted()
			.hex() }, { light.grid().hex(), dark.grid().hex() }, { light.study().hex(), dark.study().hex() },
			{ light.summary()
				.hex(), dark.summary().hex() }, { light.band().hex(), dark.band().hex() }, { light.shade().hex(),
				dark.shade()
					.hex() }, { light.background().hex(), dark.background().hex() } };
		for (final String[] pair : pairs)
			for (final String paint : new String[] { "fill", "stroke" })
				rules.append(".plot:not(.values) svg [").append(paint).append("=\"").append(pair[0]).append("\"]{")
				.append(paint)
					.append(':').append(pair[1]).append("}\n");
		return rules.toString();
	}
}
