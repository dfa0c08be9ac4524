package org.voxmeta.demo;

import ij.ImagePlus;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import net.imglib2.img.array.ArrayImgs;

import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.StackStudies;
import org.voxmeta.image.StudyStack;
import org.voxmeta.stats.effectsize.Quantity;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * Simulated studies as open stacks, as those of a study table would be: frames are studies, planes are
 * labelled with their names, and sample sizes stay with them. Voxels without a value are NaN.
 */
public final class SimulationStacks {

	private SimulationStacks() {
	}

	/**
	 * The stacks of effects and variances.
	 *
	 * @return the stacks by kind of map, not shown: {@link Quantity#BETA} and {@link Quantity#VARCOPE}
	 * @throws IllegalArgumentException if a stack is too large for ImageJ
	 * @throws CancellationException if the progress says so
	 */
	public static Map<Quantity, ImagePlus> of(final SimulatedStudies simulation, final Progress progress) {
		final SimulatedStudy[] studies = studies(simulation, progress);
		final StackStudies names = StackStudies.of(Arrays.stream(studies)
			.map(study -> new StackStudies.Entry(study.name(), study.sampleSize(), "", study.moderators())).toList());
		final Map<Quantity, ImagePlus> stacks = new LinkedHashMap<>();
		for (final Quantity kind : List.of(Quantity.BETA, Quantity.VARCOPE)) {
			final StudyStack stack = new StudyStack(header(simulation, kind), true, names, studies.length);
			for (int k = 0; k < studies.length; k++)
				stack.set(k, ArrayImgs.floats(kind == Quantity.BETA ? studies[k].effect() : studies[k].variance(),
					dims(simulation)));
			stacks.put(kind, stack.toImagePlus(kind.key()));
		}
		return stacks;
	}

	private static SimulatedStudy[] studies(final SimulatedStudies simulation, final Progress progress) {
		final SimulatedStudy[] studies = new SimulatedStudy[simulation.studies()];
		final AtomicInteger done = new AtomicInteger();
		Tasks.forEach(Tasks.processors(), IntStream.range(0, studies.length).boxed().toList(), k -> {
			progress.step("simulating studies", done.getAndIncrement(), studies.length);
			studies[k] = withoutZeros(simulation.study(k));
		});
		return studies;
	}

	/** In a window, NaN is dark and so unlike an effect of 0. */
	private static SimulatedStudy withoutZeros(final SimulatedStudy study) {
		for (int i = 0; i < study.variance().length; i++)
			if (study.variance()[i] == 0) {
				study.variance()[i] = Float.NaN;
				study.effect()[i] = Float.NaN;
			}
		return study;
	}

	private static NiftiHeader header(final SimulatedStudies simulation, final Quantity kind) {
		return SimulationFiles.header(simulation).asMap(NiftiIntent.ESTIMATE, kind.key());
	}

	private static long[] dims(final SimulatedStudies simulation) {
		return IntStream.of(simulation.dims()).asLongStream().toArray();
	}
}
