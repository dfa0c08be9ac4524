package org.voxmeta.stats.inference;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What intervals there are.
 *
 * @param level share of the intervals that hold the truth, between 0 and 1
 * @param prediction how wide the interval for a new study is
 */
public record Intervals(double level, Prediction prediction) implements Serializable {

	/** 95 %, prediction as metafor. */
	public static final Intervals DEFAULT = new Intervals(0.95, Prediction.METAFOR);

	/**
	 * Checks the level.
	 *
	 * @throws IllegalArgumentException if it is not between 0 and 1
	 */
	public Intervals {
		if (!(level > 0 && level < 1)) throw new IllegalArgumentException("Level: got " + level
			+ ", wanted a number between 0 and 1, such as 0.95");
	}

	/** Distribution that a prediction interval takes its width from. */
	public enum Prediction {
		/** That of the test: normal for Wald, t with k - p degrees of freedom for Knapp-Hartung. */
		METAFOR("metafor"),
		/** Higgins, Thompson and Spiegelhalter's: t with k - p - 1 degrees of freedom. */
		HIGGINS("Higgins");

		private final String label;

		Prediction(final String label) {
			this.label = label;
		}

		/** The name in dialogs and macros. */
		public String label() {
			return label;
		}

		/**
		 * The choice of that name, in any case.
		 *
		 * @throws IllegalArgumentException if there is none
		 */
		public static Prediction parse(final String label) {
			final String wanted = label.trim().toLowerCase(Locale.ROOT);
			for (final Prediction prediction : values())
				if (prediction.label.toLowerCase(Locale.ROOT).equals(wanted)) return prediction;
			throw new IllegalArgumentException("Prediction interval: got '" + label + "', wanted "
				+ Arrays.stream(values()).map(Prediction::label).collect(Collectors.joining(", ")));
		}
	}
}
