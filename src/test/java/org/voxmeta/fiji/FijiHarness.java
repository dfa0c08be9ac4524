package org.voxmeta.fiji;

import java.io.File;
import java.io.FileNotFoundException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.script.ScriptException;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.console.ConsoleService;
import org.scijava.event.EventService;
import org.scijava.log.LogService;
import org.scijava.module.ModuleService;
import org.scijava.script.ScriptService;
import org.scijava.startup.StartupService;

import ij.Executer;
import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.Macro;
import ij.measure.ResultsTable;
import net.imagej.patcher.LegacyInjector;
import net.imglib2.img.Img;

/**
 * A headless Fiji for tests: runs macros, scripts and commands and tells what they did.
 *
 * <pre>
 * &#64;RegisterExtension
 * static final FijiHarness fiji = new FijiHarness();
 *
 * &#64;Test
 * void mapIsOpenAfterTheMacro() {
 * 	fiji.runMacro("run('DerSimonian-Laird...', 'effects=[a b] k=3');").clean();
 *
 * 	assertEquals(3, fiji.image("z").getStackSize());
 * }
 * </pre>
 *
 * As an extension it opens before a test class, closes after it, and forgets images, tables and saved inputs
 * before each test. Elsewhere use {@link #open()} and {@link #close()}. ImageJ's state is static: only one
 * harness can be open at a time, and tests that use it must not run in parallel.
 * <p>
 * Where ImageJ2's jars are on the class path, they do what this package otherwise stands in for: see {@link
 * RealFiji}.
 */
