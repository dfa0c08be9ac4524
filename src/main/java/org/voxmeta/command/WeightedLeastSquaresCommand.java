package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.WeightedLeastSquares;

/**
 * Meta-analysis with a given between-study variance, by default 0. As {@code tau2} is an input here, the map
 * of that name is an output only among all maps.
 */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Weighted Least Squares...") })
public final class WeightedLeastSquaresCommand extends EffectCommand {

	@Parameter(label = "Between-study variance", min = "0", required = false, persist = false,
		description = "tau2, in squared units of the effects; 0: fixed effects")
	private double tau2 = 0;

	@Override
	protected EffectEstimator<?> effectEstimator() {
		return WeightedLeastSquares.withDefaults().withTau2(tau2);
	}
}
