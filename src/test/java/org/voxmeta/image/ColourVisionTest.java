package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.process.LUT;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What people see in the LUTs who lack a kind of cone; simulated in linear RGB with the matrices of full
 * severity of Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113.
 */
class ColourVisionTest {

	/** Whose colours a matrix turns into those they look like. */
	private enum Eye {

		NORMAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
		PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
		DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
		TRITANOPIA(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900);

		private final double[] matrix;

		Eye(final double... matrix) {
			this.matrix = matrix;
		}

		private OkLab sees(final LUT lut, final int entry) {
			final int rgb = lut.getRGB(entry);
			final double[] linear = { linear(rgb >> 16 & 0xff), linear(rgb >> 8 & 0xff), linear(rgb & 0xff) };
			int seen = 0;
			for (int row = 0; row < 3; row++) {
				double sum = 0;
				for (int c = 0; c < 3; c++)
					sum += matrix[3 * row + c] * linear[c];
				seen = seen << 8 | coded(sum);
			}
			return OkLab.ofRgb(seen);
		}

		private static double linear(final int channel) {
			final double value = channel / 255.0;
			return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
		}

		private static int coded(final double linear) {
			final double value = Math.max(0, Math.min(1, linear));
			return (int) Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4)
				- 0.055));
		}
	}

	/** 0.1 is five times what is just told apart, about 0.02. */
	@ParameterizedTest
	@EnumSource(Eye.class)
	void signsAreToldApart(final Eye eye) {
		for (final LUT lut : List.of(Luts.diverging(), Luts.divergingDark()))
			for (int i = 32; i < 112; i++)
				assertTrue(eye.sees(lut, 127 - i).distance(eye.sees(lut, 128 + i)) > 0.1, eye + " entry " + i + ": " + eye
					.sees(lut, 127 - i).distance(eye.sees(lut, 128 + i)));
	}

	@ParameterizedTest
	@EnumSource(Eye.class)
	void strongerIsFurtherInLightness(final Eye eye) {
		for (int i = 8; i < 128; i += 8) {
			assertTrue(eye.sees(Luts.diverging(), 128 + i).l() < eye.sees(Luts.diverging(), 120 + i).l(), eye + " "
				+ i);
			assertTrue(eye.sees(Luts.diverging(), 127 - i).l() < eye.sees(Luts.diverging(), 135 - i).l(), eye + " "
				+ i);
		}
		for (final LUT lut : List.of(Luts.sequential(), Luts.fromZero()))
			for (int i = 0; i < 248; i += 8)
				assertTrue(eye.sees(lut, i + 8).l() > eye.sees(lut, i).l(), eye + " " + i);
	}

	@Test
	void zeroIsTheMiddleColour() {
		for (final LUT lut : List.of(Luts.diverging(), Luts.divergingDark())) {
			assertEquals(lut.getRGB(127), lut.getRGB(128));
			assertTrue(Math.hypot(OkLab.ofRgb(lut.getRGB(127)).a(), OkLab.ofRgb(lut.getRGB(127)).b()) < 0.02);
		}
	}

	@Test
	void lightPagesGetTheSameColoursTheOtherWayRound() {
		for (int i = 0; i < 256; i++)
			assertEquals(Luts.fromZero().getRGB(i), Luts.fromZeroLight().getRGB(255 - i));
	}
}
