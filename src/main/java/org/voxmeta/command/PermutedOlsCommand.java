package org.voxmeta.command;

import ij.ImagePlus;

import java.util.Map;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.study.EffectScale;

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

	@Parameter(label = "Unit of effects", choices = { "auto", "beta", "g" },
		required = false, persist = false, description =
		"beta: that of the table's effect maps; g: Hedges' g, from t maps and n; auto: g if no study has"
		+ " what beta needs")
	private String effectsize = EffectScale.AUTO.toString();

	@Parameter(label = "or stack of effects", required = false, persist = false,
		description = "Where no table names them: effect maps, one after the other for each study")
	private ImageInput effects = ImageInput.NONE;

	@Parameter(label = "and sample sizes", required = false, persist = false,
		description = "Where they are used: numbers of subjects, separated by commas; one number for all")
	private String samplesizes = "";

	/** A command that shows t, z, p and the degrees of freedom unless other maps are asked for. */
	public PermutedOlsCommand() {
		super("t,z,p,dof");
	}

	@Override
	EffectScale scale() {
		return EffectScale.parse(effectsize);
	}

	@Override
	public DialogPages pages() {
		return EstimatorPages.WITHOUT_MODERATORS;
	}

	@Override
	StackInputs stacks() {
		return StackInputs.of(Need.EFFECT, "effects", "Effects", effects).withSampleSizes(samplesizes);
	}

	@Override
	void take(final Map<Need, ImagePlus> open) {
		effects = ImageInput.of(open.get(Need.EFFECT));
	}

	@Override
	protected Estimator estimator() {
		return PermutedOls.withDefaults().withWeightBySize(weightbysize).withTwoSided(twosided);
	}
}
