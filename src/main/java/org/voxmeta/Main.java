package org.voxmeta;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.scijava.log.LogLevel;
import org.voxmeta.cli.CommandFailure;
import org.voxmeta.cli.HeadlessRunner;
import org.voxmeta.demo.Demo;

/**
 * VoxMeta without Fiji: runs any of its commands by its menu label, with a macro's keys.
 * <pre>
 * Main                                               the demonstration
 * Main --list                                        every command with its keys
 * Main "DerSimonian-Laird..." studies=a.tsv output=b   that command
 * </pre>
 * The exit status is 0 only when the result was written, and 2 when it was not, with one line that says why.
 */
public final class Main {

	/** Exit status after a mistake in the call or the data. */
	private static final int FAILED = 2;

	private static final Path DEMO_FOLDER = Path.of("voxmeta-demo");

	private Main() {
	}

	/** Runs what the arguments say, and ends the Java process with the exit status unless that is 0. */
	public static void main(final String[] args) {
		System.setProperty("java.awt.headless", "true");
		final int status = run(args, System.out, System.err);
		if (status != 0) System.exit(status);
	}

	/**
	 * Runs what the arguments say.
	 *
	 * @param out receives what was asked for
	 * @param err receives progress and errors
	 * @return the exit status
	 */
	static int run(final String[] args, final PrintStream out, final PrintStream err) {
		final ProgressLine progress = new ProgressLine(err);
		try (HeadlessRunner runner = new HeadlessRunner(progress::show, level -> {
			progress.clear();
			return level <= LogLevel.WARN ? err : out;
		})) {
			if (args.length == 0) new Demo(DEMO_FOLDER, runner, progress::show).run().forEach(out::println);
			else if (args[0].equals("--list")) list(runner, out);
			else if (args[0].equals("--help") || args[0].equals("-h")) help(out);
			else runCommand(runner, args[0], values(args));
			return 0;
		}
		catch (final CommandFailure e) {
			// the reason has been logged
			return FAILED;
		}
		catch (final IllegalArgumentException | IOException e) {
			progress.clear();
			err.println("[ERROR] " + e.getMessage());
			return FAILED;
		}
		finally {
			progress.clear();
		}
	}

	private static void runCommand(final HeadlessRunner runner, final String label,
		final Map<String, String> values) throws CommandFailure
	{
		runner.check(label, values);
		if (runner.wouldLoseResults(label, values)) throw new IllegalArgumentException("Key "
			+ HeadlessRunner.OUTPUT + ": got none, wanted a folder or file: without Fiji, maps that are not written"
			+ " are lost");
		runner.run(label, values);
	}

	private static Map<String, String> values(final String[] args) {
		final Map<String, String> values = new LinkedHashMap<>();
		for (int i = 1; i < args.length; i++) {
			final int equals = args[i].indexOf('=');
			if (equals < 1) throw new IllegalArgumentException("Argument: got '" + args[i] + "', wanted key=value");
			final String key = args[i].substring(0, equals);
			if (values.put(key, unquoted(args[i].substring(equals + 1))) != null)
				throw new IllegalArgumentException("Key " + key + ": given twice, wanted once");
		}
		return values;
	}

	/** A macro's brackets around a value with blanks are taken off. */
	private static String unquoted(final String value) {
		return value.startsWith("[") && value.endsWith("]") ? value.substring(1, value.length() - 1) : value;
	}

	private static void list(final HeadlessRunner runner, final PrintStream out) {
		for (final String label : runner.labels()) {
			out.println(label);
			for (final Map.Entry<String, String> key : runner.keys(label).entrySet())
				out.printf("    %-16s %s%n", key.getKey(), key.getValue());
		}
	}

	private static void help(final PrintStream out) {
		out.println("Main                        run the demonstration, into the folder " + DEMO_FOLDER);
		out.println("Main --list                 list the commands and their keys");
		out.println("Main \"LABEL...\" key=value   run a command");
	}

	/** One line of the terminal that shows how far a command is. */
	private static final class ProgressLine {

		private static final int PERCENT = 100;
		private static final int WIDTH = 60;

		private final PrintStream err;
		private String shown = "";

		ProgressLine(final PrintStream err) {
			this.err = err;
		}

		synchronized void show(final double fraction, final String message) {
			final String line = String.format("%3d %% %s", (int) (PERCENT * fraction), message);
			if (line.equals(shown)) return;
			shown = line;
			err.printf("\r%-" + WIDTH + "s", line);
			if (fraction >= 1) clear();
		}

		synchronized void clear() {
			if (shown.isEmpty()) return;
			err.printf("\r%-" + WIDTH + "s\r", "");
			err.flush();
			shown = "";
		}
	}
}
