package org.voxmeta.command;

import ij.ImagePlus;
import ij.WindowManager;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.voxmeta.image.StackStudies;
import org.voxmeta.stats.data.Need;

/**
 * Finds the stacks of studies' maps among the open images, so that a command without any is of use: those
 * that say what they hold, as stacks of VoxMeta do, or two of one size of which one is called a variance.
 */
final class OpenStacks {

	/** What may serve together. */
	private static final List<Map<Need, String>> KINDS = List.of(
		Map.of(Need.EFFECT, "beta", Need.VARIANCE, "varcope"),
		Map.of(Need.EFFECT, "g", Need.VARIANCE, "varg"), Map.of(Need.T, "t"), Map.of(Need.Z, "z"));

	private OpenStacks() {
	}

	/**
	 * The open stacks of some kinds of map.
	 *
	 * @return nothing unless there is one of each, and no doubt which
	 */
	static Optional<Map<Need, ImagePlus>> find(final Set<Need> needs) {
		final List<Map<Need, ImagePlus>> found = KINDS.stream().filter(kinds -> kinds.keySet().containsAll(needs))
			.map(kinds -> ofKinds(needs, kinds)).flatMap(Optional::stream).toList();
		final Optional<Map<Need, ImagePlus>> active = found.stream()
			.filter(stacks -> stacks.containsValue(Workspace.active())).findFirst();
		if (active.isPresent()) return active;
		if (found.size() == 1) return Optional.of(found.get(0));
		return found.isEmpty() && needs.equals(Set.of(Need.EFFECT, Need.VARIANCE)) ? byTitle() : Optional.empty();
	}

	/** Whether any stack is open that may hold maps of studies. */
	static boolean areThere() {
		return stacks().findAny().isPresent();
	}

	private static Optional<Map<Need, ImagePlus>> ofKinds(final Set<Need> needs, final Map<Need, String> kinds) {
		final Map<Need, ImagePlus> stacks = new EnumMap<>(Need.class);
		for (final Need need : needs) {
			final List<ImagePlus> candidates = images().filter(image -> kinds.get(need).equals(StackStudies.kind(image)
				.orElse(""))).toList();
			final Optional<ImagePlus> one = one(candidates);
			if (one.isEmpty()) return Optional.empty();
			stacks.put(need, one.get());
		}
		return Optional.of(stacks);
	}

	private static Optional<Map<Need, ImagePlus>> byTitle() {
		final Optional<ImagePlus> variances = one(stacks().filter(OpenStacks::isVariance).toList());
		if (variances.isEmpty()) return Optional.empty();
		final Optional<ImagePlus> effects = one(stacks().filter(image -> !isVariance(image)
			&& Arrays.equals(image.getDimensions(), variances.get().getDimensions())).toList());
		return effects.map(image -> new EnumMap<>(Map.of(Need.EFFECT, image, Need.VARIANCE, variances.get())));
	}

	private static boolean isVariance(final ImagePlus image) {
		return image.getTitle().toLowerCase(Locale.ROOT).contains("var");
	}

	/** The active image if it is one of them, else the only one. */
	private static Optional<ImagePlus> one(final List<ImagePlus> candidates) {
		if (candidates.contains(Workspace.active())) return Optional.of(Workspace.active());
		return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
	}

	private static Stream<ImagePlus> stacks() {
		return images().filter(image -> image.getStackSize() > 1 && FitImages.of(image).isEmpty());
	}

	private static Stream<ImagePlus> images() {
		final int[] ids = WindowManager.getIDList();
		return ids == null ? Stream.empty()
			: Arrays.stream(ids).mapToObj(WindowManager::getImage).filter(Objects::nonNull);
	}
}
