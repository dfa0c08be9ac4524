package org.voxmeta.command;

import ij.ImagePlus;

import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;
import org.voxmeta.stats.data.Need;

/** What the commands of the estimators of effects that come from t maps and sample sizes share. */
public abstract class TMapCommand extends InferenceCommand {

	@Parameter(label = "or stack of t maps", required = false, persist = false,
		description = "Where no table names them: maps of t statistics, one after the other for each study")
	private ImageInput tmaps = ImageInput.NONE;

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
	final StackInputs stacks() {
		return StackInputs.of(Need.T, "tmaps", "T maps", tmaps).withSampleSizes(samplesizes);
	}

	@Override
	final void take(final Map<Need, ImagePlus> open) {
		tmaps = ImageInput.of(open.get(Need.T));
	}
}
