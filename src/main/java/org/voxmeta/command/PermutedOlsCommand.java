package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.permutation.PermutedOls;

/** The t test of effect maps over studies. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Permuted OLS...") })
public final class PermutedOlsCommand extends EstimatorCommand {

	@Parameter(label = "Weight by sample size", required = false, persist = false,
		description = "Larger studies weigh more; the study table must have the numbers of subjects")
	private boolean weightbysize = false;

	@Parameter(label = "Two-sided", required = false, persist = false,
		description = "Effects on both sides of 0 count; otherwise only those above")
	private boolean twosided = true;

	@Override
	protected Estimator estimator() {
		return PermutedOls.withDefaults().withWeightBySize(weightbysize).withTwoSided(twosided);
	}
}
