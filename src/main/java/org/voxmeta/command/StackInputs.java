package org.voxmeta.command;

import ij.ImagePlus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.voxmeta.analysis.InputImage;
import org.voxmeta.stats.data.Need;

/**
 * The stacks that a command takes where no study table names the maps: one for each kind of map, all given or
 * none. Immutable.
 */
final class StackInputs {

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

	/** What the key {@code samplesizes} says; blank if the command has none. */
	String sampleSizes() {
		return sampleSizes;
	}

	/** These with open images instead. */
	StackInputs with(final Map<Need, ImagePlus> open) {
		return new StackInputs(stacks.stream().map(stack ->
			new Stack(stack.need, stack.key, stack.role, ImageInput.of(open.get(stack.need)))).toList(), sampleSizes);
	}

	/** The kinds of map. */
	Set<Need> needs() {
		return stacks.stream().map(Stack::need).collect(Collectors.toCollection(() -> EnumSet.noneOf(Need.class)));
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
		return stacks.stream().filter(stack -> stack.image().isGiven() == given).map(Stack::key)
			.collect(Collectors.joining(" and "));
	}
}
