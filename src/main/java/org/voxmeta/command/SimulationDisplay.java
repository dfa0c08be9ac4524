package org.voxmeta.command;

import ij.ImagePlus;

import java.util.LinkedHashMap;
import java.util.Map;

import org.voxmeta.demo.SimulatedStudies;
import org.voxmeta.demo.SimulationFiles;
import org.voxmeta.demo.SimulationStacks;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.stats.effectsize.Quantity;
import org.voxmeta.stats.result.MapKind.Scale;
import org.voxmeta.task.Progress;

/** Simulated studies as images in their colours. */
final class SimulationDisplay {

	private SimulationDisplay() {
	}

	/**
	 * The stacks effects and variances, not shown yet.
	 *
	 * @return by their names, not by their titles, which differ from them if these are taken
	 */
	static Map<String, ImagePlus> studies(final SimulatedStudies simulation, final Progress progress) {
		final Map<Quantity, ImagePlus> stacks = SimulationStacks.of(simulation, progress);
		final Map<String, ImagePlus> images = new LinkedHashMap<>();
		images.put("effects", MapDisplay.studies(stacks.get(Quantity.BETA), Quantity.BETA,
			Workspace.freeTitle("effects")));
		images.put("variances", MapDisplay.studies(stacks.get(Quantity.VARCOPE), Quantity.VARCOPE,
			Workspace.freeTitle("variances")));
		return images;
	}

	/** The true maps and the mask by the names of their files, not shown yet. */
	static Map<String, ImagePlus> truth(final SimulatedStudies simulation) {
		final Map<String, ImagePlus> images = new LinkedHashMap<>();
		for (final Map.Entry<String, NiftiImage> map : new SimulationFiles(simulation).truth().entrySet()) {
			final Scale scale = map.getKey().equals("true_tau2") || map.getKey().equals("mask") ? Scale.POSITIVE
				: Scale.SIGNED;
			images.put(map.getKey(), MapDisplay.of(map.getValue(), scale, Workspace.freeTitle(map.getKey())));
		}
		return images;
	}
}
