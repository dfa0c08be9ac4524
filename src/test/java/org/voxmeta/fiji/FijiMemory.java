package org.voxmeta.fiji;

import java.util.Arrays;
import java.util.List;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.display.Display;
import org.scijava.display.DisplayService;
import org.scijava.prefs.PrefService;
import org.scijava.script.ScriptModule;
import org.scijava.util.Types;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

/** What ImageJ and SciJava remember from one run to the next. */
final class FijiMemory {

	/** Commands whose saved inputs are forgotten: ours, never those of another program of this user. */
	private static final String OWN_PACKAGE = "org.voxmeta.";

	private final Context context;

	FijiMemory(final Context context) {
		this.context = context;
	}

	/** The open images, in the order in which they were opened. */
	static List<ImagePlus> images() {
		final int[] ids = WindowManager.getIDList();
		return ids == null ? List.of() : Arrays.stream(ids).mapToObj(WindowManager::getImage).toList();
	}

	void forget() {
		// headless ImageJ is always in batch mode, unless a test without this harness has ended it
		Interpreter.batchMode = true;
		forgetThreads();
		closeImages();
		ResultsTable.getResultsTable().reset();
		Analyzer.setUnsavedMeasurements(false);
		IJ.setKeyUp(IJ.ALL_KEYS);
		IJ.resetEscape();
		context.service(DisplayService.class).getDisplays().forEach(Display::close);
		forgetSavedInputs();
	}

	/** A thread has its own active image and macro options; SciJava's threads are used again and again. */
	private static void forgetThreads() {
		for (final Thread thread : Thread.getAllStackTraces().keySet()) {
			WindowManager.setTempCurrentImage(thread, null);
			Macro.setOptions(thread, null);
		}
	}

	private static void closeImages() {
		for (List<ImagePlus> open = images(); !open.isEmpty(); open = images()) {
			open.forEach(image -> {
				image.changes = false;
				image.close();
			});
			final boolean fewer = images().size() < open.size();
			if (!fewer) throw new IllegalStateException("Images stay open: " + images());
		}
	}

	private void forgetSavedInputs() {
		final PrefService saved = context.service(PrefService.class);
		for (final CommandInfo info : context.service(CommandService.class).getCommands()) {
			final String name = info.getDelegateClassName();
			// null: in the index but gone from the class path, as after an incremental build
			final Class<?> command = name.startsWith(OWN_PACKAGE) ? Types.load(name) : null;
			if (command != null) saved.clear(command);
		}
		// all scripts share one place: it is ours only if the build has preferences of its own
		if (System.getProperty("java.util.prefs.userRoot") != null) saved.clear(ScriptModule.class);
	}
}
