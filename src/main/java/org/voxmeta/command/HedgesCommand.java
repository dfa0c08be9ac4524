package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Hedges;

/** Random-effects meta-analysis by Hedges' method. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Hedges...") })
public final class HedgesCommand extends RandomEffectsCommand {

	@Parameter(label = "Form with moderators", required = false, persist = false, choices = { "trace", "mean" },
		description = "trace: unbiased, metafor's; mean: PyMARE's. Without moderators they are the same")
	private String form = "trace";

	@Override
	protected EffectEstimator<?> effectEstimator() {
		return Hedges.withDefaults().with(Hedges.Form.parse(form));
	}
}
