package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.estimator.Estimator;

/** Stouffer's combination of z maps. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Stouffer...") })
public final class StoufferCommand extends CombinationCommand {

	@Parameter(label = "Each group counts once", required = false, persist = false,
		description = "Combine a group's studies first; otherwise every study counts, which favours large groups")
	private boolean grouplevel = true;

	@Override
	protected Estimator estimator() {
		final Stouffer test = Stouffer.withDefaults().with(mode()).withWeightBySize(weightBySize())
			.with(correlationVoxels()).withGroupLevel(grouplevel);
		final double[][] correlation = correlation();
		return correlation == null ? test : test.with(correlation);
	}
}
