package org.voxmeta.cli;

import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogMessage;
import org.scijava.log.LogService;
import org.scijava.log.StderrLogService;
import org.scijava.module.ModuleItem;
import org.scijava.module.event.ModuleErroredEvent;
import org.scijava.service.Service;

/**
 * Runs VoxMeta's commands without Fiji: by the label in Fiji's menu, with the keys that a macro uses. Values
 * are checked before a command starts, more strictly than Fiji does for macros.
 */
public final class HeadlessRunner implements AutoCloseable {

	/** The key of the file or folder that a command's results are written to. */
	public static final String OUTPUT = "output";

	/**
	 * An attribute of the key {@value #OUTPUT}: the keys, separated by commas, any of which is enough for results not to
	 * be lost when no output is given, as they have another place then or are told in the log.
	 */
	public static final String UNNEEDED_WITH = "unneeded-with";

	/** Commands of this package are VoxMeta's. */
	private static final String PACKAGE = "org.voxmeta.command.";

	private final Context context;
	/** Kept, because SciJava holds its subscribers weakly. */
	private final Events events;

	/** Receives a command's progress. */
	@FunctionalInterface
	public interface ProgressListener {

		/**
		 * Something was done.
		 *
		 * @param fraction of the stage, 0 to 1
		 * @param message what is being done
		 */
		void progress(double fraction, String message);
	}

	/** A runner that reports progress to the given listener, and logs to the terminal. */
	public HeadlessRunner(final ProgressListener listener) {
		context = new Context(CommandService.class, ConvertService.class, StatusService.class, EventService.class,
			LogService.class);
		events = new Events(listener);
		context.service(EventService.class).subscribe(events);
		log().addLogListener(events::onMessage);
	}

	/**
	 * A runner that reports progress to the given listener.
	 *
	 * @param log where messages of each of SciJava's log levels go; asked before each message
	 */
	public HeadlessRunner(final ProgressListener listener, final Function<Integer, PrintStream> log) {
		this(listener);
		if (log() instanceof StderrLogService service) service.setPrintStreams(log);
	}

	/** The labels of all commands, sorted. */
	public List<String> labels() {
		return commands().stream().map(HeadlessRunner::label).toList();
	}

	/**
	 * A command's keys, each with its default and its meaning.
	 *
	 * @throws IllegalArgumentException if there is no such command
	 */
	public Map<String, String> keys(final String label) {
		final Map<String, String> keys = new LinkedHashMap<>();
		for (final ModuleItem<?> item : inputs(find(label)))
			keys.put(item.getName(), describe(item));
		return keys;
	}

	/**
	 * Checks that a command can be run with those values, without running it.
	 *
	 * @param label the command's label in the menu, in any case, with or without the dots
	 * @param values value of each key
	 * @throws IllegalArgumentException if there is no such command or key, or a value is no value for it
	 */
	public void check(final String label, final Map<String, String> values) {
		inputs(find(label), values);
	}

	/**
	 * Whether a command run with those values would leave nothing behind: it has the key {@value #OUTPUT}, which is
	 * neither given nor unneeded.
	 *
	 * @param label the command's label in the menu, in any case, with or without the dots
	 * @param values value of each key
	 * @throws IllegalArgumentException if there is no such command
	 */
	public boolean wouldLoseResults(final String label, final Map<String, String> values) {
		final Optional<ModuleItem<?>> output = inputs(find(label)).stream().filter(item -> item.getName().equals(OUTPUT))
			.findFirst();
		if (output.isEmpty() || isGiven(OUTPUT, values)) return false;
		final String others = output.get().get(UNNEEDED_WITH);
		return others == null || Stream.of(others.split(",")).noneMatch(key -> isGiven(key, values));
	}

	private static boolean isGiven(final String key, final Map<String, String> values) {
		return values.entrySet().stream().anyMatch(value -> value.getKey().equalsIgnoreCase(key)
			&& !value.getValue().isBlank());
	}

	/**
	 * Runs a command to its end. If the calling thread is interrupted meanwhile, so is the command.
	 *
	 * @param label the command's label in the menu, in any case, with or without the dots
	 * @param values value of each key
	 * @return the command's outputs
	 * @throws IllegalArgumentException if there is no such command or key, or a value is no value for it
	 * @throws CommandFailure if the command failed; the reason has been logged
	 */
	public Map<String, Object> run(final String label, final Map<String, String> values) throws CommandFailure {
		final CommandInfo command = find(label);
		final Map<String, Object> inputs = inputs(command, values);
		events.forget();
		final Future<CommandModule> run = context.service(CommandService.class).run(command, true, inputs);
		try {
			final CommandModule module = run.get();
			if (module.isCanceled()) throw failure(command, module.getCancelReason());
			return module.getOutputs();
		}
		catch (final ExecutionException e) {
			// a command that knows what went wrong cancels itself; anything else is a bug
			if (events.reason == null) throw new IllegalStateException(e.getCause());
			throw failure(command, events.reason);
		}
		catch (final InterruptedException e) {
			run.cancel(true);
			Thread.currentThread().interrupt();
			throw failure(command, "Interrupted");
		}
	}

