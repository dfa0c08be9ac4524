package org.voxmeta.fiji;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.scijava.Context;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleService;
import org.scijava.thread.ThreadService;

import net.imagej.patcher.EssentialLegacyHooks;

/**
 * The bridge from patched ImageJ to SciJava: menu entries that ImageJ cannot run itself are SciJava modules.
 * <p>
 * Fiji enters each SciJava command into ImageJ's command table under its menu label; the entry is an
 * identifier such as {@code command:org.voxmeta.command.Name}. ImageJ then asks these hooks to "run the
 * plugin" of that name.
 */
final class FijiHooks extends EssentialLegacyHooks {

	private final Context context;
	private final Map<String, ModuleInfo> modules;
	private final Consumer<String> printed;

	/**
	 * @param modules the modules that ImageJ's menu knows, by identifier
	 * @param printed receives each line that goes to ImageJ's log, such as those of a macro's {@code print}
	 */
	FijiHooks(final Context context, final Map<String, ModuleInfo> modules,
		final Consumer<String> printed)
	{
		this.context = context;
		this.modules = Map.copyOf(modules);
		this.printed = printed;
	}

	/** No window is ever shown: ImageJ's main window does not exist headless. */
	@Override
	public boolean isLegacyMode() {
		return false;
	}

	@Override
	public Object getContext() {
		return context;
	}

	@Override
	public void log(final String message) {
		if (message != null) printed.accept(message);
	}

	/**
	 * Returns a SciJava module after running it to its end, the SciJava context for its class name, or null
	 * when ImageJ shall look for a plugin class of its own.
	 *
	 * @throws IllegalStateException with the module's exception as its root cause, when the module threw one
	 */
	@Override
	public Object interceptRunPlugIn(final String className, final String argument) {
		if (Context.class.getName().equals(className)) return context;
		final ModuleInfo info = modules.get(className);
		return info == null ? null : run(info);
	}

	private Module run(final ModuleInfo info) {
		final Future<Module> running = context.service(ModuleService.class).run(info, true);
		try {
			return running.get();
		}
		catch (final ExecutionException exc) {
			throw new IllegalStateException(exc);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(exc);
		}
	}

	/** The threads that started this one: a module has its own, a macro's options belong to the macro's. */
	@Override
	public Iterable<Thread> getThreadAncestors() {
		final ThreadService threads = context.service(ThreadService.class);
		final Set<Thread> ancestors = new LinkedHashSet<>();
		Thread ancestor = threads.getParent(Thread.currentThread());
		while (ancestor != null && ancestors.add(ancestor)) ancestor = threads.getParent(ancestor);
		return ancestors;
	}
}
