package org.voxmeta.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.scijava.module.ModuleItem;

/**
 * Which keys of a command its dialog shows, and which a second one, "More options", in their order. SciJava
 * itself would show all at once, those of a superclass first.
 *
 * @param first the keys of the first dialog; {@link #OWN} stands for those that are in none of the lists
 * @param more the keys of the second
 * @param hidden the keys of neither, which a command has only for its macros to be those of similar commands
 */
record DialogPages(List<String> first, List<String> more, List<String> hidden) {

	/** The place of the keys that only some commands have. */
	static final String OWN = "*";

	/** All keys in one dialog, in the order that the command has them. */
	static final DialogPages ONE = new DialogPages(List.of(OWN), List.of(), List.of());

	DialogPages {
		first = List.copyOf(first);
		more = List.copyOf(more);
		hidden = List.copyOf(hidden);
	}

	/** A command whose dialogs have an order of their own. */
	interface Owner {

		/** Its keys by dialog. */
		DialogPages pages();
	}

	/** These pages with more keys at the end of the second. */
	DialogPages withMore(final String... keys) {
		return new DialogPages(first, Stream.concat(more.stream(), Arrays.stream(keys)).toList(), hidden);
	}

	/** These pages without some keys. */
	DialogPages without(final String... keys) {
		final List<String> gone = List.of(keys);
		return new DialogPages(first.stream().filter(key -> !gone.contains(key)).toList(), more.stream().filter(
			key -> !gone.contains(key)).toList(), Stream.concat(hidden.stream(), gone.stream()).toList());
	}

	/** Those of the inputs that the first dialog shows. */
	List<ModuleItem<?>> first(final List<ModuleItem<?>> inputs) {
		return inOrder(first, inputs);
	}

	/** Those of the inputs that the second dialog shows. */
	List<ModuleItem<?>> more(final List<ModuleItem<?>> inputs) {
		return inOrder(more, inputs);
	}

	private List<ModuleItem<?>> inOrder(final List<String> keys, final List<ModuleItem<?>> inputs) {
		final List<ModuleItem<?>> ordered = new ArrayList<>();
		for (final String key : keys)
			inputs.stream().filter(input -> key.equals(OWN) ? isOwn(input.getName()) : key.equals(input.getName()))
				.forEach(ordered::add);
		return ordered;
	}

	private boolean isOwn(final String key) {
		return !first.contains(key) && !more.contains(key) && !hidden.contains(key);
	}
}
