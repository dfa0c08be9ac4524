package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.cache.CacheFolder;
import org.voxmeta.cache.FileFacts;
import org.voxmeta.cache.Sha256;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.grid.VoxelSink;
import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.HeaderBytes;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.masker.VoxelSampler;
import org.voxmeta.stats.data.Signals;

/**
 * A folder of studies' rows, so that a further analysis of the same maps in the same mask need not read them.
 * <p>
 * A row is kept under what it depends on: the contents of its files, what is done with them, the masker and
 * VoxMeta's version. Contents are known without opening a file as long as the file system says that it is as
 * it was. Never a reason to fail: what is not there, or damaged, is read from the files. Thread-safe. For one
 * run, as nothing that it used is removed.
 */
public final class SignalCache {

	/** To be changed whenever the same files and recipe give other rows than before. */
	private static final String FORMAT = "1";
	private static final String ROW = "row";

	private final CacheFolder folder;
	private final FileFacts facts;
	private final StudyFiles files;
	private final String version;

	private SignalCache(final CacheFolder folder, final Clock clock, final StudyFiles files,
		final String version)
	{
		this.folder = folder;
		this.facts = FileFacts.in(folder, clock);
		this.files = files;
		this.version = FORMAT + " " + version;
	}

	/**
	 * The cache in a folder, which is made if there is none, with the usual limit.
	 *
	 * @param version VoxMeta's version: rows of another one are not used
	 * @throws IllegalArgumentException if it is a file
	 */
	public static SignalCache at(final Path folder, final String version) {
		return of(CacheFolder.at(folder, CacheFolder.DEFAULT_LIMIT), Clock.systemUTC(), StudyFiles.OPENED, version);
	}

	/**
	 * A cache.
	 *
	 * @param clock tells when files are looked at
	 * @param files opens them
	 */
	static SignalCache of(final CacheFolder folder, final Clock clock, final StudyFiles files,
		final String version)
	{
		return new SignalCache(folder, clock, files, version);
	}

	/** The folder. */
	public Path path() {
		return folder.path();
	}

	/** Reads files, but headers only if it is not known what they say. */
	public StudyFiles files() {
		return new StudyFiles() {

			@Override
			public NiftiHeader header(final Path path) throws IOException {
				final List<Path> parts = ImageFiles.parts(path);
				return parts.isEmpty() ? files.header(path) : HeaderBytes.read(facts.of("header " + version, parts,
					() -> HeaderBytes.of(files.header(path))), path);
			}

			@Override
			public NiftiImage image(final Path path) throws IOException {
				return files.image(path);
			}

			@Override
			public boolean read(final Path path, final VoxelSink to) throws IOException {
				return files.read(path, to);
			}

			@Override
			public <T> T read(final Path path, final Function<NiftiImage, T> use) throws IOException {
				return files.read(path, use);
			}
		};
	}

	/**
	 * An image in a file that is itself of use, such as a mask; its values are kept as rows are.
	 *
	 * @throws IOException if it cannot be read
	 */
	public InputImage image(final Path path) throws IOException {
		final NiftiHeader header = files().header(path);
		final VoxelSampler everywhere = VoxelSampler.of(VoxelMask.all(header.dims()));
		final StudyImage image = new StudyImage(path.toString(), List.of(path), List.of(),
			VoxelGrid.of(header.dims(), null), () -> files.image(path).img());
		return new InputImage(path.toString(), header, InputImage.isPlaced(path, header), image(header, row(image,
			StudyMasker.of("values", source -> everywhere.transform(source.open()))).row()));
	}

	private static Img<? extends RealType<?>> image(final NiftiHeader header, final Signals.Row row) {
		return row instanceof Signals.FloatRow floats ? ArrayImgs.floats(floats.values(), header.dims())
			: ArrayImgs.doubles(((Signals.DoubleRow) row).values(), header.dims());
	}

	/**
	 * What the user should know of this cache after a run.
	 *
	 * @return no sentence, or one
	 */
	public List<String> notes() {
		if (folder.problem().isPresent())
			return List.of(folder.problem().get() + "; maps are read from their files");
		if (folder.isFull()) return List.of("Cache: " + folder.path()
			+ " is full with the maps of this run; the others will be read from their files again");
		return List.of();
	}

	/**
	 * A study's row: the one that is kept, else read and from now on kept.
	 *
	 * @throws IOException if the map cannot be read
	 */
	Found row(final StudyImage image, final StudyMasker masker) throws IOException {
		final Optional<String> key = key(image, masker);
		final Optional<CompactRow> kept = key.flatMap(found -> folder.load(ROW, found, CompactRow::read));
		if (kept.isPresent()) return new Found(kept.get().row(), true);
		final Signals.Row row = masker.row(image.source());
		// a file that was changed between its being hashed and read would leave a wrong row under the key
		if (key.isPresent() && folder.accepts() && key.equals(key(image, masker)))
			folder.store(ROW, key.get(), CompactRow.of(row)::write);
		return new Found(row, false);
	}

	/** What a row is kept under; empty if it is not known what it depends on, as of open images. */
	private Optional<String> key(final StudyImage image, final StudyMasker masker) {
		if (image.files().isEmpty()) return Optional.empty();
		final List<String> key = new ArrayList<>(List.of(version, masker.key()));
		try {
			for (final Path file : image.files()) {
				final List<Path> parts = ImageFiles.parts(file);
				if (parts.isEmpty()) return Optional.empty();
				key.add(ImageFiles.isNifti(file) ? "NIfTI" : "TIFF");
				key.add(contents(parts));
			}
		}
		catch (final IOException e) {
			// reading the image says the same in better words
			return Optional.empty();
		}
		key.add("recipe");
		key.addAll(image.recipe());
		return Optional.of(Sha256.of(key));
	}

	private String contents(final List<Path> parts) throws IOException {
		return new String(facts.of("contents", parts,
			() -> Sha256.ofFiles(parts).getBytes(StandardCharsets.US_ASCII)), StandardCharsets.US_ASCII);
	}

	/** A row, and whether it was kept. */
	record Found(Signals.Row row, boolean kept) {
	}
}
