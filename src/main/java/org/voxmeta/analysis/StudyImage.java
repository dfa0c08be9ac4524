package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.study.MapRecipe;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;

/**
 * One map of one study, not yet read. Immutable.
 *
 * @param name the study's name and where its map comes from
 * @param files the files that it is made of; none for an open image
 * @param recipe what is done with what the files hold, in order; the same files and recipe mean
 *          the same values
 * @param grid where its voxels are
 * @param source opens it
 */
public record StudyImage(String name, List<Path> files, List<String> recipe,
	VoxelGrid grid, ImageSource source)
{

	/**
	 * Voxels of an image, some 100 along each axis, beyond which it is not in memory as a whole while
	 * it is read.
	 */
	private static final int LARGE = 1 << 20;

	/** Keeps copies of the lists. */
	public StudyImage {
		files = List.copyOf(files);
		recipe = List.copyOf(recipe);
	}

	/** The map in a file, as it is there. */
	static StudyImage ofFile(final String name, final Path file, final VoxelGrid grid, final StudyFiles files) {
		return new StudyImage(name, List.of(file), List.of(), grid, MapSources.ofFile(file, isLarge(grid), files));
	}

	private static boolean isLarge(final VoxelGrid grid) {
		return Arrays.stream(grid.dimensions()).asDoubleStream().reduce(1, (a, b) -> a * b) > LARGE;
	}

	/**
	 * The map that a recipe makes of a study's files.
	 *
	 * @param opener opens the files
	 * @throws IOException if the header of a file cannot be read
	 * @throws IllegalArgumentException if the files lie on different grids
	 */
	static StudyImage of(final Study study, final MapRecipe recipe, final StudyFiles opener) throws IOException {
		final List<StudyImage> files = new ArrayList<>();
		for (final StudyMap kind : recipe.files())
			files.add(ofFile(study, study.maps().get(kind), opener));
		if (recipe.isGiven()) return files.get(0);
		VoxelGrid.requireSame(files.stream().map(StudyImage::name).toList(),
			files.stream().map(StudyImage::grid).toList());
		return new StudyImage(name(study, files), files.stream().flatMap(file -> file.files().stream()).toList(),
			List.of(recipe.formula()), files.get(0).grid(),
			MapSources.of(recipe, files.stream().map(StudyImage::source).toList()));
	}

	/** A study's map in a file, as it is there. */
	static StudyImage ofFile(final Study study, final Path path, final StudyFiles opener) throws IOException {
		final NiftiHeader header = opener.header(path);
		return ofFile(study.id() + " (" + path.getFileName() + ")", path, StudyMaps.grid(header.dims(), header,
			InputImage.isPlaced(path, header)), opener);
	}

	private static String name(final Study study, final List<StudyImage> files) {
		return study.id() + " (" + files.stream().map(file -> file.files().get(0).getFileName().toString())
			.collect(Collectors.joining(" and ")) + ")";
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
		return new StudyImage(name, files, steps, newGrid, MapSources.of(source, change));
	}
}
