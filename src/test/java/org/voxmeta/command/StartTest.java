package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleException;
import org.voxmeta.Main;

/** What a start of Fiji costs before a command is used: no class of VoxMeta is loaded, menus come from the index. */
class StartTest {

	@ParameterizedTest
	@ValueSource(strings = { "-Xshare:auto", "-Xshare:off" })
	void nothingIsLoadedWithTheMenus(final String option) throws IOException, InterruptedException {
		assertEquals(List.of(), loaded(option, "start"));
	}

	/** So that the test above would see it. */
	@Test
	void aCommandIsLoadedWhenItIsUsed() throws IOException, InterruptedException {
		final List<String> loaded = loaded("-Xshare:auto", "use");
		assertTrue(loaded.contains("org.voxmeta.command.DerSimonianLairdCommand"), loaded.toString());
		assertTrue(loaded.stream().noneMatch(name -> name.contains("PauleMandelCommand")), loaded.toString());
	}

	/** The classes of VoxMeta that a new Java loads. */
	private static List<String> loaded(final String option, final String what) throws IOException, InterruptedException {
		final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), option,
			"-Djava.awt.headless=true", "-Xlog:class+load=info:stdout", "-cp", System.getProperty("java.class.path"), Start.class
				.getName(), what).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		final List<String> lines = new String(process.getInputStream().readAllBytes()).lines().toList();
		assertEquals(0, process.waitFor(), String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
		assertTrue(lines.contains("menus are there"), "the log has no end");
		final String source = Main.class.getProtectionDomain().getCodeSource().getLocation().toString().replaceFirst(
			"^file:/*", "");
		// a class's line ends in the place that it comes from
		return lines.stream().filter(line -> line.contains(" org.voxmeta.") && line.replace("file:/", "/").contains(source))
			.map(line -> line.replaceFirst(".* (org\\.voxmeta\\.\\S+) source: .*", "$1")).toList();
	}

	/** Starts SciJava as Fiji does. */
	static final class Start {

		private Start() {
		}

		public static void main(final String[] args) throws ModuleException {
			final Context context = new Context();
			final List<CommandInfo> commands = context.service(CommandService.class).getCommands().stream().filter(
				command -> command.getDelegateClassName().startsWith("org.voxmeta.command.")).toList();
			if (commands.size() < 30) throw new IllegalStateException("got " + commands.size() + " commands");
			for (final CommandInfo command : commands) {
				if (command.getMenuPath().isEmpty() || command.getTitle().isEmpty()) throw new IllegalStateException(command
					.toString());
				if (args[0].equals("use") && command.getDelegateClassName().endsWith(".DerSimonianLairdCommand")) command
					.createModule();
			}
			System.out.println("menus are there");
			System.exit(0);
		}
	}
}
