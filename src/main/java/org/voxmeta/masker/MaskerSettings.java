package org.voxmeta.masker;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What all maskers do besides making signals of voxels: which voxels count, smoothing, and what an image of
 * signals has elsewhere. Immutable; options are set by {@code with} methods that return a copy.
 */
public final class MaskerSettings {

	/** No mask, no smoothing; NaN where there is no signal. */
	public static final MaskerSettings NONE = new MaskerSettings(null, new double[0], Double.NaN);

	private final GridImage mask;
	private final double[] fwhm;
	private final double outside;

	private MaskerSettings(final GridImage mask, final double[] fwhm, final double outside) {
		this.mask = mask;
		this.fwhm = fwhm;
		this.outside = outside;
	}

	/**
	 * Only the non-zero voxels of a mask count; NaN is as 0. Null: no mask.
	 *
	 * @throws IllegalArgumentException if it is a series
	 */
	public MaskerSettings withMask(final GridImage image) {
		if (image != null && image.samples() != 1) throw new IllegalArgumentException(
			"mask_img: got a series of " + image.samples() + " images, wanted one");
		return new MaskerSettings(image, fwhm, outside);
	}

	/**
	 * Smooths images with a Gaussian before signals are made.
	 *
	 * @param millimetres full width at half maximum, one for all axes or one for each; none: no smoothing
	 * @throws IllegalArgumentException if one is negative or not finite
	 */
	public MaskerSettings withSmoothing(final double... millimetres) {
		for (final double width : millimetres)
			if (!(width >= 0 && width < Double.POSITIVE_INFINITY)) throw Given.wrong("smoothing_fwhm", millimetres,
				"millimetres of 0 or more");
		final boolean none = Arrays.stream(millimetres).allMatch(width -> width == 0);
		return new MaskerSettings(mask, none ? new double[0] : millimetres.clone(), outside);
	}

	/** What images of signals have where there is no signal; NaN unless set, nilearn has 0. */
	public MaskerSettings withOutside(final double value) {
		return new MaskerSettings(mask, fwhm, value);
	}

	/** The voxels that count, as an image; empty without a mask. */
	public Optional<GridImage> mask() {
		return Optional.ofNullable(mask);
	}

	/** Full width at half maximum, mm, one or one for each axis; none without smoothing. */
	public double[] smoothing() {
		return fwhm.clone();
	}

	/** What images of signals have where there is no signal. */
	public double outside() {
		return outside;
	}

	/** All options, by nilearn's names as far as it has them, in order; null for what is not wanted. */
	public Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("mask_img", mask);
		parameters.put("smoothing_fwhm", fwhm.length == 0 ? null : fwhm.length == 1 ? fwhm[0] : fwhm.clone());
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
			case "smoothing_fwhm" -> withSmoothing(value == null ? new double[0] : Given.numbers(parameter, value));
			case "outside" -> withOutside(Given.number(parameter, value));
			default -> throw Given.unknown(masker.name(), parameter, masker.parameters().keySet());
		};
	}
}
