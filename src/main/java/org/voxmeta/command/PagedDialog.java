package org.voxmeta.command;

import java.awt.EventQueue;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.stream.StreamSupport;

import org.scijava.command.CommandModule;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.platform.PlatformService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginService;
import org.scijava.widget.InputHarvester;

/**
 * Shows the dialogs of this package's commands as {@link DialogPage}s. Those of commands with
 * {@link DialogPages} are two, of which the second comes only if the first is left with a tick at "More
 * options". A key that is asked for nowhere keeps its value, and is recorded like the others. "Cancel" leads
 * from the second dialog back to the first.
 * <p>
 * Does nothing without windows, and where all keys have been given.
 * </p>
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 0.5)
public final class PagedDialog extends AbstractPreprocessorPlugin {

	@Parameter
	private PluginService plugins;

	@Parameter(required = false)
	private PlatformService platform;

	@Parameter
	private LogService log;

	@Override
	public void process(final Module module) {
		if (!(module instanceof CommandModule command)
			|| command.getCommand().getClass().getPackage() != PagedDialog.class.getPackage()) return;
		final DialogPages pages = command.getCommand() instanceof DialogPages.Owner owner
			? owner.pages() : DialogPages.ONE;
		final List<ModuleItem<?>> open = StreamSupport.stream(module.getInfo().inputs().spliterator(), false)
			.<ModuleItem<?>>map(item -> item).filter(item -> !module.isInputResolved(item.getName())).toList();
		final List<ModuleItem<?>> first = pages.first(open);
		final List<ModuleItem<?>> more = pages.more(open);
		// a macro that gives what the first dialog asks for is not asked for more
		if (first.isEmpty() || isAnswered(command, first, more))
			open.forEach(item -> module.resolveInput(item.getName()));
	}

	private boolean isAnswered(final CommandModule command, final List<ModuleItem<?>> first,
		final List<ModuleItem<?>> more)
	{
		final String title = command.getInfo().getTitle().replace("...", "");
		final Runnable help = () -> open(HelpPage.address(command.getInfo().getMenuPath().getLeaf().getName()));
		while (true) {
			try (DialogPage page = DialogPage.of(command, title, first, !more.isEmpty(), help,
				EventQueue::invokeLater)) {
				final Answer answer = ask(page);
				if (answer == Answer.CANCEL) cancel("");
				if (answer != Answer.OK) return false;
				if (!page.isTicked()) return true;
			}
			try (DialogPage page = DialogPage.of(command, title + ": more options", more, false, help,
				EventQueue::invokeLater)) {
				if (ask(page) == Answer.OK) return true;
			}
		}
	}

	private void open(final String address) {
		try {
			if (platform == null) throw new IOException("there is no platform service");
			platform.open(new URL(address));
		}
		catch (final IOException e) {
			log.warn("Help: no browser could be opened; the page is " + address, e);
		}
	}

	private Answer ask(final DialogPage page) {
		for (final PreprocessorPlugin harvester : plugins.createInstancesOfType(PreprocessorPlugin.class)) {
			if (!(harvester instanceof InputHarvester)) continue;
			harvester.process(page);
			if (harvester.isCanceled()) return Answer.CANCEL;
			if (page.isAnswered()) return Answer.OK;
		}
		return Answer.NONE;
	}

	private enum Answer {
		OK, CANCEL,
		/** There are no windows to ask in. */
		NONE
	}
}
