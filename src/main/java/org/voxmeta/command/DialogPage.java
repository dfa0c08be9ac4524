package org.voxmeta.command;

import java.util.ArrayList;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.ModuleItem;

/**
 * A command as if some of its inputs, in some order, were all that it has. What is set here is set in
 * the command. A page that leads to another has a tick of its own for that.
 */
final class DialogPage extends CommandModule {

	/** No key: a field of a command cannot have this name. */
	private static final String TICK = "more options";

	private boolean ticked;

	private DialogPage(final Info info, final Command command) {
		super(info, command);
	}

	/**
	 * A page of a command.
	 *
	 * @param inputs the items that it asks for; they stay unresolved in the module itself
	 * @param hasTick whether it ends with a tick at "More options"
	 */
	static DialogPage of(final CommandModule module, final String title, final List<ModuleItem<?>> inputs,
		final boolean hasTick)
	{
		final List<ModuleItem<?>> items = new ArrayList<>(inputs);
		if (hasTick) items.add(tick(module));
		return new DialogPage(new Info(module.getInfo(), title, items), module.getCommand());
	}

	private static ModuleItem<?> tick(final CommandModule module) {
		final DefaultMutableModuleItem<Boolean> tick = new DefaultMutableModuleItem<>(module, TICK, boolean.class);
		tick.setLabel("More options");
		tick.setDescription("A second dialog asks for what most analyses leave as it is");
		tick.setRequired(false);
		tick.setPersisted(false);
		return tick;
	}

	/** Whether a dialog has asked for the inputs. */
	boolean isAnswered() {
		for (final ModuleItem<?> input : getInfo().inputs())
			if (!isInputResolved(input.getName())) return false;
		return true;
	}

	/** Whether the tick was set. */
	boolean isTicked() {
		return ticked;
	}

	@Override
	public Object getInput(final String name) {
		return name.equals(TICK) ? ticked : super.getInput(name);
	}

	@Override
	public void setInput(final String name, final Object value) {
		if (name.equals(TICK)) ticked = Boolean.TRUE.equals(value);
		else super.setInput(name, value);
	}

	private static final class Info extends CommandInfo {

		private final String title;
		private final List<ModuleItem<?>> inputs;

		private Info(final CommandInfo command, final String title, final List<ModuleItem<?>> inputs) {
			super(command);
			this.title = title;
			this.inputs = List.copyOf(inputs);
		}

		@Override
		public String getTitle() {
			return title;
		}

		@Override
		public Iterable<ModuleItem<?>> inputs() {
			return inputs;
		}
	}
}
