package org.voxmeta.command;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Says which VoxMeta this is, what it runs in, and how to cite it. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "About VoxMeta...") })
public final class AboutCommand extends ContextCommand {

	@Parameter
	private LogService log;

	@Parameter(type = ItemIO.OUTPUT, label = "About VoxMeta")
	private String text;

	@Override
	public void run() {
		final AboutText about = AboutText.now();
		text = about.plain();
		if (GraphicsEnvironment.isHeadless()) log.info(text);
		else EventQueue.invokeLater(() -> AboutWindow.show(about));
	}

	/** Keeps SciJava from showing the text a second time. */
	@Plugin(type = PostprocessorPlugin.class)
	public static final class Shown extends AbstractPostprocessorPlugin {

		@Override
		public void process(final Module module) {
			if (module.getDelegateObject() instanceof AboutCommand) module.resolveOutput("text");
		}
	}
}
