package org.voxmeta.image;

/**
 * A colour in the perceptual space OKLab: equal distances look about equally large.
 * <p>
 * Source: Björn Ottosson, "A perceptual color space for image processing" (2020), <a
 * href="https://bottosson.github.io/posts/oklab/">bottosson.github.io/posts/oklab</a>; transfer
 * function of sRGB from IEC 61966-2-1.
 *
 * @param l lightness, 0 black to 1 white
 * @param a green (negative) to red (positive)
 * @param b blue (negative) to yellow (positive)
 */
record OkLab(double l, double a, double b) {

	/** Returns the OKLab coordinates of an opaque sRGB colour 0xRRGGBB; higher bits are ignored. */
	static OkLab ofRgb(final int rgb) {
		final double red = decode((rgb >> 16 & 0xff) / 255.0);
		final double green = decode((rgb >> 8 & 0xff) / 255.0);
		final double blue = decode((rgb & 0xff) / 255.0);
		final double l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
		final double m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
		final double s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
		return new OkLab(
			0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
			1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
			0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
	}

	/** Returns the nearest 0xRRGGBB, each channel clipped to what a screen can show. */
	int toRgb() {
		final double lRoot = l + 0.3963377774 * a + 0.2158037573 * b;
		final double mRoot = l - 0.1055613458 * a - 0.0638541728 * b;
		final double sRoot = l - 0.0894841775 * a - 1.2914855480 * b;
		final double lCone = lRoot * lRoot * lRoot;
		final double mCone = mRoot * mRoot * mRoot;
		final double sCone = sRoot * sRoot * sRoot;
		final int red = encode(4.0767416621 * lCone - 3.3077115913 * mCone + 0.2309699292 * sCone);
		final int green = encode(-1.2684380046 * lCone + 2.6097574011 * mCone - 0.3413193965 * sCone);
		final int blue = encode(-0.0041960863 * lCone - 0.7034186147 * mCone + 1.7076147010 * sCone);
		return red << 16 | green << 8 | blue;
	}

	/** Returns how different the two colours look; black and white are 1 apart. */
	double distance(final OkLab other) {
		return Math.hypot(Math.hypot(l - other.l, a - other.a), b - other.b);
	}

	private static double decode(final double value) {
		return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
	}

	private static int encode(final double linear) {
		final double shown = Math.max(0, Math.min(1, linear));
		final double value = shown <= 0.0031308 ? 12.92 * shown : 1.055 * Math.pow(shown, 1 / 2.4) - 0.055;
		return (int) Math.round(255 * value);
	}
}
