package org.voxmeta.masker;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.voxmeta.grid.Interpolation;
import org.voxmeta.grid.Smoothing;
import org.voxmeta.masker.signal.Cleaning;

/**
 * What all maskers do besides making signals of voxels: which voxels count, how images are brought to the
 * masker's grid and smoothed before, how signals are cleaned after, and what an image of signals has
 * elsewhere. Immutable; options are set by {@code with} methods that return a copy.
 */
public final class MaskerSettings {

	/**
	 * All voxels, nothing smoothed, nothing cleaned; the cubic spline between grids; NaN where there is no
	 * signal.
	 */
	public static final MaskerSettings NONE = new MaskerSettings(null, Smoothing.NONE, null,
		Interpolation.CONTINUOUS, Cleaning.withDefaults(), Double.NaN);

	private final GridImage mask;
	private final Smoothing smoothing;
	/** The smoothing as {@link #parameters} have it: a width, an array of widths, "fast" or null. */
	private final Object fwhm;
	private final Interpolation interpolation;
	private final Cleaning cleaning;
	private final double outside;

	private MaskerSettings(final GridImage mask, final Smoothing smoothing, final Object fwhm,
		final Interpolation interpolation, final Cleaning cleaning, final double outside)
	{
		this.mask = mask;
		this.smoothing = smoothing;
		this.fwhm = fwhm;
		this.interpolation = interpolation;
		this.cleaning = cleaning;
		this.outside = outside;
	}

	/**
	 * Only the non-zero voxels of a mask count; NaN is as 0. Null: no mask.
	 *
	 * @throws IllegalArgumentException if it is a series
	 */
	public MaskerSettings withMask(final GridImage image) {
		if (image != null && image.samples() != 1) throw new IllegalArgumentException("Mask: got a series of "
			+ image.samples() + " images, wanted one");
		return new MaskerSettings(image, smoothing, fwhm, interpolation, cleaning, outside);
	}

	/**
	 * Smooths images with a Gaussian before signals are made; values that are not finite count as 0.
	 *
	 * @param millimetres full width at half maximum, one for all axes or one for each of three; none or 0: no
	 *          smoothing
	 * @throws IllegalArgumentException if there are not 0, 1 or 3, or one is negative or not finite
	 */
	public MaskerSettings withSmoothing(final double... millimetres) {
		final Smoothing wanted = millimetres.length == 0 ? Smoothing.NONE : Smoothing.ofFwhm(millimetres);
		final Object width = millimetres.length == 1 ? (Object) millimetres[0] : millimetres.clone();
		return new MaskerSettings(mask, wanted, wanted.isNone() ? null : width, interpolation, cleaning, outside);
	}

	/** Smooths images a little, whatever the size of voxels, as {@link Smoothing#fast}. */
	public MaskerSettings withFastSmoothing() {
		return new MaskerSettings(mask, Smoothing.fast(), "fast", interpolation, cleaning, outside);
	}

	/**
	 * How images on another grid than the masker's are brought to it; the cubic spline unless set, as nilearn.
	 */
	public MaskerSettings with(final Interpolation wanted) {
		return new MaskerSettings(mask, smoothing, fwhm, wanted, cleaning, outside);
	}

	/** How the signals of a series are cleaned. */
	public MaskerSettings with(final Cleaning wanted) {
		return new MaskerSettings(mask, smoothing, fwhm, interpolation, wanted, outside);
	}

	/** What images of signals have where there is no signal; NaN unless set, nilearn has 0. */
	public MaskerSettings withOutside(final double value) {
		return new MaskerSettings(mask, smoothing, fwhm, interpolation, cleaning, value);
	}

	/** The voxels that count, as an image; empty without a mask. */
	public Optional<GridImage> mask() {
		return Optional.ofNullable(mask);
	}

	/** What images are smoothed with. */
	public Smoothing smoothing() {
		return smoothing;
	}

	/** How images on another grid than the masker's are brought to it. */
	public Interpolation interpolation() {
		return interpolation;
	}

	/** How the signals of a series are cleaned. */
	public Cleaning cleaning() {
		return cleaning;
	}

	/** What images of signals have where there is no signal. */
	public double outside() {
		return outside;
	}

	/** All options, by nilearn's names as far as it has them, in order; null for what is not wanted. */
	Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("mask_img", mask);
		parameters.put("smoothing_fwhm", fwhm instanceof double[] widths ? widths.clone() : fwhm);
		parameters.putAll(cleaning.parameters());
		parameters.put("interpolation", interpolation.key());
		parameters.put("outside", outside);
		return parameters;
	}

	/**
	 * These settings with another value of one of its {@link #parameters}.
	 *
	 * @throws IllegalArgumentException if there is no such parameter, or it has no such value
	 */
	MaskerSettings with(final String parameter, final Object value, final Masker masker) {
		return switch (parameter) {
			case "mask_img" -> withMask(Given.image(parameter, value));
			case "smoothing_fwhm" -> withSmoothing(parameter, value);
			case "interpolation" -> with(Interpolation.parse(Given.word(value)));
			case "outside" -> withOutside(Given.number(parameter, value));
			default -> {
				if (!cleaning.parameters().containsKey(parameter)) throw Given.unknown(masker.name(), parameter, masker
					.parameters().keySet());
				yield with(cleaning.with(parameter, value));
			}
		};
	}

	private MaskerSettings withSmoothing(final String parameter, final Object value) {
		if (Given.word(value).equals("fast")) return withFastSmoothing();
		return Given.word(value).equals("none") ? withSmoothing() : withSmoothing(Given.numbers(parameter, value));
	}

	/** Adds all that the signals of a study's map depend on, besides the voxels that count. */
	void describe(final Fingerprint fingerprint) {
		fingerprint.add(fwhm instanceof double[] widths ? Arrays.toString(widths) : String.valueOf(fwhm));
	}
}
