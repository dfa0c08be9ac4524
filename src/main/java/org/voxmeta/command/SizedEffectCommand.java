package org.voxmeta.command;

import org.scijava.plugin.Parameter;
import org.voxmeta.stats.data.Need;

/** What the commands of the estimators of effects with sample sizes, but without variances, share. */
public abstract class SizedEffectCommand extends InferenceCommand {

	@Parameter(label = "Effects (no maps in a table)", required = false, persist = false,
		description = "A stack of effect maps, one after the other for each study")
	private ImageInput effects = ImageInput.NONE;

	@Parameter(label = "and their sample sizes", required = false, persist = false,
		description = "Numbers of subjects, separated by commas, in the same order; one number for all")
	private String samplesizes = "";

	@Override
	final StackInputs stacks() {
		return StackInputs.of(Need.EFFECT, "effects", "Effects", effects).withSampleSizes(samplesizes);
	}
}