public final class FijiHarness
	implements AutoCloseable, BeforeAllCallback, BeforeEachCallback, AfterAllCallback
{

	private static final AtomicReference<FijiHarness> OPEN = new AtomicReference<>();

	private final FijiObserver observer = new FijiObserver();
	private final boolean isReal = RealFiji.isHere();

	private Context context;
	private FijiMemory memory;
	private FijiMenu menu;

	/**
	 * Starts SciJava and enters its commands into ImageJ's menu.
	 *
	 * @return this
	 * @throws IllegalStateException when a harness is open already, or ImageJ is not patched
	 */
	public FijiHarness open() {
		final Stream<String> fields = Arrays.stream(IJ.class.getFields()).map(Field::getName);
		if (fields.noneMatch("_hooks"::equals)) {
			throw new IllegalStateException("ImageJ was loaded before " + ImageJPatch.class + " patched it");
		}
		if (!OPEN.compareAndSet(null, this)) throw new IllegalStateException("Another FijiHarness is open");
		context = isReal ? RealFiji.context() : new Context();
		memory = new FijiMemory(context);
		menu = new FijiMenu(context.service(CommandService.class));
		context.service(EventService.class).subscribe(observer);
		context.service(LogService.class).addLogListener(observer::logged);
		if (!isReal) standIn();
		return this;
	}

	/** Does what imagej-legacy's service does when it starts. */
	private void standIn() {
		install(new FijiHooks(context, menu.modules(), observer::printed));
		if (Menus.getCommands() == null) IJ.runPlugIn("ij.IJ.init", "");
		menu.add();
	}

	/** Replaces ImageJ's hooks; null brings back those that only patch. */
	private static void install(final FijiHooks hooks) {
		LegacyInjector.installHooks(IJ.class.getClassLoader(), hooks);
	}

	/** Restores ImageJ's menu and ends SciJava with all its threads. */
	@Override
	public void close() {
		try {
			reset();
			if (!isReal) menu.remove();
		}
		finally {
			if (!isReal) {
				install(null);
				context.dispose();
			}
			OPEN.set(null);
		}
	}

	@Override
	public void beforeAll(final ExtensionContext test) {
		open();
	}

	@Override
	public void beforeEach(final ExtensionContext test) {
		reset();
	}

	@Override
	public void afterAll(final ExtensionContext test) {
		close();
	}

	/** SciJava's context; its services are those that commands and scripts get. */
	public Context context() {
		return context;
	}

	/** Menu labels that two commands claim: in Fiji only one of the two can be run by its label. */
	public List<String> clashingLabels() {
		return isReal ? menu.taken() : menu.clashes();
	}

	/** Runs the text of a macro, as a macro file is run: {@code fiji --headless -macro file.ijm}. */
	public FijiRun runMacro(final String text) {
		return observe(() -> inMacroThread(() -> IJ.runMacro(text)));
	}

	/** Runs a macro file without an argument. */
	public FijiRun runMacro(final Path file) {
		return runMacro(file, "");
	}

	/**
	 * Runs a macro file: {@code fiji --headless -macro file.ijm argument}.
	 *
	 * @param argument what the macro's {@code getArgument()} returns
	 * @throws IllegalArgumentException when there is no such file
	 */
	public FijiRun runMacro(final Path file, final String argument) {
		checkIsFile(file);
		final String path = file.toAbsolutePath().toString();
		return observe(() -> inMacroThread(() -> IJ.runMacroFile(path, argument)));
	}

	/**
	 * Runs a script with {@code #@} parameters, as {@code ScriptService} does for the script editor.
	 *
	 * @param inputs values by parameter name; texts are converted as those of a command line
	 * @throws IllegalArgumentException when there is no such file, or no language for its name
	 */
	public FijiRun runScript(final Path file, final Map<String, Object> inputs) {
		checkIsFile(file);
		final File script = file.toAbsolutePath().toFile();
		final ScriptService scripts = context.service(ScriptService.class);
		final boolean known = scripts.canHandleFile(script);
		if (!known) throw new IllegalArgumentException("No script language for " + file);
		return observe(() -> {
			try {
				scripts.run(script, true, inputs).get();
				return null;
			}
			catch (final FileNotFoundException | ScriptException exc) {
				throw new IllegalArgumentException("Cannot run the script " + file, exc);
			}
		});
	}

	/** As {@link #runCommand(String, Map)}. */
	public FijiRun runCommand(final Class<? extends Command> command, final Map<String, Object> inputs) {
		return runCommand(command.getName(), inputs);
	}

	/**
	 * Runs a command from Java, with Fiji's pre- and postprocessing; its exception is in the result.
	 * <p>
	 * The module service runs it, because the command service gives no future for a {@code DynamicCommand}.
	 *
	 * @throws IllegalArgumentException when the class is not in SciJava's plugin index
	 */
	public FijiRun runCommand(final String className, final Map<String, Object> inputs) {
		final CommandInfo info = context.service(CommandService.class).getCommand(className);
		if (info == null) throw new IllegalArgumentException("Not in SciJava's plugin index: " + className);
		return observe(() -> {
			context.service(ModuleService.class).run(info, true, inputs).get();
			return null;
		});
	}

	/**
	 * Gives Fiji's command line these arguments: {@code "--run", "script.groovy", "a=1, b='two words'"}.
	 * <p>
	 * Macros have {@link #runMacro(Path, String)}.
	 */
	public FijiRun runCommandLine(final String... arguments) {
		return observe(() -> {
			context.service(ConsoleService.class).processArgs(arguments);
			context.service(StartupService.class).executeOperations();
			return null;
		});
	}

	/**
	 * Chooses a command in the menu, changes these widgets of its dialog and presses OK; the recorder is on.
	 *
	 * @param values by input name; the other inputs keep what the dialog showed
	 * @throws IllegalArgumentException when the menu has no such label
	 * @throws IllegalStateException when no dialog came up although there are values for it
	 */
	public FijiRun runDialog(final String label, final Map<String, Object> values) {
		if (!FijiMenu.has(label)) throw new IllegalArgumentException("No '" + label + "' in the menu");
		final FijiDialog dialog = context.service(FijiDialog.class);
		dialog.answerNext(values);
		final FijiRun run = observe(() -> {
			new Executer(label).run();
			return null;
		});
		final boolean ended = !run.cancellations().isEmpty() || !run.exceptions().isEmpty();
		if (dialog.wasAnswered() || ended || values.isEmpty()) return run;
		throw new IllegalStateException("'" + label + "' showed no dialog:\n" + run.console());
	}

	/** The open images, in the order in which they were opened. */
	public List<ImagePlus> images() {
		return FijiMemory.images();
	}

	/** The first open image of this title; an AssertionError names the open ones when there is none. */
	public ImagePlus image(final String title) {
		return images().stream().filter(image -> image.getTitle().equals(title)).findFirst().orElseThrow(
			() -> new AssertionError("No image '" + title + "' is open, but " + images()));
	}

	/** The image as scripts of ImageJ2 have it: an ImgPlus; here the image itself. */
	public Object asImageJ2(final Img<?> image) {
		return isReal ? RealFiji.imgPlus(image) : image;
	}

	/** ImageJ's system table, the only table a headless macro can read. */
	public ResultsTable results() {
		return ResultsTable.getResultsTable();
	}

	/** Closes all images and forgets the system table, each thread's macro options, and saved inputs. */
	public void reset() {
		memory.forget();
	}

	private FijiRun observe(final FijiObserver.Action action) {
		if (!isReal) return observer.observe(action);
		return observer.observe(() -> {
			final int earlier = RealFiji.printed();
			try {
				return action.run();
			}
			finally {
				RealFiji.printedAfter(earlier, observer::printed);
			}
		});
	}

	private static void checkIsFile(final Path file) {
		if (!Files.isRegularFile(file)) throw new IllegalArgumentException("No such file: " + file);
	}

	/** ImageJ takes a thread of this name for a macro's: options are found and errors end the macro. */
	private static String inMacroThread(final Supplier<String> macro) {
		final Thread thread = Thread.currentThread();
		final String name = thread.getName();
		thread.setName("Run$_" + name + "Macro$");
		try {
			return macro.get();
		}
		finally {
			thread.setName(name);
		}
	}
}
