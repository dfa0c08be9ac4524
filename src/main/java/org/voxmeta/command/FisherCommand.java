package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.combination.Fisher;
import org.voxmeta.stats.estimator.Estimator;

/** Fisher's combination of z maps, and Brown's of dependent ones. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Fisher...") })
public final class FisherCommand extends CombinationCommand {

	@Override
	protected Estimator estimator() {
		final Fisher test = Fisher.withDefaults().with(mode()).withWeightBySize(weightBySize())
			.with(correlationVoxels());
		final double[][] correlation = correlation();
		return correlation == null ? test : test.with(correlation);
	}
}
