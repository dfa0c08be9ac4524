package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Adjustment;

/** Random-effects meta-analysis by DerSimonian and Laird's method. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "DerSimonian-Laird...") })
public final class DerSimonianLairdCommand extends EstimatorCommand {

	@Parameter(label = "Standard errors", required = false, persist = false,
		choices = { "Wald", "Knapp-Hartung", "Knapp-Hartung-conservative" },
		description = "Knapp-Hartung allows for few studies: it tests against t with k - 1 degrees of freedom")
	private String adjustment = "Wald";

	@Override
	protected Estimator estimator() {
		return DerSimonianLaird.withDefaults().with(Adjustment.parse(adjustment));
	}
}
