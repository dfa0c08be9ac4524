package org.voxmeta.fiji;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

import org.scijava.event.EventHandler;
import org.scijava.log.LogMessage;
import org.scijava.module.Module;
import org.scijava.module.event.ModuleCanceledEvent;
import org.scijava.module.event.ModuleErroredEvent;
import org.scijava.module.event.ModuleStartedEvent;

/** Notes what happens in SciJava, in ImageJ's log and on the terminal while something runs. */
final class FijiObserver {

	private final List<Module> modules = new CopyOnWriteArrayList<>();
	private final List<String> cancellations = new CopyOnWriteArrayList<>();
	private final List<Throwable> exceptions = new CopyOnWriteArrayList<>();
	private final List<LogMessage> log = new CopyOnWriteArrayList<>();
	private final List<String> printed = new CopyOnWriteArrayList<>();
	private final List<RecordedCall> recorded = new CopyOnWriteArrayList<>();

	/** Something to run; returns a macro's return value, or null. */
	interface Action {

		String run() throws ExecutionException, InterruptedException;
	}

	/** Runs it, with the terminal's streams kept away from the test's own. */
	FijiRun observe(final Action action) {
		List.of(modules, cancellations, exceptions, log, printed, recorded).forEach(List::clear);
		final ByteArrayOutputStream console = new ByteArrayOutputStream();
		final PrintStream out = System.out;
		final PrintStream err = System.err;
		final PrintStream terminal = new PrintStream(console, true, StandardCharsets.UTF_8);
		System.setOut(terminal);
		System.setErr(terminal);
		String returned = null;
		try {
			returned = action.run();
		}
		catch (final ExecutionException exc) {
			note(exc);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(exc);
		}
		finally {
			System.setOut(out);
			System.setErr(err);
		}
		return new FijiRun(returned, modules, cancellations, exceptions, log, printed, recorded,
			console.toString(StandardCharsets.UTF_8));
	}

	void logged(final LogMessage message) {
		log.add(message);
		if (message.throwable() != null) note(message.throwable());
	}

	void printed(final String line) {
		printed.add(line);
	}

	@EventHandler
	void onEvent(final ModuleStartedEvent event) {
		modules.add(event.getModule());
	}

	@EventHandler
	void onEvent(final ModuleCanceledEvent event) {
		cancellations.add(event.getReason() == null ? "" : event.getReason());
	}

	@EventHandler
	void onEvent(final ModuleErroredEvent event) {
		note(event.getException());
	}

	@EventHandler
	void onEvent(final FijiRecorder.Recorded event) {
		recorded.add(event.call());
	}

	/** The same exception comes by as it is, in wrappers, and through the log. */
	private void note(final Throwable exception) {
		for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
			if (exceptions.contains(cause)) return;
		}
		exceptions.add(exception);
	}
}
