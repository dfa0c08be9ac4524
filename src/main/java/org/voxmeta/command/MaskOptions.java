package org.voxmeta.command;

import java.util.List;
import java.util.Locale;

import org.voxmeta.analysis.MaskMaking;
import org.voxmeta.masker.mask.BackgroundMask;
import org.voxmeta.masker.mask.EpiMask;
import org.voxmeta.masker.mask.Level;
import org.voxmeta.masker.mask.MaskCleaning;
import org.voxmeta.masker.mask.MaskIntersection;
import org.voxmeta.masker.mask.MaskStrategy;
import org.voxmeta.masker.mask.StudiesMask;
import org.voxmeta.masker.mask.ThresholdMask;

/**
 * The options of the command that makes masks, as its keys have them. What a strategy does not use must be
 * left at its default, so that no option is taken to count that does not.
 *
 * @param strategy the strategy's name
 * @param lower the lower cutoff or limit; empty for the strategy's own
 * @param upper the upper one
 * @param excludeZeros whether epi leaves out zeros
 * @param border the thickness of the border for background
 * @param each whether each image gets a mask of its own, of which the intersection is taken
 * @param share of the masks or studies; empty for the combination's own
 * @param opening how deep; empty for the strategy's own
 * @param connected yes, no, or auto for the strategy's own
 * @param fillHoles whether holes are filled
 */
record MaskOptions(String strategy, String lower, String upper, boolean excludeZeros, int border,
	boolean each, String share, String opening, String connected, boolean fillHoles)
{

	static final int BORDER = 2;
	static final List<String> STRATEGIES = List.of("background", "epi", "threshold", "studies", "intersection");

	/** Whether the strategy puts several images together, so that a stack without frames is one of slices. */
	boolean isCombination() {
		return is("studies") || is("intersection");
	}

	/**
	 * The work with these options.
	 *
	 * @throws IllegalArgumentException if an option is none, or is not used
	 */
	MaskMaking making() {
		refuseUnused();
		if (is("studies")) return MaskMaking.of(studies());
		if (is("intersection")) return MaskMaking.of(intersection());
		return each ? MaskMaking.ofEach(found(), intersection()) : MaskMaking.ofMean(found());
	}

	private MaskStrategy found() {
		if (is("epi")) return EpiMask.withDefaults().withCutoffs(number("lower", lower, EpiMask.LOWER), number(
			"upper", upper, EpiMask.UPPER)).withExcludeZeros(excludeZeros).withCleaning(cleaning(2, true));
		if (is("threshold")) return threshold();
		return BackgroundMask.withDefaults().withBorderSize(border).withCleaning(cleaning(0, false));
	}

	private ThresholdMask threshold() {
		if (lower.isBlank() && upper.isBlank()) throw new IllegalArgumentException(
			"lower, upper: got neither, wanted a limit for the strategy threshold, such as 0.5 or 25%");
		ThresholdMask mask = ThresholdMask.withDefaults().withCleaning(cleaning(0, false));
		if (!lower.isBlank()) mask = mask.withLower(Level.parse(lower));
		return upper.isBlank() ? mask : mask.withUpper(Level.parse(upper));
	}

	private MaskIntersection intersection() {
		// masks of single images are clean already, as nilearn has it
		final MaskCleaning cleaning = each ? MaskCleaning.NONE.withConnected(isConnected(true)) : cleaning(0, true);
		return MaskIntersection.withDefaults().withCleaning(cleaning).withThreshold(number("share", share,
			MaskIntersection.THRESHOLD));
	}

	private StudiesMask studies() {
		return StudiesMask.withDefaults().withCleaning(cleaning(0, false)).withShare(number("share", share, 1));
	}

	private MaskCleaning cleaning(final int depth, final boolean largest) {
		return new MaskCleaning(opening.isBlank() ? depth : Texts.integer("opening", opening), isConnected(largest),
			fillHoles);
	}

	private boolean isConnected(final boolean initial) {
		return switch (connected.strip().toLowerCase(Locale.ROOT)) {
			case "auto", "" -> initial;
			case "yes", "true" -> true;
			case "no", "false" -> false;
			default -> throw new IllegalArgumentException("connected: got '" + connected
				+ "', wanted Auto, Yes or No");
		};
	}

	private void refuseUnused() {
		if (!STRATEGIES.contains(name())) throw new IllegalArgumentException("strategy: got '" + strategy
			+ "', wanted one of " + String.join(", ", STRATEGIES));
		refuse("lower", !lower.isBlank() && !is("epi") && !is("threshold"), lower);
		refuse("upper", !upper.isBlank() && !is("epi") && !is("threshold"), upper);
		refuse("excludezeros", excludeZeros && !is("epi"), "true");
		refuse("border", border != BORDER && !is("background"), String.valueOf(border));
		refuse("each", each && isCombination(), "true");
		if (!share.isBlank() && !each && !isCombination()) throw new IllegalArgumentException("share: got '" + share
			+ "', wanted none, as the strategy " + name() + " makes one mask; or each=true");
	}

	private void refuse(final String key, final boolean unused, final String value) {
		if (unused) throw new IllegalArgumentException(key + ": got '" + value + "', wanted none, as the strategy "
			+ name() + " does not use it");
	}

	private static double number(final String key, final String text, final double initial) {
		return text.isBlank() ? initial : Texts.number(key, text);
	}

	private boolean is(final String wanted) {
		return name().equals(wanted);
	}

	private String name() {
		return strategy.strip().toLowerCase(Locale.ROOT);
	}
}
