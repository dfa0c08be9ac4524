package org.voxmeta.fiji;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.MenuPath;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.scijava.widget.TextWidget;

import ij.ImagePlus;

/**
 * The line that Fiji's macro recorder writes for one run of a module.
 *
 * @param label the menu label, the first argument of {@code run}
 * @param options the {@code key=value} pairs as they stand in the macro's text, separated by a blank; empty
 *          when there are none
 * @param complaints what the recorder would say about the line: a key that is the tail of an earlier one, or
 *          characters that a macro file cannot hold; empty when there is nothing to say
 */
public record RecordedCall(String label, String options, List<String> complaints) {

	public RecordedCall {
		complaints = List.copyOf(complaints);
	}

	/** The line for a module that has run, with every input that a macro can give. */
	public static RecordedCall of(final Module module) {
		return of(module, Set.of());
	}

	/**
	 * The line for a module that has run.
	 *
	 * @param excluded names of the inputs that were filled before the recorder looked: services, values given
	 *          by the caller, the active image
	 */
	public static RecordedCall of(final Module module, final Set<String> excluded) {
		final StringBuilder options = new StringBuilder();
		final List<String> complaints = new ArrayList<>();
		for (final ModuleItem<?> input : module.getInfo().inputs()) {
			final Object value = module.getInput(input.getName());
			if (value == null || excluded.contains(input.getName()) || !isRecordable(input)) continue;
			append(options, key(input.getName()), quoted(escaped(text(value))), complaints);
		}
		final boolean ascii = options.chars().allMatch(c -> c <= 127);
		if (!ascii) complaints.add("non-ASCII characters: " + options);
		return new RecordedCall(label(module), options.toString(), complaints);
	}

	/** The macro text, one statement. */
	public String macro() {
		return options.isEmpty() ? "run(\"" + label + "\");" : "run(\"" + label + "\", \"" + options + "\");";
	}

	private static String label(final Module module) {
		final MenuPath menu = module.getInfo().getMenuPath();
		final boolean hasMenu = menu != null && menu.getLeaf() != null;
		return hasMenu ? menu.getLeaf().getName() : module.getInfo().getTitle();
	}

	private static boolean isRecordable(final ModuleItem<?> input) {
		final ItemVisibility visibility = input.getVisibility();
		final boolean shown = visibility != ItemVisibility.INVISIBLE && visibility != ItemVisibility.MESSAGE;
		final Class<?> type = input.getType();
		final boolean given = Service.class.isAssignableFrom(type) || type == Context.class;
		final String style = input.getWidgetStyle();
		final boolean secret = style != null && List.of(style.split(",")).contains(TextWidget.PASSWORD_STYLE);
		return shown && !given && !secret;
	}

	private static String text(final Object value) {
		return value instanceof ImagePlus image ? image.getTitle() : value.toString();
	}

	/** Keys end at the first blank or colon, in lower case. */
	private static String key(final String name) {
		return name.split("[ :]", 2)[0].toLowerCase(Locale.US);
	}

	private static String escaped(final String text) {
		return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\b", "\\b").replace("\n", "\\n")
			.replace("\t", "\\t").replace("\f", "\\f").replace("\r", "\\r");
	}

	/** Only a blank brings brackets; brackets or an apostrophe inside the value are not escaped. */
	private static String quoted(final String value) {
		return value.indexOf(' ') < 0 ? value : "[" + value + "]";
	}

	private static void append(final StringBuilder options, final String key, final String value,
		final List<String> complaints)
	{
		final boolean isTail = options.indexOf(key + "=") >= 0;
		final boolean isNewValue = value.isEmpty() || options.indexOf(value) < 0;
		if (isTail && isNewValue) complaints.add("duplicate keyword: " + key);
		if (options.length() > 0) options.append(' ');
		options.append(key).append('=').append(value);
	}
}
