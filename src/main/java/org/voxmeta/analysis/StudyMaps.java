package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;

import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.image.VoxelGrid;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.stats.data.Need;
import org.voxmeta.study.NeededMaps;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudySelection;

/**
 * One kind of map of K studies, not yet read: their names, sources and grids. Immutable.
 */
public final class StudyMaps {

	private final List<String> names;
	private final List<ImageSource> sources;
	private final List<VoxelGrid> grids;
	private final NiftiHeader header;

	private StudyMaps(final List<String> names, final List<ImageSource> sources, final List<VoxelGrid> grids,
		final NiftiHeader header)
	{
		this.names = List.copyOf(names);
		this.sources = List.copyOf(sources);
		this.grids = List.copyOf(grids);
		this.header = header;
	}

	/**
	 * The maps that meet a need of the selected studies of a table, from their files; standard errors are squared
	 * to variances.
	 *
	 * @throws IOException if the header of a file cannot be read
	 */
	public static StudyMaps ofTable(final StudySelection selection, final Need need) throws IOException {
		final List<String> names = new ArrayList<>();
		final List<ImageSource> sources = new ArrayList<>();
		final List<VoxelGrid> grids = new ArrayList<>();
		NiftiHeader first = null;
		for (final Study study : selection.studies()) {
			final StudyMap kind = NeededMaps.of(need, study).orElseThrow();
			final Path path = study.maps().get(kind);
			names.add(study.id() + " (" + path.getFileName() + ")");
			sources.add(kind == StudyMap.SE ? () -> squared(read(path)) : () -> read(path));
			final NiftiHeader header = ImageFiles.readHeader(path);
			grids.add(grid(header.dims(), header, InputImage.isPlaced(path, header)));
			if (first == null) first = header;
		}
		return new StudyMaps(names, sources, grids, first);
	}

	/** The maps in a stack, one study after the other along an axis. */
	public static StudyMaps ofStack(final InputImage stack, final StudyAxis axis) {
		final List<String> names = new ArrayList<>();
		final List<ImageSource> sources = new ArrayList<>();
		final List<VoxelGrid> grids = new ArrayList<>();
		for (final RandomAccessibleInterval<? extends RealType<?>> study : axis.split(stack.values())) {
			names.add(stack.name() + " (study " + (names.size() + 1) + ")");
			sources.add(() -> study);
			grids.add(grid(study.dimensionsAsLongArray(), stack.header(), stack.placed()));
		}
		return new StudyMaps(names, sources, grids, stack.header().withDims(grids.get(0).dimensions()));
	}

	/** The maps of some of these studies. */
	StudyMaps at(final int[] studies) {
		return new StudyMaps(at(names, studies), at(sources, studies), at(grids, studies), header);
	}

	/** K. */
	public int size() {
		return sources.size();
	}

	/** Each study's name and where its map comes from. */
	public List<String> names() {
		return names;
	}

	/** Opens each study's map. */
	public List<ImageSource> sources() {
		return sources;
	}

	/** Where each study's voxels are. */
	public List<VoxelGrid> grids() {
		return grids;
	}

	/** The header of the first study's map. */
	public NiftiHeader header() {
		return header;
	}

	/** Where an image's voxels are. */
	static VoxelGrid grid(final InputImage image) {
		return grid(image.header().dims(), image.header(), image.placed());
	}

	private static <T> List<T> at(final List<T> all, final int[] indices) {
		return Arrays.stream(indices).mapToObj(all::get).toList();
	}

	private static VoxelGrid grid(final long[] dims, final NiftiHeader header, final boolean placed) {
		return VoxelGrid.of(dims, placed ? header.affine() : null);
	}

	private static RandomAccessibleInterval<? extends RealType<?>> read(final Path path) throws IOException {
		return StudyAxis.withoutTrailingOnes(ImageFiles.read(path).img());
	}

	private static RandomAccessibleInterval<? extends RealType<?>> squared(
		final RandomAccessibleInterval<? extends RealType<?>> errors)
	{
		// a negative standard error is none, and stays negative to be counted as a negative variance is
		return Converters.convert2(errors, (in, out) -> {
			final double se = in.getRealDouble();
			out.set(se * Math.abs(se));
		}, DoubleType::new);
	}
}
