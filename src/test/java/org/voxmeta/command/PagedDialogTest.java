package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleRunner;
import org.scijava.module.ModuleService;
import org.scijava.module.process.ModulePreprocessor;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;
import org.scijava.service.Service;
import org.voxmeta.ProductionClasses;
import org.voxmeta.command.DialogUser.Dialog;
import org.voxmeta.fiji.FijiHarness;

/** Which keys the dialogs of commands ask for, in which order, and what comes of the answers. */
class PagedDialogTest {

	/** At 35 pixels a row, what three quarters of a screen of 800 hold: SciJava gives a dialog no more. */
	private static final int MOST_ROWS = 15;

	private static final Map<String, Object> MORE = Map.of("More options", true);

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	private DialogUser user;

	@BeforeEach
	void start() {
		user = fiji.context().service(DialogUser.class);
		user.forget();
	}

	@Test
	void theFirstDialogGoesFromStudiesToOutput() {
		user.thenOk(Map.of());

		final Module module = module(DerSimonianLairdCommand.class);
		assertNull(preprocess(module));

		assertEquals(List.of(new Dialog("DerSimonian-Laird", List.of("Study table", "or stack of effects",
			"and of variances", "Drop incomplete studies", "Mask", "Regions to average", "Only voxels of all studies",
			"Moderators", "Groups", "Standard errors", "Maps to show", "Output folder", "", "More options", "Help"))), user
				.seen());
		assertAllResolved(module);
	}

	@Test
	void theSecondDialogAsksForTheRest() {
		user.thenOk(MORE).thenOk(Map.of("Intervals: level", "0.9"));

		final Module module = module(DerSimonianLairdCommand.class);
		assertNull(preprocess(module));

		final List<Dialog> seen = user.seen();
		assertEquals("DerSimonian-Laird: more options", seen.get(1).title());
		assertEquals("0.9", module.getInput("level"));
		final List<String> labels = new ArrayList<>(seen.get(0).labels());
		labels.addAll(seen.get(1).labels());
		labels.removeAll(List.of("", "More options", "Help"));
		final List<ModuleItem<?>> asked = keys(module).stream().filter(key -> !key.getName().equals("memory")).toList();
		assertEquals(Set.copyOf(asked.stream().map(ModuleItem::getLabel).toList()), Set.copyOf(labels));
		assertEquals(asked.size(), labels.size());
		assertAllResolved(module);
	}

	@Test
	void cancelInTheSecondDialogLeadsBackToTheFirst() {
		user.thenOk(Map.of("More options", true, "Maps to show", "z")).thenCancel().thenOk(Map.of());

		final Module module = module(DerSimonianLairdCommand.class);
		assertNull(preprocess(module));

		assertEquals(List.of("DerSimonian-Laird", "DerSimonian-Laird: more options", "DerSimonian-Laird"),
			user.seen().stream().map(Dialog::title).toList());
		assertEquals(user.seen().get(0), user.seen().get(2));
		assertEquals("z", module.getInput("maps"));
		assertAllResolved(module);
	}

	@Test
	void cancelInTheFirstDialogEndsTheCommand() {
		user.thenCancel();

		final ModulePreprocessor ended = preprocess(module(DerSimonianLairdCommand.class));

		assertTrue(ended.isCanceled());
		assertEquals(1, user.seen().size());
	}

	@Test
	void aKeyThatIsGivenIsNotAskedFor() {
		user.thenOk(MORE).thenOk(Map.of());

		final Module module = module(DerSimonianLairdCommand.class);
		give(module, "maps", "z");
		give(module, "level", "0.9");
		assertNull(preprocess(module));

		assertFalse(user.seen().get(0).labels().contains("Maps to show"));
		assertFalse(user.seen().get(1).labels().contains("Intervals: level"));
		assertEquals("z", module.getInput("maps"));
		assertEquals("0.9", module.getInput("level"));
	}

	@Test
	void nobodyIsAskedForRareKeysAlone() {
		user.thenOk(Map.of());

		final Module module = module(DerSimonianLairdCommand.class);
		final List<ModuleItem<?>> keys = keys(module);
		((DerSimonianLairdCommand) module.getDelegateObject()).pages().first(keys)
			.forEach(key -> module.resolveInput(key.getName()));
		assertNull(preprocess(module));

		assertEquals(List.of(), user.seen());
		assertAllResolved(module);
	}

	@Test
	void withoutWindowsNothingIsAskedAndNothingChanges() {
		final Module module = module(DerSimonianLairdCommand.class);
		assertNull(preprocess(module));

		assertFalse(module.isInputResolved("maps"));
		assertEquals("z,p,est,se,tau2,dof", module.getInput("maps"));
	}

