package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.data.Need;
import org.voxmeta.study.NeededMaps;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.Derivation;
import org.voxmeta.study.StudySelection;
import org.voxmeta.study.StudySelector;
import org.voxmeta.study.StudyTable;

/** What a mask is made of: an image or stack, several files, or the studies of a table. Immutable. */
public final class MaskImages {

	private final List<ImageSeries> series;
	private final List<Path> files;
	private final NiftiHeader header;
	private final List<String> notes;

	private MaskImages(final List<ImageSeries> series, final List<Path> files, final NiftiHeader header,
		final List<String> notes)
	{
		this.series = List.copyOf(series);
		this.files = List.copyOf(files);
		this.header = header;
		this.notes = List.copyOf(notes);
	}

	/**
	 * An image, or the images along an axis of a stack.
	 *
	 * @param slices whether {@link StudyAxis#AUTO} takes each slice for an image, where there are neither
	 *          several frames nor channels
	 */
	public static MaskImages ofImage(final InputImage image, final StudyAxis axis, final boolean slices) {
		return new MaskImages(ImageSeries.of(image, axis, slices), List.of(), image.header(), List.of());
	}

	/**
	 * The images in files, each one image or several along an axis; {@link StudyAxis#AUTO} is frames or
	 * channels.
	 *
	 * @throws IOException if the header of a file cannot be read
	 * @throws IllegalArgumentException if there is no file
	 */
	public static MaskImages ofFiles(final List<Path> files, final StudyAxis axis) throws IOException {
		if (files.isEmpty()) throw new IllegalArgumentException("Files: got none, wanted at least 1");
		final List<ImageSeries> series = new ArrayList<>();
		for (final Path file : files)
			series.add(ImageSeries.ofFile(file, axis));
		return new MaskImages(series, files, ImageFiles.readHeader(files.get(0)), List.of());
	}

	/**
	 * The maps of the studies of a table; studies without such a map are left out.
	 *
	 * @param column the table's column of maps: {@code beta}, {@code t}, {@code z}, {@code varcope} or
	 *          {@code se}; empty for the first of them that the table has
	 * @throws IOException if the table or the header of a map cannot be read, or no study has such a map
	 * @throws IllegalArgumentException if there is no such kind of map
	 */
	public static MaskImages ofTable(final Path file, final String column) throws IOException {
		final StudyTable table = StudyTable.read(file);
		final Need need = column.isBlank() ? Stream.of(Need.EFFECT, Need.T, Need.Z).filter(table::has).findFirst()
			.orElse(Need.VARIANCE) : need(column);
		final StudySelection selection = StudySelector.of(Set.of(need)).withDerivation(Derivation.NONE)
			.withDropInvalid(true).select(table);
		final StudyMaps maps = StudyMaps.ofTable(selection, need, StudyFiles.OPENED);
		final List<String> notes = new ArrayList<>(selection.notes());
		selection.dropped().forEach(study -> notes.add("Left out " + study));
		return new MaskImages(maps.images().stream().map(ImageSeries::of).toList(),
			maps.images().stream().flatMap(image -> image.files().stream()).toList(), maps.header(), notes);
	}

	/** The images or series, each opened when its turn comes. */
	List<ImageSeries> series() {
		return series;
	}

	/** The files that are read later on. */
	List<Path> files() {
		return files;
	}

	/** What the first image's file says of its voxels. */
	NiftiHeader header() {
		return header;
	}

	/** What the user should know of the studies. */
	public List<String> notes() {
		return notes;
	}

	/**
	 * The grid that all images lie on.
	 *
	 * @throws IllegalArgumentException if they do not; the message has a line for each that differs
	 */
	VoxelGrid grid() {
		final List<VoxelGrid> grids = series.stream().map(ImageSeries::grid).toList();
		VoxelGrid.requireSame(series.stream().map(ImageSeries::name).toList(), grids);
		return grids.get(0);
	}

	private static Need need(final String column) {
		final String name = column.strip().toLowerCase(Locale.ROOT);
		final StudyMap map = Stream.of(StudyMap.values()).filter(kind -> kind.column().equals(name)).findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Column: got '" + column.strip()
				+ "', wanted beta, t, z, varcope or se"));
		return Stream.of(Need.values()).filter(need -> NeededMaps.of(need).contains(map)).findFirst().orElseThrow();
	}
}
