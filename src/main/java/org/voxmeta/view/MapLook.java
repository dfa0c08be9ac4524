package org.voxmeta.view;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;

import java.util.Arrays;

import org.voxmeta.image.Luts;

/**
 * Colours and display range of maps for images in ImageJ. Immutable; options are set by {@code with}
 * methods that return a copy.
 */
public final class MapLook {

	private static final double PERCENTILE = 99.9;

	private enum Kind {
		DIVERGING, SEQUENTIAL, P
	}

	private final Kind kind;
	private final double percentile;
	private final double limit;

	private MapLook(final Kind kind, final double percentile, final double limit) {
		this.kind = kind;
		this.percentile = percentile;
		this.limit = limit;
	}

	/**
	 * Colours of that name: diverging, sequential, p.
	 *
	 * @throws IllegalArgumentException if there are none
	 */
	public static MapLook parse(final String name) {
		for (final Kind kind : Kind.values())
			if (kind.name().equalsIgnoreCase(name.strip())) return new MapLook(kind, PERCENTILE, 1);
		throw new IllegalArgumentException("Colours: got '" + name + "', wanted auto, diverging, sequential or p");
	}

	/** Diverging colours if the image has values below 0, else sequential ones. */
	public static MapLook suggested(final ImagePlus image) {
		final boolean anyBelow = Arrays.stream(values(image)).anyMatch(value -> value < 0);
		return new MapLook(anyBelow ? Kind.DIVERGING : Kind.SEQUENTIAL, PERCENTILE, 1);
	}

	/**
	 * With another percentile of the absolute values other than 0, at which colours end once they are
	 * measured.
	 */
	public MapLook withPercentile(final double percent) {
		if (!(percent > 0 && percent <= 100)) throw new IllegalArgumentException("Percentile: got " + percent
			+ ", wanted more than 0, up to 100");
		return new MapLook(kind, percent, limit);
	}

	/** With colours that end at this absolute value. */
	public MapLook withLimit(final double value) {
		if (!(value > 0 && value < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("Limit: got "
			+ value
			+ ", wanted a number above 0");
		return new MapLook(kind, percentile, value);
	}

	/** With colours that end at the percentile of an image's values, in all its slices; at 1 if all are 0. */
	public MapLook measured(final ImagePlus image) {
		final double[] sizes = Arrays.stream(values(image)).filter(Double::isFinite).map(Math::abs).filter(
			size -> size > 0)
			.sorted().toArray();
		if (sizes.length == 0) return withLimit(1);
		// nearest rank
		return withLimit(sizes[(int) Math.ceil(percentile / 100 * sizes.length) - 1]);
	}

	/** The absolute value where colours end. */
	public double limit() {
		return limit;
	}

	/** Shows an image like this, in all its channels; its values stay as they are. */
	public void apply(final ImagePlus image) {
		requireGrey(image);
		final int channel = image.getC();
		for (int c = 1; image instanceof CompositeImage && c <= image.getNChannels(); c++) {
			image.setPosition(c, image.getZ(), image.getT());
			show(image);
			keep((CompositeImage) image, c);
		}
		image.setPosition(channel, image.getZ(), image.getT());
		show(image);
	}

	/** A composite in grey shows the colours that it is given, but forgets them with the next channel. */
	private static void keep(final CompositeImage image, final int channel) {
		final LUT lut = (LUT) image.getProcessor().getLut().clone();
		lut.min = image.getDisplayRangeMin();
		lut.max = image.getDisplayRangeMax();
		image.setChannelLut(lut, channel);
	}

	private void show(final ImagePlus image) {
		switch (kind) {
			case DIVERGING -> Luts.applyDiverging(image, limit);
			case SEQUENTIAL -> Luts.applyFromZero(image, limit);
			case P -> Luts.applyPValues(image);
		}
		final Calibration calibration = image.getCalibration();
		if (!calibration.calibrated()) return;
		// the display range is in pixel values, which are not those that they stand for
		image.setDisplayRange(calibration.getRawValue(image.getDisplayRangeMin()), calibration.getRawValue(image
			.getDisplayRangeMax()));
		image.updateAndDraw();
	}

	/** What they are, for the log. */
	public String text() {
		return switch (kind) {
			case DIVERGING -> "diverging colours from " + -limit + " to " + limit;
			case SEQUENTIAL -> "sequential colours from 0 to " + limit;
			case P -> "colours for p, from 0 to 0.05";
		};
	}

	private static double[] values(final ImagePlus image) {
		requireGrey(image);
		final int plane = image.getWidth() * image.getHeight();
		final double[] values = new double[image.getStackSize() * plane];
		final Calibration calibration = image.getCalibration();
		for (int n = 0; n < image.getStackSize(); n++) {
			final ImageProcessor slice = image.getStack().getProcessor(n + 1);
			for (int i = 0; i < plane; i++)
				values[n * plane + i] = calibration.calibrated() ? calibration.getCValue(slice.getf(i)) : slice.getf(i);
		}
		return values;
	}

	private static void requireGrey(final ImagePlus image) {
		if (image.getType() == ImagePlus.COLOR_RGB) throw new IllegalArgumentException("Image '" + image.getTitle()
			+ "': got a colour image, wanted 8-bit, 16-bit or 32-bit grey values");
		if (image.getWidth() == 0) throw new IllegalArgumentException("Image '" + image.getTitle()
			+ "': got no pixels, wanted an image");
	}
}
