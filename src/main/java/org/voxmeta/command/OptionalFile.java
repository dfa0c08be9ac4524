package org.voxmeta.command;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.util.List;
import java.util.stream.StreamSupport;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.scijava.widget.InputHarvester;

/**
 * Leaves a file empty that is the only key a command still lacks: an optional one, which a macro may leave
 * out, and without windows any, so that the command can say what it lacks. SciJava would ask for it with a
 * file chooser instead of the dialog, where "Cancel" ends the command; without windows that is what happens,
 * without a word.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 1)
public final class OptionalFile extends AbstractPreprocessorPlugin {

	/** Whether an optional file was chosen. */
	static boolean isGiven(final File file) {
		return file != null && !file.getPath().isEmpty();
	}

	@Override
	public void process(final Module module) {
		final Object command = module.getDelegateObject();
		if (command.getClass().getPackage() != OptionalFile.class.getPackage()) return;
		final List<ModuleItem<?>> open = StreamSupport.stream(module.getInfo().inputs().spliterator(), false)
			.<ModuleItem<?>>map(item -> item).filter(item -> !module.isInputResolved(item.getName())).toList();
		if (open.size() != 1) return;
		final ModuleItem<?> item = open.get(0);
		final boolean mayStayEmpty = !item.isRequired() || GraphicsEnvironment.isHeadless();
		if (item.getType() == File.class && mayStayEmpty) module.resolveInput(item.getName());
	}
}
