package org.voxmeta.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.ImageSource;

/**
 * One map of one study, not yet read. Immutable.
 *
 * @param name the study's name and where its map comes from
 * @param files the files that it is made of; none for an open image
 * @param recipe what is done with what the files hold, in order; the same files and recipe mean the same values
 * @param grid where its voxels are
 * @param source opens it
 */
public record StudyImage(String name, List<Path> files, List<String> recipe, VoxelGrid grid, ImageSource source) {

	/** Keeps copies of the lists. */
	public StudyImage {
		files = List.copyOf(files);
		recipe = List.copyOf(recipe);
	}

	/** The map in a file, as it is there. */
	static StudyImage ofFile(final String name, final Path file, final VoxelGrid grid, final StudyFiles files) {
		return new StudyImage(name, List.of(file), List.of(), grid, () -> StudyAxis.withoutTrailingOnes(files.image(
			file).img()));
	}

	/** A map that is a part of an open image. */
	static StudyImage ofView(final String name, final RandomAccessibleInterval<? extends RealType<?>> view,
		final VoxelGrid grid)
	{
		return new StudyImage(name, List.of(), List.of(), grid, () -> view);
	}

	/**
	 * This map after one more step.
	 *
	 * @param step what is done, with all that its result depends on
	 * @param newGrid where the voxels are afterwards
	 * @param change does it
	 */
	StudyImage then(final String step, final VoxelGrid newGrid,
		final UnaryOperator<RandomAccessibleInterval<? extends RealType<?>>> change)
	{
		final List<String> steps = new ArrayList<>(recipe);
		steps.add(step);
		return new StudyImage(name, files, steps, newGrid, () -> change.apply(source.open()));
	}
}
