package org.voxmeta.command;

import ij.ImagePlus;

import java.util.Map;

import org.scijava.plugin.Parameter;
import org.voxmeta.stats.data.Need;

/** What the commands of the tests of z maps share. */
public abstract class ZMapCommand extends EstimatorCommand {

	@Parameter(label = "or stack of z maps", required = false, persist = false,
		description = "Where no table names them: maps of z statistics, one after the other for each study")
	private ImageInput zmaps = ImageInput.NONE;

	@Parameter(label = "and sample sizes", required = false, persist = false,
		description = "Where they are used: numbers of subjects, separated by commas; one number for all")
	private String samplesizes = "";

	/**
	 * A command of a test of z maps.
	 *
	 * @param maps the maps that it shows unless others are asked for, separated by commas
	 */
	protected ZMapCommand(final String maps) {
		super(maps);
	}

	@Override
	final StackInputs stacks() {
		return StackInputs.of(Need.Z, "zmaps", "Z maps", zmaps).withSampleSizes(samplesizes);
	}

	@Override
	final void take(final Map<Need, ImagePlus> open) {
		zmaps = ImageInput.of(open.get(Need.Z));
	}
}
