package org.voxmeta.command;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Plugin;

/** Tells that it runs, and waits until it is interrupted. */
@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Wait...")
public final class WaitingCommand extends ContextCommand {

	/** What the command does, as it does it. */
	public static final BlockingQueue<String> NEWS = new LinkedBlockingQueue<>();

	@Override
	public void run() {
		NEWS.add("running");
		try {
			new CountDownLatch(1).await();
		}
		catch (final InterruptedException e) {
			NEWS.add("interrupted");
		}
	}
}
