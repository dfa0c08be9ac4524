package org.voxmeta.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.StackStudies;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.stats.data.Need;
import org.voxmeta.study.MapRecipe;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudySelection;

/**
 * One kind of map of K studies, not yet read. Immutable.
 *
 * @param images each study's map
 * @param header the header of the first study's map
 */
public record StudyMaps(List<StudyImage> images, NiftiHeader header) {

	/** Keeps a copy of the list. */
	public StudyMaps {
		images = List.copyOf(images);
	}

	/**
	 * The maps that meet a need of the selected studies of a table: from their files, or made of them as the
	 * selection's rules say.
	 *
	 * @param files opens the files
	 * @throws IOException if the header of a file cannot be read
	 * @throws IllegalArgumentException if a study's map is made of files on different grids
	 */
	public static StudyMaps ofTable(final StudySelection selection, final Need need, final StudyFiles files)
		throws IOException
	{
		final List<StudyImage> images = new ArrayList<>();
		NiftiHeader first = null;
		for (final Study study : selection.studies()) {
			final MapRecipe recipe = selection.recipe(need, study);
			images.add(StudyImage.of(study, recipe, files));
			if (first == null) first = files.header(study.maps().get(recipe.files().get(0)));
		}
		return new StudyMaps(images, first);
	}

	/** The maps in a stack, one study after the other along an axis. */
	public static StudyMaps ofStack(final InputImage stack, final StudyAxis axis) {
		final List<StudyImage> images = new ArrayList<>();
		final List<StackStudies.Entry> known = KeptStudies.entries(stack, axis);
		for (final RandomAccessibleInterval<? extends RealType<?>> study : KeptStudies.axis(stack, axis).split(stack
			.values()))
			images.add(StudyImage.ofView(known.isEmpty() ? stack.name() + " (study " + (images.size() + 1) + ")"
			: known.get(images.size()).id() + " (" + stack.name() + ")", study, grid(study.dimensionsAsLongArray(),
			stack.header(),
					stack.placed())));
		return new StudyMaps(images, stack.header().withDims(images.get(0).grid().dimensions()));
	}

	/** The maps of some of these studies. */
	StudyMaps at(final int[] studies) {
		return new StudyMaps(Arrays.stream(studies).mapToObj(images::get).toList(), header);
	}

	/** K. */
	public int size() {
		return images.size();
	}

	/** Each study's name and where its map comes from. */
	public List<String> names() {
		return images.stream().map(StudyImage::name).toList();
	}

	/** Opens each study's map. */
	public List<ImageSource> sources() {
		return images.stream().map(StudyImage::source).toList();
	}

	/** Where each study's voxels are. */
	public List<VoxelGrid> grids() {
		return images.stream().map(StudyImage::grid).toList();
	}

	/** Where an image's voxels are. */
	static VoxelGrid grid(final InputImage image) {
		return grid(image.header().dims(), image.header(), image.placed());
	}

	static VoxelGrid grid(final long[] dims, final NiftiHeader header, final boolean placed) {
		return VoxelGrid.of(dims, placed ? header.affine() : null);
	}
}
