package org.voxmeta.command;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import javax.swing.Timer;

import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.widget.Button;
import org.voxmeta.task.Latest;

/**
 * A command as if some of its inputs, in some order, were all that it has. What is set here is set in the
 * command. Below them are a line that says what the command will do, if it can tell, and a button to its
 * page in the manual; a page that leads to another has a tick of its own for that, and one for a preview if
 * there is one.
 */
final class DialogPage extends CommandModule implements AutoCloseable {

	// no keys: a field of a command cannot have these names
	private static final String TICK = "more options";
	private static final String PREVIEW = "show a preview";
	private static final String FORECAST = "what will happen";
	private static final String HELP = "open the manual";

	/** About as many letters as the line has place for. */
	private static final int WIDTH = 55;

	/** Milliseconds until it is tried again. */
	private static final int PATIENCE = 200;

	private final Forecasting forecasting;
	private final Latest<Boolean, String> background;
	private boolean ticked;
	private boolean previewed;
	private volatile String forecast = "";
	private volatile boolean closed;

	private DialogPage(final Info info, final Command command, final Executor events) {
		super(info, command);
		forecasting = command instanceof Forecasting able ? able : null;
		background = new Latest<>("VoxMeta forecast", this::look, this::say, events);
		if (forecasting != null) forecast = html("Looking at the studies ...");
	}

	/**
	 * A page of a command.
	 *
	 * @param inputs the items that it asks for; they stay unresolved in the module itself
	 * @param hasTick whether it ends with a tick at "More options"
	 * @param help what the button "Help" does
	 * @param events where the line changes that says what the command will do
	 */
	static DialogPage of(final CommandModule module, final String title, final List<ModuleItem<?>> inputs,
		final boolean hasTick, final Runnable help, final Executor events)
	{
		final List<ModuleItem<?>> items = new ArrayList<>(inputs);
		final Forecasting forecasting = module.getCommand() instanceof Forecasting able ? able : null;
		if (forecasting != null) items.add(forecast(module));
		if (forecasting != null && forecasting.hasPreview()) items.add(
			tick(module, PREVIEW, "Preview of this slice", "Fits the slice that is shown, anew after each change"));
		if (hasTick) items.add(tick(module, TICK, "More options",
			"A second dialog asks for what most analyses leave as it is"));
		items.add(new HelpButton(module, help));
		return new DialogPage(new Info(module.getInfo(), title, items), module.getCommand(), events);
	}

	private static ModuleItem<?> tick(final CommandModule module, final String name, final String label,
		final String description)
	{
		final DefaultMutableModuleItem<Boolean> tick = item(module, name, boolean.class);
		tick.setLabel(label);
		tick.setDescription(description);
		return tick;
	}

	private static ModuleItem<?> forecast(final CommandModule module) {
		final DefaultMutableModuleItem<String> line = item(module, FORECAST, String.class);
		line.setVisibility(ItemVisibility.MESSAGE);
		line.setLabel("");
		return line;
	}

	private static <T> DefaultMutableModuleItem<T> item(final Module module,
		final String name, final Class<T> type)
	{
		final DefaultMutableModuleItem<T> item = new DefaultMutableModuleItem<>(module, name, type);
		item.setRequired(false);
		item.setPersisted(false);
		return item;
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
		return switch (name) {
			case TICK -> ticked;
			case PREVIEW -> previewed;
			case FORECAST -> forecast;
			case HELP -> null;
			default -> super.getInput(name);
		};
	}

	@Override
	public void setInput(final String name, final Object value) {
		switch (name) {
			case TICK -> ticked = Boolean.TRUE.equals(value);
			case PREVIEW -> previewed = Boolean.TRUE.equals(value);
			case FORECAST, HELP -> { }
			default -> super.setInput(name, value);
		}
	}

	/** SciJava calls it when the dialog is made, and after each change. */
	@Override
	public void preview() {
		super.preview();
		if (forecasting != null) background.submit(previewed);
	}

	/** On the thread in the background. */
	private String look(final boolean withPreview) {
		try {
			final String said = forecasting.forecast();
			if (withPreview) forecasting.preview();
			else forecasting.endPreview();
			return said;
		}
		catch (final IOException | IllegalArgumentException e) {
			return e.getMessage();
		}
	}

	private void say(final String said) {
		final String line = html(said);
		final String before = forecast;
		forecast = line;
		if (!line.equals(before) && !GraphicsEnvironment.isHeadless()) tell();
	}

	/** The answer may be there before the dialog is. */
	private void tell() {
		if (closed || DialogLine.change(getInfo().getTitle(), forecast)) return;
		final Timer again = new Timer(PATIENCE, event -> tell());
		again.setRepeats(false);
		again.start();
	}

	/** Two lines at least, as the dialog does not grow with the text. */
	private static String html(final String text) {
		final String padding = text.length() > WIDTH || text.contains("\n") ? "" : "<br>&nbsp;";
		return "<html><div style='width: 340px'>" + text.replace("&", "&amp;").replace("<", "&lt;")
			.replace("\n", "<br>") + padding + "</div></html>";
	}

	@Override
	public void close() {
		closed = true;
		background.close();
		if (forecasting != null) forecasting.endPreview();
	}

	/** Leads to the manual. */
	private static final class HelpButton extends DefaultMutableModuleItem<Button> {

		private final Runnable help;

		private HelpButton(final CommandModule module, final Runnable help) {
			super(module, HELP, Button.class);
			this.help = help;
			setLabel("Help");
			setDescription("The page of this command in the manual, in the browser");
			setRequired(false);
			setPersisted(false);
		}

		@Override
		public void callback(final Module page) {
			help.run();
		}
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
