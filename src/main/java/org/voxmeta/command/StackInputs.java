package org.voxmeta.command;

import ij.ImagePlus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.voxmeta.analysis.InputImage;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.effectsize.Quantity;

/**
 * The stacks that a command takes where no study table names the maps: one for each kind of map, all given or
 * none. Immutable.
 */
final class StackInputs {

	/** The key of the image property that says of which kind a stack's maps are, see {@link Quantity#key}. */
	static final String KIND = "VoxMeta map";

	private final List<Stack> stacks;
	private final String sampleSizes;

	/** A stack under its key. */
	private record Stack(Need need, String key, String role, ImageInput image) {
	}

	private StackInputs(final List<Stack> stacks, final String sampleSizes) {
		this.stacks = List.copyOf(stacks);
		this.sampleSizes = sampleSizes;
	}

	/**
	 * One stack.
	 *
	 * @param key the command's key
	 * @param role what it is in messages about the image
	 */
	static StackInputs of(final Need need, final String key, final String role, final ImageInput image) {
		return new StackInputs(List.of(new Stack(need, key, role, image)), "");
	}

	/** These and one more. */
	StackInputs and(final Need need, final String key, final String role, final ImageInput image) {
		final List<Stack> more = new ArrayList<>(stacks);
		more.add(new Stack(need, key, role, image));
		return new StackInputs(more, sampleSizes);
	}

	/** These with what the key {@code samplesizes} says. */
	StackInputs withSampleSizes(final String sizes) {
		return new StackInputs(stacks, sizes);
	}

	/**
	 * These if any is given, or the open stacks of the wanted kinds, if there is exactly one of each: those of
	 * Open Studies..., of the samples, and the like.
	 *
	 * @throws IllegalArgumentException if there are several of a kind, none being given
	 */
	StackInputs orOpenOnes() {
		if (isAnyGiven()) return this;
		final List<Stack> found = new ArrayList<>();
		for (final Stack stack : stacks) {
			final List<String> titles = Workspace.titles().stream().filter(title -> isOf(stack.need(), Workspace.named(
				title))).toList();
			if (titles.isEmpty()) return this;
			if (titles.size() > 1) throw new IllegalArgumentException(stack.role() + ": got none, and " + titles.size()
				+ " open stacks of that kind, wanted one of them: " + String.join(", ", titles));
			found.add(new Stack(stack.need(), stack.key(), stack.role(), ImageInput.named(titles.get(0))));
		}
		return new StackInputs(found, sampleSizes);
	}

	private static boolean isOf(final Need need, final ImagePlus image) {
		final String kind = image == null ? null : image.getProp(KIND);
		return kind != null && kinds(need).stream().anyMatch(quantity -> quantity.key().equals(kind));
	}

	private static List<Quantity> kinds(final Need need) {
		return switch (need) {
			case EFFECT -> List.of(Quantity.BETA, Quantity.G);
			case VARIANCE -> List.of(Quantity.VARCOPE, Quantity.VARIANCE_OF_G);
			case T -> List.of(Quantity.T);
			case Z -> List.of(Quantity.Z);
			case SAMPLE_SIZE -> List.of();
		};
	}

	/** The stacks' names, with their keys, as a macro gives them. */
	@Override
	public String toString() {
		return stacks.stream().map(stack -> stack.key() + "=" + stack.image()).collect(Collectors.joining(" "));
	}

	/** What the key {@code samplesizes} says; blank if the command has none. */
	String sampleSizes() {
		return sampleSizes;
	}

	/** Whether any stack is given. */
	boolean isAnyGiven() {
		return stacks.stream().anyMatch(stack -> stack.image().isGiven());
	}

	/**
	 * Checks that all stacks are given.
	 *
	 * @param wantsSizes whether sample sizes are needed with them, for the message
	 * @throws IllegalArgumentException if one is not
	 */
	void requireAll(final boolean wantsSizes) {
		if (stacks.stream().allMatch(stack -> stack.image().isGiven())) return;
		final String got = keys(true).isEmpty() ? "none" : keys(true) + " without " + keys(false);
		throw new IllegalArgumentException("Studies: got " + got + ", wanted a study table, or "
			+ stacks.stream().map(Stack::key).collect(Collectors.joining(" and "))
			+ (wantsSizes ? " and samplesizes" : ""));
	}

	/**
	 * The images.
	 *
	 * @throws IOException if a file cannot be read
	 * @throws IllegalArgumentException if there is neither an open image nor a file of a name
	 */
	Map<Need, InputImage> open() throws IOException {
		final Map<Need, InputImage> images = new EnumMap<>(Need.class);
		for (final Stack stack : stacks)
			images.put(stack.need(), stack.image().open(stack.role()));
		return images;
	}

	/** The first stack, if it is an open image and not a file. */
	Optional<ImagePlus> openImage() {
		return stacks.get(0).image().openImage();
	}

	private String keys(final boolean given) {
		return stacks.stream().filter(stack -> stack.image().isGiven() == given).map(Stack::key).collect(Collectors
			.joining(" and "));
	}
}
