package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.MethodCallException;
import org.scijava.module.ModuleItem;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;

class DialogPageTest {

	private static final String LINE = "what will happen";
	private static final SmallStudies STUDIES = SmallStudies.of(6, 5, 4, 3);

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
	private int helped;

	@Test
	void theLineFollowsTheInputs() throws IOException, InterruptedException {
		final Path table = STUDIES.writeWith(folder, Map.of());
		try (DialogPage page = page(DerSimonianLairdCommand.class)) {
			assertTrue(page.getInput(LINE).toString().contains("Looking at the studies"));
			page.preview();
			waitFor(page, "Studies: got none, wanted a study table, or effects and variances");

			page.setInput("studies", table.toFile());
			page.preview();
			waitFor(page, "6 studies, 60 voxels");

			page.setInput("moderators", "<b>&");
			page.preview();
			waitFor(page, "'&lt;b>&amp;'");
		}
	}

	@Test
	void aCommandThatGoesOnWithAFitSaysWhich() throws IOException, InterruptedException {
		final Path table = STUDIES.writeWith(folder, Map.of());
		fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + table + "] maps=z');").clean();
		try (DialogPage page = page(PermutationTestCommand.class)) {
			page.preview();
			waitFor(page, "DerSimonian-Laird, 6 studies, 60 voxels<br>fit by DerSimonian-Laird of 2");
		}
	}

	@Test
	void theButtonLeadsToTheManual() throws MethodCallException {
		try (DialogPage page = page(ClusterTableCommand.class)) {
			final ModuleItem<?> button = items(page).get(items(page).size() - 1);
			assertEquals("Help", button.getLabel());

			button.callback(page);

			assertEquals(1, helped);
			assertTrue(items(page).stream().noneMatch(item -> item.getName().equals(LINE)));
		}
	}

	@Test
	void aPreviewIsOfferedWhereImagesAreOpen() {
		try (DialogPage page = page(DerSimonianLairdCommand.class)) {
			assertFalse(items(page).stream().anyMatch(item -> item.getLabel().startsWith("Preview")));
		}
		STUDIES.frames("y", STUDIES.effects(), 32).show();
		try (DialogPage page = page(DerSimonianLairdCommand.class)) {
			assertTrue(items(page).stream().anyMatch(item -> item.getLabel().startsWith("Preview")));
		}
	}

	private DialogPage page(final Class<? extends Command> command) {
		final CommandService commands = fiji.context().service(CommandService.class);
		final CommandModule module = (CommandModule) commands.getModuleService().createModule(commands.getCommand(command));
		final List<ModuleItem<?>> inputs = StreamSupport.stream(module.getInfo().inputs().spliterator(), false)
			.<ModuleItem<?>>map(item -> item).toList();
		return DialogPage.of(module, "Test", inputs, false, () -> helped++, events::add);
	}

	private static List<ModuleItem<?>> items(final DialogPage page) {
		return StreamSupport.stream(page.getInfo().inputs().spliterator(), false).<ModuleItem<?>>map(item -> item).toList();
	}

	/** The line is found out in the background. */
	private void waitFor(final DialogPage page, final String wanted) throws InterruptedException {
		final Runnable change = events.poll(1, TimeUnit.MINUTES);
		assertNotNull(change);
		change.run();
		assertTrue(page.getInput(LINE).toString().contains(wanted), page.getInput(LINE).toString());
	}
}
