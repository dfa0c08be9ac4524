package org.voxmeta.fiji;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.UIDetails;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleInfo;

import ij.Menus;

/** SciJava's commands as entries of ImageJ's menu: the last part of a menu path is the name for macros. */
final class FijiMenu {

	private final Map<String, ModuleInfo> modules = new LinkedHashMap<>();
	private final Map<String, String> replaced = new LinkedHashMap<>();
	private final List<String> clashes = new ArrayList<>();

	FijiMenu(final CommandService commands) {
		for (final CommandInfo info : commands.getCommandsOfType(Command.class)) {
			if (isShown(info)) modules.put(info.getIdentifier(), info);
		}
	}

	private static boolean isShown(final CommandInfo info) {
		final boolean inMainMenu = UIDetails.APPLICATION_MENU_ROOT.equals(info.getMenuRoot());
		final boolean hidden = !info.getAnnotation().visible() || info.is("no-legacy");
		return inMainMenu && !info.getMenuPath().isEmpty() && !hidden;
	}

	/** The commands by the identifiers that stand in ImageJ's command table. */
	Map<String, ModuleInfo> modules() {
		return modules;
	}

	/** Adds the commands; a later command of the same label replaces an earlier one. */
	void add() {
		modules.forEach((identifier, info) -> {
			final String label = label(info);
			final String earlier = table().put(label, identifier);
			if (earlier != null) clashes.add(label);
			replaced.putIfAbsent(label, earlier);
		});
	}

	/** Labels that were taken when a command came. */
	List<String> clashes() {
		return List.copyOf(clashes);
	}

	/** Labels under which another command runs, in a menu that ImageJ2 has filled. */
	List<String> taken() {
		return modules.entrySet().stream().filter(entry -> !entry.getKey().equals(table().get(label(entry
			.getValue())))).map(entry -> label(entry.getValue())).toList();
	}

	private static String label(final ModuleInfo info) {
		return info.getMenuPath().getLeaf().getName();
	}

	static boolean has(final String label) {
		return table().containsKey(label);
	}

	/** Undoes {@link #add()}. */
	void remove() {
		replaced.forEach((label, earlier) -> {
			if (earlier == null) table().remove(label);
			else table().put(label, earlier);
		});
	}

	@SuppressWarnings("unchecked")
	private static Hashtable<String, String> table() {
		return Menus.getCommands();
	}
}
