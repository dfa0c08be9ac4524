package org.voxmeta.command;

import ij.ImagePlus;

import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;
import org.voxmeta.stats.data.Need;
import org.voxmeta.study.EffectScale;

/** What the commands of the estimators of effects with sample sizes, but without variances, share. */
public abstract class SizedEffectCommand extends InferenceCommand {

	@Parameter(label = "Unit of effects", choices = { "auto", "beta", "g" },
		required = false, persist = false, description =
		"beta: that of the table's effect maps; g: Hedges' g, from t maps and n; auto: g if no study has"
		+ " what beta needs")
	private String effectsize = EffectScale.AUTO.toString();

	@Parameter(label = "or stack of effects", required = false, persist = false,
		description = "Where no table names them: effect maps, one after the other for each study")
	private ImageInput effects = ImageInput.NONE;

	@Parameter(label = "and sample sizes", required = false, persist = false,
		description = "Numbers of subjects, separated by commas, in the same order; one number for all")
	private String samplesizes = "";

	@Parameter(type = ItemIO.OUTPUT, label = "tau2")
	private ImagePlus tau2;

	@Override
	protected final void setTau2(final ImagePlus image) {
		tau2 = image;
	}

	@Override
	final EffectScale scale() {
		return EffectScale.parse(effectsize);
	}

	@Override
	final StackInputs stacks() {
		return StackInputs.of(Need.EFFECT, "effects", "Effects", effects).withSampleSizes(samplesizes);
	}

	@Override
	final void take(final Map<Need, ImagePlus> open) {
		effects = ImageInput.of(open.get(Need.EFFECT));
	}
}
