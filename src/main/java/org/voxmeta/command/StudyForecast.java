package org.voxmeta.command;

import ij.ImagePlus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Term;

/** What a meta-analysis will be of, in a line for its dialog: told from headers alone. */
final class StudyForecast {

	/** Enough to see why studies are left out. */
	private static final int LISTED = 2;
	private static final int LONGEST = 24;

	private StudyForecast() {
	}

	/**
	 * The line, such as "21 studies, 228,483 voxels in the mask, 3 left out".
	 *
	 * @param mask the mask, or null
	 */
	static String of(final StudyInputs inputs, final InputImage mask) {
		final List<String> parts = new ArrayList<>();
		final int studies = inputs.values().size();
		parts.add(count(studies, "study", "studies")
			+ (inputs.studies().hasGroups() ? " in " + count(inputs.studies().groupCount(), "group", "groups") : ""));
		final Design design = inputs.studies().design();
		if (!design.isIntercept())
			parts.add("terms " + design.terms().stream().map(Term::name).collect(Collectors.joining(", ")));
		parts.add(mask == null ? count(size(inputs), "voxel", "voxels") : count(inMask(mask), "voxel", "voxels")
			+ " in the mask");
		if (inputs.dropped() > 0) parts.add(inputs.dropped() + " left out");
		return String.join(", ", parts) + notes(inputs.notes());
	}

	/** The titles of stacks, as in "beta and varcope". */
	static String titles(final Map<Need, ImagePlus> stacks) {
		return stacks.values().stream().map(ImagePlus::getTitle).collect(Collectors.joining(" and "));
	}

	/** The same, of long titles their beginning and end: a dialog has two lines for all of it. */
	static String shortTitles(final Map<Need, ImagePlus> stacks) {
		return stacks.values().stream().map(ImagePlus::getTitle)
			.map(title -> title.length() <= LONGEST ? title
				: title.substring(0, LONGEST / 2) + "\u2026" + title.substring(title.length() - LONGEST / 2))
			.collect(Collectors.joining(" and "));
	}

	private static String notes(final List<String> notes) {
		final int more = notes.size() - LISTED;
		return notes.stream().limit(LISTED).map(note -> "\n" + note).collect(Collectors.joining())
			+ (more > 0 ? "\n... and " + more + " more" : "");
	}

	private static String count(final long number, final String one, final String many) {
		return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
	}

	private static long size(final StudyInputs inputs) {
		return Arrays.stream(inputs.values().images().get(0).grid().dimensions()).reduce(1, (a, b) -> a * b);
	}

	private static long inMask(final InputImage mask) {
		long count = 0;
		for (final RealType<?> value : Views.flatIterable(mask.values())) {
			final double v = value.getRealDouble();
			if (v != 0 && !Double.isNaN(v)) count++;
		}
		return count;
	}
}
