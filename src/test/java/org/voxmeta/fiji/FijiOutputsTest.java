package org.voxmeta.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.command.DynamicCommand;
import org.scijava.log.LogLevel;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;

/** What becomes of a command's outputs in headless Fiji. */
class FijiOutputsTest {

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Outputs...")
	public static final class Outputs implements Command {

		@Parameter(type = ItemIO.OUTPUT)
		private ImagePlus shown;

		@Parameter(type = ItemIO.OUTPUT)
		private ImagePlus declaredOnly;

		@Parameter(type = ItemIO.OUTPUT)
		private ImagePlus notMade;

		@Parameter(type = ItemIO.OUTPUT)
		private ResultsTable table;

		@Parameter(type = ItemIO.OUTPUT)
		private double tau2;

		@Parameter(type = ItemIO.OUTPUT)
		private String estimator;

		@Override
		public void run() {
			shown = IJ.createImage("z", 3, 3, 1, 32);
			shown.show();
			declaredOnly = IJ.createImage("p", 3, 3, 1, 32);
			table = new ResultsTable();
			table.addRow();
			table.addValue("k", 21);
			table.show("Studies");
			final ResultsTable system = ResultsTable.getResultsTable();
			system.addRow();
			system.addValue("k", 22);
			system.show("Results");
			tau2 = 0.25;
			estimator = "DL";
		}
	}

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Dynamic Outputs...")
	public static final class DynamicOutputs extends DynamicCommand {

		@Override
		public void run() {
			for (final String name : List.of("z", "p")) add(name, IJ.createImage(name, 3, 3, 1, 32));
			add("notMade", null);
		}

		private void add(final String name, final ImagePlus map) {
			getInfo().addOutput(new DefaultMutableModuleItem<>(this, name, ImagePlus.class));
			setOutput(name, map);
		}
	}

	@Plugin(type = Command.class)
	public static final class Throwing implements Command {

		@Override
		public void run() {
			throw new IllegalArgumentException("study 3 is missing");
		}
	}

	@Test
	void onlyShownImagesAreOpenAfterwards() {
		final FijiRun run = fiji.runMacro("run('Test Outputs...'); selectImage('z'); return getTitle();");

		assertEquals("z", run.clean().returned());
		assertEquals(List.of(run.output("shown")), fiji.images());
		assertInstanceOf(ImagePlus.class, run.output("declaredOnly"));
	}

	@Test
	void selectingAnImageThatIsOnlyDeclaredEndsTheMacro() {
		final FijiRun run = fiji.runMacro("run('Test Outputs...'); selectImage('p'); print('after');");

		assertEquals("Macro Error: \"p\" not found in line 1", run.macroError().orElseThrow());
		assertTrue(run.printed().isEmpty());
	}

	@Test
	void tableOutputIsRefusedWithAWarningAndNullIsNot() {
		final FijiRun run = fiji.runMacro("run('Test Outputs...');").clean();

		assertEquals(List.of("Ignoring unsupported output: table [ij.measure.ResultsTable]"),
			run.log(LogLevel.WARN));
		assertNull(run.output("notMade"));
	}

	@Test
	void macrosReadOnlyTheSystemTable() {
		final FijiRun run = fiji.runMacro("run('Test Outputs...');"
			+ "print(nResults, getResult('k', 0), isOpen('Studies'));");

		assertEquals(List.of("1 22 0"), run.clean().printed());
		assertEquals(22, fiji.results().getValue("k", 0));
	}

	@Test
	void numbersAndTextGoToTheLogTogether() {
		final FijiRun run = fiji.runMacro("run('Test Outputs...');").clean();

		assertEquals(List.of("Test Outputs... = [[tau2, estimator], [0.25, DL]]"), run.log(LogLevel.INFO));
	}

	@Test
	void outputsThatACommandAddsWhileItRunsAreOutputsWithoutWarning() {
		final FijiRun run = fiji.runCommand(DynamicOutputs.class, Map.of()).clean();

		assertInstanceOf(ImagePlus.class, run.output("z"));
		assertNull(run.output("notMade"));
		assertTrue(run.log(LogLevel.WARN).isEmpty());
		assertEquals(List.of(), fiji.images());
	}

	/** The command runs, but nobody can wait for it: such a caller needs the module service. */
	@Test
	void commandServiceGivesNoFutureForADynamicCommand() throws ExecutionException, InterruptedException {
		final CommandService commands = fiji.context().service(CommandService.class);
		final ModuleService modules = fiji.context().service(ModuleService.class);

		final var noFuture = commands.run(DynamicOutputs.class, true);
		final Module module = modules.run(commands.getCommand(DynamicOutputs.class), true).get();

		assertNull(noFuture);
		assertInstanceOf(DynamicOutputs.class, module);
	}

	@Test
	void javaCallersSeeTheExceptionAndTheOutputs() throws ExecutionException, InterruptedException {
		final FijiRun failed = fiji.runCommand(Throwing.class, Map.of());
		final CommandService commands = fiji.context().service(CommandService.class);
		final CommandModule module = commands.run(Outputs.class, false).get();

		assertEquals("study 3 is missing", failed.exceptions().get(0).getMessage());
		assertEquals(1, failed.exceptions().size());
		assertEquals(0.25, module.getOutput("tau2"));
		assertSame(fiji.image("z"), module.getOutput("shown"));
	}
}
