package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Commands that end without a result in the ways that the command line must not take for success. */
public final class MisbehavingCommands {

	private MisbehavingCommands() {
	}

	/** Cancels itself, as after a closed dialog, and tells nobody. */
	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Silent Cancel...")
	public static final class Silent extends ContextCommand {

		@Override
		public void run() {
			cancel("");
		}
	}

	/** Cancels itself with a reason that is in no log. */
	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Cancel...")
	public static final class WithReason extends ContextCommand {

		@Override
		public void run() {
			cancel("the dog ate it");
		}
	}

	/** Is cancelled by SciJava before it runs, as it has no value. */
	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Unset...")
	public static final class Unset implements Command {

		@Parameter(persist = false)
		private String value;

		@Override
		public void run() {
			throw new AssertionError(value);
		}
	}

	/** Has a bug. */
	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Bug...")
	public static final class Bug extends ContextCommand {

		@Override
		public void run() {
			throw new IndexOutOfBoundsException("study 7 of 6");
		}
	}
}