	@Test
	void keysThatDoNothingAreNotAskedFor() {
		user.thenOk(MORE).thenOk(Map.of());

		final Module module = module(StoufferCommand.class);
		assertNull(preprocess(module));

		for (final Dialog dialog : user.seen())
			assertFalse(dialog.labels().stream().anyMatch(label -> label.startsWith("Moderators")), dialog.toString());
		assertAllResolved(module);
	}

	@Test
	void commandsOfOnePageHaveHelpToo() {
		user.thenOk(Map.of("alpha", "0.01"));

		final Module module = module(CorrectPMapCommand.class);
		assertNull(preprocess(module));

		final Dialog dialog = user.seen().get(0);
		assertEquals("Correct p Map", dialog.title());
		assertEquals("Help", dialog.labels().get(dialog.labels().size() - 1));
		assertEquals(keys(module).size() + 1, dialog.labels().size());
		assertEquals("0.01", module.getInput("alpha"));
		assertAllResolved(module);
	}

	@TestFactory
	Stream<DynamicTest> everyCommandHasAPageInTheManual() throws IOException, URISyntaxException {
		return commands().map(info -> info.getMenuPath().getLeaf().getName()).map(label -> dynamicTest(label,
			() -> assertTrue(Files.isRegularFile(Path.of("docs", HelpPage.file(label))), HelpPage.file(label))));
	}

	private Stream<CommandInfo> commands() throws IOException, URISyntaxException {
		final Set<String> commands = ProductionClasses.of(PagedDialog.class.getPackageName()).stream().map(Class::getName)
			.collect(Collectors.toSet());
		return fiji.context().service(CommandService.class).getCommandsOfType(Command.class).stream().filter(info -> commands
			.contains(info.getDelegateClassName()));
	}

	@TestFactory
	Stream<DynamicTest> everyDialogFitsASmallScreen() throws IOException, URISyntaxException {
		return commands().map(info -> dynamicTest(info.getTitle(), () -> {
			final DialogPages pages = module(info).getDelegateObject() instanceof DialogPages.Owner owner ? owner.pages()
				: DialogPages.ONE;
			final List<ModuleItem<?>> keys = keys(module(info));
			assertTrue(pages.first(keys).size() < MOST_ROWS);
			assertTrue(pages.more(keys).size() <= MOST_ROWS);
		}));
	}

	@TestFactory
	Stream<DynamicTest> noKeyIsAskedForTwice() {
		return owners().map(info -> dynamicTest(info.getTitle(), () -> {
			final DialogPages pages = ((DialogPages.Owner) module(info).getDelegateObject()).pages();
			final List<String> listed = Stream.of(pages.first(), pages.more(), pages.hidden()).flatMap(List::stream)
				.toList();
			assertEquals(listed.size(), new HashSet<>(listed).size(), listed.toString());
		}));
	}

	@Test
	void everyKeyOfAPageIsOneOfACommand() {
		final Set<String> keys = new HashSet<>();
		final Set<String> listed = new HashSet<>();
		owners().forEach(info -> {
			final Module module = module(info);
			keys(module).forEach(key -> keys.add(key.getName()));
			final DialogPages pages = ((DialogPages.Owner) module.getDelegateObject()).pages();
			Stream.of(pages.first(), pages.more(), pages.hidden()).forEach(listed::addAll);
		});
		listed.remove(DialogPages.OWN);
		listed.removeAll(keys);

		assertEquals(Set.of(), listed);
	}

	private Stream<CommandInfo> owners() {
		return fiji.context().service(CommandService.class).getCommandsOfType(Command.class).stream().filter(info -> {
			try {
				return DialogPages.Owner.class.isAssignableFrom(info.loadDelegateClass());
			}
			catch (final ClassNotFoundException e) {
				// in the index but gone from the class path, as after an incremental build
				return false;
			}
		});
	}

	private Module module(final Class<? extends Command> command) {
		return module(fiji.context().service(CommandService.class).getCommand(command));
	}

	private Module module(final CommandInfo command) {
		return fiji.context().service(ModuleService.class).createModule(command);
	}

	private static void give(final Module module, final String key, final Object value) {
		module.setInput(key, value);
		module.resolveInput(key);
	}

	/** What happens before a command runs; the step that ended it, or null. */
	private ModulePreprocessor preprocess(final Module module) {
		final ModulePreprocessor ended = new ModuleRunner(fiji.context(), module, fiji.context().service(PluginService.class)
			.createInstancesOfType(PreprocessorPlugin.class), List.of()).preProcess();
		if (ended == null) assertTrue(user.isDone() || user.seen().isEmpty());
		return ended;
	}

	private static List<ModuleItem<?>> keys(final Module module) {
		return StreamSupport.stream(module.getInfo().inputs().spliterator(), false).<ModuleItem<?>>map(item -> item)
			.filter(item -> item.getType() != Context.class && !Service.class.isAssignableFrom(item.getType())).toList();
	}

	private static void assertAllResolved(final Module module) {
		keys(module).forEach(key -> assertTrue(module.isInputResolved(key.getName()), key.getName()));
	}
}
