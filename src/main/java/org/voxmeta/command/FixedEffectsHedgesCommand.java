package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.FixedEffectsHedges;

/** Fixed-effect meta-analysis of t maps by way of Hedges' g. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Fixed-Effects Hedges...") })
public final class FixedEffectsHedgesCommand extends RandomEffectsCommand {

	@Override
	protected EffectEstimator<?> effectEstimator() {
		return FixedEffectsHedges.withDefaults();
	}
}
