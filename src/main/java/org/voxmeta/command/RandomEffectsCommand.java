package org.voxmeta.command;

import ij.ImagePlus;

import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;

/** What the commands share in which the between-study variance is a result, not an option. */
public abstract class RandomEffectsCommand extends EffectCommand {

	@Parameter(type = ItemIO.OUTPUT, label = "tau2")
	private ImagePlus tau2;

	@Override
	protected final void setTau2(final ImagePlus image) {
		tau2 = image;
	}
}
