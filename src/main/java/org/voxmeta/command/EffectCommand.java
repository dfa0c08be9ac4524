package org.voxmeta.command;

import ij.ImagePlus;

import java.util.Map;

import org.scijava.plugin.Parameter;
import org.voxmeta.stats.data.Need;
import org.voxmeta.study.EffectScale;

/** What the commands of the estimators of effects with sampling variances share. */
public abstract class EffectCommand extends InferenceCommand {

	@Parameter(label = "Unit of effects", choices = { "auto", "beta", "g" },
		required = false, persist = false, description =
		"beta: that of the table's effect maps; g: Hedges' g, from t maps and n; auto: g if no study has"
		+ " what beta needs")
	private String effectsize = EffectScale.AUTO.toString();

	@Parameter(label = "or stack of effects", required = false, persist = false,
		description = "Where no table names them: effect maps, one after the other for each study")
	private ImageInput effects = ImageInput.NONE;

	@Parameter(label = "and of variances", required = false, persist = false,
		description = "The stack of their sampling variances, in the same order")
	private ImageInput variances = ImageInput.NONE;

	@Override
	final EffectScale scale() {
		return EffectScale.parse(effectsize);
	}

	@Override
	final StackInputs stacks() {
		return StackInputs.of(Need.EFFECT, "effects", "Effects", effects).and(Need.VARIANCE, "variances",
			"Variances", variances);
	}

	@Override
	final void take(final Map<Need, ImagePlus> open) {
		effects = ImageInput.of(open.get(Need.EFFECT));
		variances = ImageInput.of(open.get(Need.VARIANCE));
	}
}
