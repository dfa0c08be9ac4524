package org.voxmeta.fiji;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.scijava.log.LogLevel;
import org.scijava.log.LogMessage;
import org.scijava.module.Module;

/**
 * What one macro, script or command did.
 *
 * @param returned a macro's return value, or null; {@code [aborted]} after most errors
 * @param modules the commands and scripts that were started, in this order
 * @param cancellations the reasons of the cancelled ones, an empty text for a silent cancellation
 * @param exceptions what commands and scripts threw, each once
 * @param log the messages of SciJava's log
 * @param printed the lines of ImageJ's log, such as those of a macro's {@code print}
 * @param recorded the lines of the macro recorder; nothing is recorded inside a macro
 * @param console all text that a terminal would have shown, in its order
 */
public record FijiRun(String returned, List<Module> modules, List<String> cancellations,
	List<Throwable> exceptions, List<LogMessage> log, List<String> printed, List<RecordedCall> recorded,
	String console)
{

	public FijiRun {
		modules = List.copyOf(modules);
		cancellations = List.copyOf(cancellations);
		exceptions = List.copyOf(exceptions);
		log = List.copyOf(log);
		printed = List.copyOf(printed);
		recorded = List.copyOf(recorded);
	}

	/** What ended the macro early, in the terminal's words; a command's exception does not end it. */
	public Optional<String> macroError() {
		final Optional<String> shown = console.lines()
			.filter(line -> line.matches("(Macro Error|No Image): .*")).findFirst();
		return shown.or(() -> Optional.ofNullable(returned).filter("[aborted]"::equals));
	}

	/** The command or script that was started first. */
	public Module module() {
		if (modules.isEmpty()) throw new AssertionError("Nothing was run. The terminal showed:\n" + console);
		return modules.get(0);
	}

	/** An output of {@link #module()}. */
	public Object output(final String name) {
		final Map<String, Object> outputs = module().getOutputs();
		if (!outputs.containsKey(name)) throw new AssertionError("No output '" + name + "', but " + outputs);
		return outputs.get(name);
	}

	/** The texts of the log's messages of one level, see {@link LogLevel}. */
	public List<String> log(final int level) {
		return log.stream().filter(message -> message.level() == level).map(LogMessage::text).toList();
	}

	/** Asserts that there was no macro error, exception, cancellation or logged error. Returns this. */
	public FijiRun clean() {
		final boolean ended = !exceptions.isEmpty() || !cancellations.isEmpty() || macroError().isPresent();
		final boolean clean = !ended && log(LogLevel.ERROR).isEmpty();
		if (!clean) throw new AssertionError("Not clean: " + macroError() + ", exceptions " + exceptions
			+ ", cancellations " + cancellations + ". The terminal showed:\n" + console);
		return this;
	}
}
