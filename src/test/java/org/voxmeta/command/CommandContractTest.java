package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.scijava.Context;
import org.scijava.MenuEntry;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.voxmeta.ProductionClasses;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapChoice;
import org.voxmeta.stats.result.MapKind;

/** What every estimator's command must keep to, for macros, dialogs and the command line to use it alike. */
class CommandContractTest {

	private static Context context;

	@BeforeAll
	static void start() {
		context = new Context(CommandService.class);
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	@Test
	void everyCommandClassIsInThePluginIndex() throws IOException, URISyntaxException {
		final Set<String> classes = ProductionClasses.of(EstimatorCommand.class.getPackageName()).stream()
			.filter(EstimatorCommand.class::isAssignableFrom).filter(type -> !Modifier.isAbstract(type.getModifiers()))
			.map(Class::getName).collect(Collectors.toSet());

		assertTrue(classes.contains(DerSimonianLairdCommand.class.getName()));
		assertEquals(classes, commands().stream().map(CommandInfo::getDelegateClassName)
			.collect(Collectors.toSet()));
	}

	@Test
	void everyEstimatorHasACommandOfItsName() throws IOException, URISyntaxException,
		ReflectiveOperationException {
		final Set<String> labels = commands().stream().map(CommandContractTest::label).collect(Collectors.toSet());

		for (final Class<?> type : ProductionClasses.estimators()) {
			final Estimator estimator = (Estimator) type.getMethod("withDefaults").invoke(null);
			assertTrue(labels.contains(estimator.name() + "..."), estimator.name() + " in " + labels);
		}
	}

	@TestFactory
	Stream<DynamicTest> labelIsTheEstimatorsNameAndNoOtherCommandsLabel() {
		final Map<String, Long> labels = context.service(CommandService.class).getCommands().stream()
			.filter(command -> !command.getMenuPath().isEmpty())
			.collect(Collectors.groupingBy(CommandContractTest::label, Collectors.counting()));
		return forEachCommand(command -> {
			assertEquals(1, labels.get(label(command)));
			assertEquals(estimator(command).name() + "...", label(command));
			assertEquals(List.of("Plugins", "Meta-Analysis"),
				command.getMenuPath().stream().limit(2).map(MenuEntry::getName).toList());
		});
	}

	@TestFactory
	Stream<DynamicTest> optionsOfTheEstimatorAreKeys() {
		return forEachCommand(command -> assertTrue(keys(command).containsAll(estimator(command).options()
			.keySet())));
	}

	@TestFactory
	Stream<DynamicTest> valueOfAKeyIsTheOptionOfTheEstimator() {
		return commands().stream().flatMap(command -> inputs(command).filter(input -> input.getType() != File.class
			&& estimator(command).options().containsKey(input.getName())).map(input -> dynamicTest(label(command) + " " + input.getName(), () -> {
				final List<?> values = values(input);
				assertTrue(values.size() > 1, "values tried: " + values);
				for (final Object value : values)
					assertEquals(value.toString(), estimator(command, Map.of(input.getName(), value)).options().get(input
						.getName()));
			})));
	}

	/** Scripts get them by name, unless an option has that name. */
	@TestFactory
	Stream<DynamicTest> usualMapsAreOutputs() {
		return forEachCommand(command -> {
			final Set<String> items = new HashSet<>(estimator(command).options().keySet());
			command.outputs().forEach(item -> items.add(item.getName()));
			for (final MapKind kind : MapKind.defaults())
				if (estimator(command).maps().contains(kind)) assertTrue(items.contains(kind.key()), kind.key());
		});
	}

	@TestFactory
	Stream<DynamicTest> keysAreLowerCaseAscii() {
		return forEachCommand(command -> keys(command).forEach(key -> assertTrue(key.matches("[a-z][a-z0-9]*"),
			key)));
	}

	@TestFactory
	Stream<DynamicTest> mapsShownByDefaultAreThere() {
		return forEachCommand(command -> {
			final String maps = (String) inputs(command).filter(input -> input.getName().equals("maps")).findFirst()
				.orElseThrow().getDefaultValue();
			assertFalse(MapChoice.parse(maps).among(EstimatorRun.available(estimator(command)),
				Design.intercept(2).terms()).isEmpty());
		});
	}

	/** ImageJ finds a key wherever no letter stands before it. */
	@TestFactory
	Stream<DynamicTest> noKeyIsFoundInsideAnother() {
		return forEachCommand(command -> {
			for (final String key : keys(command))
				for (final String other : keys(command))
					assertFalse(other.matches(".*[^a-zA-Z]" + key), key + " in " + other);
		});
	}

	@TestFactory
	Stream<DynamicTest> nothingIsRememberedBetweenCalls() {
		return forEachInput(input -> assertFalse(input.isPersisted()));
	}

	@TestFactory
	Stream<DynamicTest> everyKeyMayBeLeftOut() {
		return forEachInput(input -> assertTrue(!input.isRequired() || input.getDefaultValue() != null));
	}

	@TestFactory
	Stream<DynamicTest> everyKeyIsExplained() {
		return forEachInput(input -> {
			assertFalse(input.getLabel() == null || input.getLabel().isBlank());
			assertFalse(input.getDescription() == null || input.getDescription().isBlank());
		});
	}

	@TestFactory
	Stream<DynamicTest> defaultIsOneOfTheChoices() {
		return forEachInput(input -> {
			final List<?> choices = input.getChoices();
			assertTrue(choices == null || choices.isEmpty() || choices.contains(input.getDefaultValue()));
		});
	}

	private static Stream<DynamicTest> forEachCommand(final Consumer<CommandInfo> check) {
		return commands().stream().map(command -> dynamicTest(label(command), () -> check.accept(command)));
	}

	private static Stream<DynamicTest> forEachInput(final Consumer<ModuleItem<?>> check) {
		return commands().stream().flatMap(command -> inputs(command).map(input -> dynamicTest(label(command) + " "
			+ input.getName(), () -> check.accept(input))));
	}

	private static List<CommandInfo> commands() {
		final List<CommandInfo> commands = context.service(CommandService.class).getCommandsOfType(Command.class)
			.stream().filter(CommandContractTest::isOfAnEstimator).toList();
		assertFalse(commands.isEmpty());
		return commands;
	}

	private static boolean isOfAnEstimator(final CommandInfo command) {
		try {
			return EstimatorCommand.class.isAssignableFrom(command.loadDelegateClass());
		}
		catch (final ClassNotFoundException e) {
			// in the index but gone from the class path, as after an incremental build
			return false;
		}
	}

	private static List<?> values(final ModuleItem<?> input) {
		if (input.getChoices() != null && !input.getChoices().isEmpty()) return input.getChoices();
		if (input.getType() == boolean.class) return List.of(true, false);
		return input.getType() == String.class ? List.of("0.25", "0.75") : List.of(0.25, 4.0);
	}

	private static Estimator estimator(final CommandInfo command) {
		return estimator(command, Map.of());
	}

	private static Estimator estimator(final CommandInfo command, final Map<String, Object> values) {
		try {
			final Module module = command.createModule();
			values.forEach(module::setInput);
			return ((EstimatorCommand) module.getDelegateObject()).estimator();
		}
		catch (final ModuleException e) {
			throw new AssertionError(e);
		}
	}

	private static List<String> keys(final CommandInfo command) {
		return inputs(command).map(ModuleItem::getName).toList();
	}

	private static Stream<ModuleItem<?>> inputs(final CommandInfo command) {
		return StreamSupport.stream(command.inputs().spliterator(), false).<ModuleItem<?>>map(item -> item)
			.filter(item -> item.getType() != Context.class && !Service.class.isAssignableFrom(item.getType()));
	}

	private static String label(final CommandInfo command) {
		return command.getMenuPath().getLeaf().getName();
	}
}
