package org.voxmeta.fiji;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.scijava.Context;
import org.scijava.plugin.DefaultPluginFinder;
import org.scijava.plugin.PluginFinder;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;

/**
 * ImageJ2 with imagej-legacy, where the build has them on the class path (profile {@code fiji}). Then nothing
 * of them is reproduced: {@link FijiHarness} uses their context, hooks and menu, and the rules of this
 * package that stand in for them are left out.
 * <p>
 * As in Fiji there is one context for the whole process: ImageJ's state is static, and ending the context
 * would have ImageJ quit.
 */
final class RealFiji {

	private static final String LEGACY_SERVICE = "net.imagej.legacy.LegacyService";

	/** The file to which imagej-legacy's hooks write what goes to ImageJ's log. */
	private static final String LOG_FILE_KEY = "ij.log.file";

	/** The first line of that file. */
	private static final String HEADING = "Started new log on ";

	/** What ImageJ2 and Fiji's script languages do themselves. */
	private static final List<Class<?>> STAND_INS = List.of(FijiRules.class, GroovyLanguage.class,
		JavaScriptLanguage.class, PythonLanguage.class);

	private RealFiji() {
	}

	/** Whether imagej-legacy is on the class path. */
	static boolean isHere() {
		try {
			Class.forName(LEGACY_SERVICE, false, RealFiji.class.getClassLoader());
			return true;
		}
		catch (final ClassNotFoundException e) {
			return false;
		}
	}

	/** The context of this process, which starts ImageJ; it is never disposed. */
	static Context context() {
		return Holder.CONTEXT;
	}

	/** All plugins but the stand-ins. */
	static PluginFinder plugins() {
		return new PluginFinder() {

			@Override
			public Map<String, Throwable> findPlugins(final List<PluginInfo<?>> plugins) {
				final Map<String, Throwable> problems = new DefaultPluginFinder().findPlugins(plugins);
				plugins.removeIf(plugin -> isStandIn(plugin.getClassName()));
				return problems;
			}
		};
	}

	private static boolean isStandIn(final String name) {
		return STAND_INS.stream().map(Class::getName).anyMatch(standIn -> name.equals(standIn) || name.startsWith(
			standIn + "$"));
	}

	/** How many lines ImageJ's log has, see {@link #printedAfter}. */
	static int printed() {
		return lines().size();
	}

	/** Hands on the lines that have come to ImageJ's log since it had so many. */
	static void printedAfter(final int earlier, final Consumer<String> printed) {
		final List<String> lines = lines();
		lines.subList(earlier, lines.size()).forEach(printed);
	}

	private static List<String> lines() {
		try {
			return Files.readAllLines(Holder.LOG, StandardCharsets.UTF_8).stream().filter(line -> !line.startsWith(
				HEADING)).toList();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Made when it is asked for: without ImageJ2 there must be no context. */
	private static final class Holder {

		private static final Path LOG = log();
		private static final Context CONTEXT = new Context(new PluginIndex(plugins()));

		private static Path log() {
			try {
				final Path log = Files.createTempFile("ij-log", ".txt");
				log.toFile().deleteOnExit();
				System.setProperty(LOG_FILE_KEY, log.toString());
				return log;
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
		}
	}
}
