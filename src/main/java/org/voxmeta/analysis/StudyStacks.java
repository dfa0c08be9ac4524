package org.voxmeta.analysis;

import ij.ImagePlus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.StackStudies;
import org.voxmeta.image.StudyStack;
import org.voxmeta.stats.effectsize.Quantity;
import org.voxmeta.study.Derivation;
import org.voxmeta.study.DroppedStudy;
import org.voxmeta.study.MapSelection;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyTable;
import org.voxmeta.task.AtomicFiles;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * Puts the maps of a study table into stacks, one for each kind of map, whose frames are the studies. The
 * studies' ids, sample sizes, groups and moderators are kept with the stacks, see {@link StackStudies}. Immutable;
 * options are set by {@code with} methods that return a copy.
 */
public final class StudyStacks {

	private final Path table;
	private final String kinds;
	private final Derivation derivation;
	private final boolean dropInvalid;

	private StudyStacks(final Path table, final String kinds, final Derivation derivation,
		final boolean dropInvalid)
	{
		this.table = table;
		this.kinds = kinds;
		this.derivation = derivation;
		this.dropInvalid = dropInvalid;
	}

	/**
	 * The kinds of map that a table names and all studies have; those that no study has a file of are not
	 * derived.
	 */
	public static StudyStacks of(final Path table) {
		return new StudyStacks(table, "auto", Derivation.AUTO, true);
	}

	/** The kinds of map, see {@link MapSelection#of}. */
	public StudyStacks withKinds(final String wanted) {
		return new StudyStacks(table, wanted, derivation, dropInvalid);
	}

	/** Which maps are made of others. */
	public StudyStacks withDerivation(final Derivation wanted) {
		return new StudyStacks(table, kinds, wanted, dropInvalid);
	}

	/** Whether a study that lacks a map is left out instead of refused. */
	public StudyStacks withDropInvalid(final boolean drop) {
		return new StudyStacks(table, kinds, derivation, drop);
	}

	/**
	 * Reads the maps into stacks.
	 *
	 * @throws IOException if the table or a map cannot be read
	 * @throws IllegalArgumentException if a kind of map is not known, the maps lie on different grids, or have
	 *           more than three axes
	 * @throws CancellationException if the progress says so
	 */
	public Outcome open(final Progress progress) throws IOException {
		final MapSelection selection = MapSelection.of(StudyTable.read(table), kinds, derivation, dropInvalid);
		final Map<Quantity, List<StudyImage>> maps = maps(selection);
		final List<String> notes = new ArrayList<>(selection.table().notes());
		for (final DroppedStudy study : selection.dropped())
			notes.add("Left out " + study);
		final Map<Quantity, ImagePlus> stacks = new LinkedHashMap<>();
		for (final Quantity kind : selection.kinds())
			stacks.put(kind, stack(selection, kind, maps.get(kind), progress));
		return new Outcome(stacks, notes, selection.derivations());
	}

	/**
	 * Writes stacks as ImageJ's TIFF files, called like their kinds: all of them or none.
	 *
	 * @param folder made if it does not exist
	 * @return the files
	 * @throws IOException if a file cannot be written
	 */
	public static List<Path> write(final Outcome outcome, final Path folder) throws IOException {
		Files.createDirectories(folder);
		try (AtomicFiles files = new AtomicFiles()) {
			for (final Map.Entry<Quantity, ImagePlus> stack : outcome.stacks().entrySet())
				files.add(folder.resolve(stack.getKey().key() + ".tif"), file -> ImageFiles.writeTiff(stack.getValue(),
					file));
			return files.commit();
		}
	}

	private static Map<Quantity, List<StudyImage>> maps(final MapSelection selection) throws IOException {
		final Map<Quantity, List<StudyImage>> maps = new LinkedHashMap<>();
		final List<StudyImage> all = new ArrayList<>();
		for (final Quantity kind : selection.kinds()) {
			final List<StudyImage> ofKind = new ArrayList<>();
			for (final Study study : selection.studies())
				ofKind.add(StudyImage.of(study, selection.recipe(kind, study), StudyFiles.OPENED));
			maps.put(kind, ofKind);
			all.addAll(ofKind);
		}
		VoxelGrid.requireSame(all.stream().map(StudyImage::name).toList(),
			all.stream().map(StudyImage::grid).toList());
		return maps;
	}

	private static ImagePlus stack(final MapSelection selection, final Quantity kind,
		final List<StudyImage> maps, final Progress progress) throws IOException
	{
		final Path first = maps.get(0).files().get(0);
		final NiftiHeader header = ImageFiles.readHeader(first);
		final StudyStack stack =
			new StudyStack(header.withDims(maps.get(0).grid().dimensions()).asMap(intent(kind), kind.key()),
			InputImage.isPlaced(first, header), studies(selection), maps.size());
		final AtomicInteger done = new AtomicInteger();
		try {
			Tasks.forEach(Tasks.processors(), IntStream.range(0, maps.size()).boxed().toList(), k -> {
				progress.step("reading maps of " + kind.key(), done.getAndIncrement(), maps.size());
				try {
					stack.set(k, maps.get(k).source().open());
				}
				catch (final IOException e) {
					throw new UncheckedIOException(e);
				}
			});
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
		final ImagePlus image = stack.toImagePlus(kind.key());
		StackStudies.keepKind(image, kind.key());
		return image;
	}

	private static StackStudies studies(final MapSelection selection) {
		return StackStudies.of(selection.studies().stream().map(study -> new StackStudies.Entry(study.id(), study
			.sampleSize(), study.group(), columns(study))).toList());
	}

	private static Map<String, String> columns(final Study study) {
		final Map<String, String> columns = new LinkedHashMap<>();
		study.moderators().keySet().forEach(name -> columns.put(name, StudyTable.cell(study, name)));
		return columns;
	}

	private static NiftiIntent intent(final Quantity kind) {
		return kind == Quantity.Z ? NiftiIntent.ZSCORE : NiftiIntent.ESTIMATE;
	}

	/**
	 * The stacks.
	 *
	 * @param stacks by kind of map, not shown, titled by the kind's key
	 * @param notes what a user should look at: studies left out
	 * @param remarks what was derived
	 */
	public record Outcome(Map<Quantity, ImagePlus> stacks, List<String> notes, List<String> remarks) {
	}
}
