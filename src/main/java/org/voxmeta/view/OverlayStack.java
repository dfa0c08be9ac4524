package org.voxmeta.view;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import java.util.Arrays;

import org.voxmeta.image.Luts;

/**
 * The slices of a map over a template, in colour, each drawn when it is asked for; so that another
 * threshold costs one slice and not all. Slices lie as in the windows of the map. At their right there may
 * be a strip with a colour bar, whose numbers are {@link OverlayBar}'s.
 * <p>
 * The style may be set by any thread; slices that are drawn afterwards have it.
 * </p>
 */
public final class OverlayStack extends VirtualStack {

	/** The share of the values shown first that the colours tell apart. */
	private static final double SHOWN = 0.995;

	private final ImagePlus map;
	/** Null for the shape of the map. */
	private final float[] template;
	private final Background background;
	private final boolean isSigned;
	/** Whether the map has no NaN, so that 0 is where there is nothing. */
	private final boolean zeroIsEmpty;
	private final double limit;
	private final OverlayBar bar;
	private volatile OverlayStyle style;
	private volatile MapColours colours;

	private OverlayStack(final ImagePlus map, final float[] template, final double limit, final boolean isSigned,
		final boolean zeroIsEmpty, final OverlayBar bar, final OverlayStyle style)
	{
		super(map.getWidth() + bar.width(), map.getHeight());
		this.map = map;
		this.template = template;
		this.background = template == null ? Background.ofMask(new float[0], false) : Background.ofTemplate(
			template);
		this.limit = limit;
		this.isSigned = isSigned;
		this.zeroIsEmpty = zeroIsEmpty;
		this.bar = bar;
		setStyle(style);
	}

	/**
	 * A stack with the slices, channels and frames of a map.
	 *
	 * @param map 32-bit values; not copied
	 * @param template values of one volume, x fastest, as many as a frame and channel of the map has; not
	 *            copied; null for
	 *           the shape of the map
	 * @param style how it is shown at first
	 * @param limit the absolute value where colours end; NaN for that which one in 200 of the values shown are
	 *            beyond
	 * @param withBar whether there is a strip for a colour bar
	 * @throws IllegalArgumentException if the map is of another type, or the template of another size
	 */
	public static OverlayStack of(final ImagePlus map, final float[] template, final OverlayStyle style,
		final double limit, final boolean withBar)
	{
		if (map.getBitDepth() != 32) throw new IllegalArgumentException("Overlay: got a map of " + map.getBitDepth()
			+ " bits, wanted 32");
		final int volume = map.getWidth() * map.getHeight() * map.getNSlices();
		if (template != null && template.length != volume) throw new IllegalArgumentException("Template: got "
			+ template.length + " voxels, wanted " + volume);
		boolean isSigned = false;
		boolean anyNaN = false;
		for (int n = 1; n <= map.getStackSize(); n++)
			for (final float value : (float[]) map.getStack().getPixels(n)) {
				isSigned |= value < 0;
				anyNaN |= Float.isNaN(value);
			}
		final OverlayBar bar = withBar ? OverlayBar.of(map.getWidth(), map.getHeight()) : OverlayBar.NONE;
		return new OverlayStack(map, template, Double.isNaN(limit) ? limit(map, style) : limit, isSigned, !anyNaN,
			bar,
			style);
	}

	private static double limit(final ImagePlus map, final OverlayStyle style) {
		final int plane = map.getWidth() * map.getHeight();
		final float[] all = new float[map.getStackSize() * plane];
		for (int n = 0; n < map.getStackSize(); n++)
			System.arraycopy(map.getStack().getPixels(n + 1), 0, all, n * plane, plane);
		final double robust = Luts.symmetricLimit(all);
		int n = 0;
		for (final float value : all)
			if (Float.isFinite(value) && Math.abs(value) >= style.threshold()) all[n++] = Math.abs(value);
		Arrays.sort(all, 0, n);
		return n == 0 ? robust : Math.max(robust, all[(int) Math.ceil(SHOWN * n) - 1]);
	}

	/** Shows slices from now on like this. */
	public void setStyle(final OverlayStyle wanted) {
		colours = MapColours.of(limit, wanted.threshold(), wanted.signs(), isSigned, false);
		style = wanted;
	}

	/** How slices are shown. */
	public OverlayStyle style() {
		return style;
	}

	/** The absolute value where colours end. */
	public double limit() {
		return limit;
	}

	/** The numbers of the colour bar, to be set as the image's overlay; null without a bar. */
	public ij.gui.Overlay numbers(final String unit) {
		return bar.numbers(colours, unit);
	}

	/** Whether the map has values below 0. */
	boolean isSigned() {
		return isSigned;
	}

	/** How many voxels of each slice (of all frames and channels) are shown. */
	public int[] voxelsPerSlice() {
		final int[] voxels = new int[map.getNSlices()];
		for (int n = 1; n <= size(); n++)
			for (final float value : (float[]) map.getStack().getPixels(n))
				if (isShown(value)) voxels[map.convertIndexToPosition(n)[1] - 1]++;
		return voxels;
	}

	/** All slices, drawn now. */
	public ImageStack drawn() {
		final ImageStack stack = new ImageStack(getWidth(), getHeight());
		for (int n = 1; n <= size(); n++)
			stack.addSlice(getSliceLabel(n), getProcessor(n));
		return stack;
	}

	@Override
	public ImageProcessor getProcessor(final int n) {
		final int width = map.getWidth();
		final float[] values = (float[]) map.getStack().getPixels(n);
		final int first = (map.convertIndexToPosition(n)[1] - 1) * values.length;
		final int[] rgb = new int[getWidth() * getHeight()];
		final MapColours shown = colours;
		final double opacity = style.opacity();
		for (int i = 0; i < values.length; i++) {
			final int below = below(values[i], first + i);
			rgb[i / width * getWidth() + i % width] = isShown(shown, values[i]) ? MapColours.mix(below, shown.rgb(
				values[i]), opacity) : below;
		}
		bar.paint(rgb, getWidth(), getHeight(), shown);
		return new ColorProcessor(getWidth(), getHeight(), rgb);
	}

	private int below(final float value, final int voxel) {
		if (template != null) return Background.isInside(template[voxel]) ? background.rgb(template[voxel])
			: Page.DARK
			.paper();
		return Float.isFinite(value) && !(zeroIsEmpty && value == 0) ? background.rgb(1) : Page.DARK.paper();
	}

	private boolean isShown(final float value) {
		return isShown(colours, value);
	}

	private boolean isShown(final MapColours by, final float value) {
		return by.shows(value) && !(zeroIsEmpty && value == 0);
	}

	@Override
	public Object getPixels(final int n) {
		return getProcessor(n).getPixels();
	}

	@Override
	public int size() {
		return map.getStackSize();
	}

	@Override
	public int getSize() {
		return size();
	}

	@Override
	public int getBitDepth() {
		return 24;
	}

	@Override
	public String getSliceLabel(final int n) {
		return map.getStack().getSliceLabel(n);
	}
}