	@Override
	public void close() {
		context.dispose();
	}

	private LogService log() {
		return context.service(LogService.class);
	}

	/** The failure for a reason, which is logged unless the command has done so. */
	private CommandFailure failure(final CommandInfo command, final String reason) {
		// SciJava cancels without a reason where a user would have closed a dialog
		final String message = reason == null || reason.isBlank() ? label(command) + ": cancelled" : reason;
		if (!message.equals(events.lastError)) log().error(message);
		return new CommandFailure(message);
	}

	private List<CommandInfo> commands() {
		return context.service(CommandService.class).getCommands().stream()
			.filter(info -> info.getDelegateClassName().startsWith(PACKAGE))
			.sorted(Comparator.comparing(HeadlessRunner::label)).toList();
	}

	private CommandInfo find(final String label) {
		for (final CommandInfo command : commands())
			if (plain(label(command)).equals(plain(label))) return command;
		throw new IllegalArgumentException("Command: got '" + label + "', wanted one of: "
			+ String.join(", ", labels()));
	}

	private static String plain(final String label) {
		return label.trim().replaceAll("\\.+$", "").toLowerCase(Locale.ROOT);
	}

	private static String label(final CommandInfo command) {
		return command.getMenuPath().getLeaf().getName();
	}

	/** The inputs that a user sets: all but SciJava's context and services. */
	private static List<ModuleItem<?>> inputs(final CommandInfo command) {
		return StreamSupport.stream(command.inputs().spliterator(), false).<ModuleItem<?>>map(item -> item)
			.filter(item -> item.getType() != Context.class && !Service.class.isAssignableFrom(item.getType()))
			.toList();
	}

	private static Map<String, Object> inputs(final CommandInfo command, final Map<String, String> values) {
		final Map<String, Object> inputs = new LinkedHashMap<>();
		for (final Map.Entry<String, String> value : values.entrySet()) {
			final ModuleItem<?> item = input(command, value.getKey());
			if (inputs.put(item.getName(), check(item, value.getValue())) != null)
				throw new IllegalArgumentException("Key " + item.getName() + ": given twice, wanted once");
		}
		return inputs;
	}

	private static ModuleItem<?> input(final CommandInfo command, final String key) {
		final List<String> names = new ArrayList<>();
		for (final ModuleItem<?> item : inputs(command)) {
			if (item.getName().equalsIgnoreCase(key)) return item;
			names.add(item.getName());
		}
		throw new IllegalArgumentException(label(command) + ": got the key '" + key + "', wanted one of: "
			+ String.join(", ", names));
	}

	private static Object check(final ModuleItem<?> item, final String value) {
		final Class<?> type = item.getType();
		final String wanted;
		if (type == boolean.class || type == Boolean.class) {
			if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) return Boolean.valueOf(value);
			wanted = "true or false";
		}
		else if (type == int.class || type == Integer.class) {
			if (value.matches("[+-]?\\d{1,9}")) return Integer.valueOf(value);
			wanted = "a whole number";
		}
		else if (type == double.class || type == Double.class) {
			if (isNumber(value)) return Double.valueOf(value);
			wanted = "a number";
		}
		else if (type == File.class) return new File(value);
		else return value;
		throw new IllegalArgumentException("Key " + item.getName() + ": got '" + value + "', wanted " + wanted);
	}

	private static boolean isNumber(final String value) {
		try {
			Double.parseDouble(value);
			return true;
		}
		catch (final NumberFormatException e) {
			return false;
		}
	}

	private static String describe(final ModuleItem<?> item) {
		final List<?> choices = item.getChoices();
		final Object initial = item.getDefaultValue();
		final String text = item.getDescription() == null ? item.getLabel() : item.getDescription();
		final boolean hasDefault = initial != null && !initial.toString().isEmpty();
		return text + (choices == null || choices.isEmpty() ? "" : " " + choices)
			+ (hasDefault ? " (" + initial + ")" : "");
	}

	/**
	 * Passes SciJava's status events on, keeps a failed command's stack trace out of the log, and the reason of
	 * its failure and the last error logged in mind.
	 */
	private static final class Events {

		private final ProgressListener listener;
		private volatile String reason;
		private volatile String lastError;

		Events(final ProgressListener listener) {
			this.listener = listener;
		}

		void forget() {
			reason = null;
			lastError = null;
		}

		void onMessage(final LogMessage message) {
			if (message.level() == LogLevel.ERROR) lastError = message.text();
		}

		@EventHandler
		public void onStatus(final StatusEvent event) {
			// a cleared status bar has no message
			if (event.getProgressMaximum() <= 0 || event.getStatusMessage() == null) return;
			listener.progress((double) event.getProgressValue() / event.getProgressMaximum(),
				event.getStatusMessage());
		}

		@EventHandler
		public void onError(final ModuleErroredEvent event) {
			event.consume();
			if (!(event.getModule() instanceof Cancelable module) || !module.isCanceled()) return;
			reason = module.getCancelReason();
		}
	}
}
