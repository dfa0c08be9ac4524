package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.EstimatorRun.Outcome;
import org.voxmeta.cache.CacheFolder;
import org.voxmeta.grid.VoxelSink;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

import ij.io.FileSaver;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** What a second run reads, and that it always gives what a run without a cache gives. */
class SignalCacheTest {

	private static final SmallStudies STUDIES = SmallStudies.of(4, 5, 4, 3).withHoles();
	private static final Set<MapKind> MAPS = EnumSet.of(MapKind.Z, MapKind.EST, MapKind.SE, MapKind.K);
	/** Files written just before are not trusted at once. */
	private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));

	@TempDir
	Path folder;

	private Path table;
	private Path mask;
	private String version = "1.0";
	private long limit = 1 << 24;
	private final AtomicInteger headers = new AtomicInteger();
	private final AtomicInteger images = new AtomicInteger();
	private final AtomicInteger masks = new AtomicInteger();

	/** Opens files and counts it. */
	private final StudyFiles counting = new StudyFiles() {

		@Override
		public NiftiHeader header(final Path path) throws IOException {
			(path.equals(mask) ? masks : headers).incrementAndGet();
			return OPENED.header(path);
		}

		@Override
		public NiftiImage image(final Path path) throws IOException {
			(path.equals(mask) ? masks : images).incrementAndGet();
			return OPENED.image(path);
		}

		@Override
		public boolean read(final Path path, final VoxelSink to) throws IOException {
			final boolean read = OPENED.read(path, to);
			if (read) images.incrementAndGet();
			return read;
		}
	};

	@BeforeEach
	void writeStudies() throws IOException {
		table = STUDIES.write(folder.resolve("studies"));
		mask = STUDIES.writeMap(folder.resolve("mask.nii"), mask(50));
	}

	@Test
	void aSecondFitReadsNoImageFile() throws IOException {
		for (final Path chosen : Arrays.asList(mask, null)) {
			assertSame(plain(chosen), cached(chosen, 8));
			masks.set(0);
			assertSame(plain(chosen), cached(chosen, 0));
			assertEquals(0, headers.get());
			assertEquals(0, masks.get());
		}
	}

	/** Counted by Java itself. */
	@Test
	void aSecondFitOpensNoImageFile() throws IOException {
		final Path none = null;
		final Outcome wanted = plain(none);

		final Set<Path> first = filesReadBy(() -> cached(none, 8));
		final Set<Path> second = filesReadBy(() -> assertSame(wanted, cached(none, 0)));

		assertTrue(first.stream().filter(path -> path.toString().endsWith(".nii.gz")).count() == 8, first.toString());
		assertEquals(Set.of(table.getFileName()), second);
	}

	@Test
	void otherMasksShareWhatIsKnownOfFiles() throws IOException {
		cached(mask, 8);

		cached(null, 8);

		assertEquals(0, headers.get());
	}

	@Test
	void aMaskThatDiffersInOneVoxelIsAnother() throws IOException {
		cached(mask, 8);
		STUDIES.writeMap(mask, mask(49));

		assertSame(plain(mask), cached(mask, 8));
		STUDIES.writeMap(mask, mask(50));
		assertSame(plain(mask), cached(mask, 0));
	}

	@Test
	void aChangedFileIsReadAgain() throws IOException {
		cached(mask, 8);
		STUDIES.writeMap(folder.resolve("studies/beta-2.nii.gz"), STUDIES.effects()[0]);

		assertSame(plain(mask), cached(mask, 0), "beta-1 has the same contents");
		STUDIES.writeMap(folder.resolve("studies/beta-2.nii.gz"), STUDIES.variances()[0]);
		assertSame(plain(mask), cached(mask, 0));
		STUDIES.writeMap(folder.resolve("studies/beta-2.nii.gz"), changed());
		assertSame(plain(mask), cached(mask, 1));
		assertSame(plain(mask), cached(mask, 0));
	}

	@Test
	void aFileChangedWithoutATraceInItsSizeAndTimeIsReadAgain() throws IOException {
		final Path file = STUDIES.writeMap(folder.resolve("studies/plain.nii"), STUDIES.effects()[1]);
		Files.writeString(table, Files.readString(table).replace("beta-2.nii.gz", "plain.nii"));
		assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("unix"), "no ctime here");
		cached(mask, 8);
		final FileTime time = Files.getLastModifiedTime(file);
		final long size = Files.size(file);
		STUDIES.writeMap(file, changed());
		Files.setLastModifiedTime(file, time);

		assertEquals(size, Files.size(file));
		assertSame(plain(mask), cached(mask, 1));
	}

	@Test
	void aFileWrittenWhileItIsReadIsNotKept() throws IOException {
		final Path file = folder.resolve("studies/beta-2.nii.gz");
		final StudyFiles overwritten = new StudyFiles() {

			@Override
			public NiftiHeader header(final Path path) throws IOException {
				return OPENED.header(path);
			}

			@Override
			public NiftiImage image(final Path path) throws IOException {
				return OPENED.image(path);
			}

			@Override
			public boolean read(final Path path, final VoxelSink to) throws IOException {
				if (path.equals(file)) STUDIES.writeMap(file, changed());
				return OPENED.read(path, to);
			}
		};
		run(SignalCache.of(CacheFolder.at(folder.resolve("cache"), limit), LATER, overwritten, version), mask);
		STUDIES.writeMap(file, STUDIES.effects()[1]);

		assertSame(plain(mask), cached(mask, 1), "the row of the new contents is not that of the old");
	}

	@Test
	void theSameFileForAnotherUseIsAnotherRow() throws IOException {
		cached(mask, 8);
		Files.writeString(table, Files.readString(table).replaceFirst("\\bvarcope\\b", "se"));

		assertSame(plain(mask), cached(mask, 4));
		assertSame(plain(mask), cached(mask, 0));
	}

	@Test
	void anotherVersionReadsForItself() throws IOException {
		cached(mask, 8);
		version = "1.1";

		assertSame(plain(mask), cached(mask, 8));
	}

	@Test
	void movedFilesAreKnownByTheirContents() throws IOException {
		cached(mask, 8);
		Files.move(folder.resolve("studies"), folder.resolve("elsewhere"));
		table = folder.resolve("elsewhere/studies.tsv");
		Files.writeString(table, Files.readString(table).replace("/studies/", "/elsewhere/"));

		assertSame(plain(mask), cached(mask, 0));
	}

	@Test
	void damagedEntriesAreReadAgainAndMended() throws IOException {
		final Outcome wanted = cached(mask, 8);
		int i = 0;
		for (final Path entry : entries()) {
			final byte[] bytes = Files.readAllBytes(entry);
			if (i++ % 2 == 0) bytes[bytes.length / 2] ^= 1;
			Files.write(entry, i % 2 == 0 ? Arrays.copyOf(bytes, bytes.length - 3) : bytes);
		}

		assertSame(wanted, cached(mask, 8));
		assertSame(wanted, cached(mask, 0));
	}

	@Test
	void filesThatAreNotSettledAreHashedButTheirRowsAreUsed() throws IOException {
		final SignalCache now = SignalCache.of(CacheFolder.at(folder.resolve("cache"), limit), Clock.systemUTC(),
			counting, version);
		run(now, mask);
		images.set(0);

		assertSame(plain(mask), run(now, mask));
		assertEquals(0, images.get());
	}

	@Test
	void aCacheThatCannotBeWrittenIsANoteAndTheFitGoesOn() throws IOException {
		final Path below = Files.createFile(folder.resolve("file")).resolve("cache");

		final Outcome outcome = run(SignalCache.at(below, version), mask);

		assertSame(plain(mask), outcome);
		final String note = outcome.notes().get(outcome.notes().size() - 1);
		assertTrue(note.startsWith("Cache: cannot write to " + below + " (") && note.endsWith(
			"); maps are read from their files"), note);
		assertEquals("Cache: 0 of 8 maps were in " + below, last(outcome.remarks()));
	}

	@Test
	void aCacheTooSmallForARunIsANoteAndTheFitGoesOn() throws IOException {
		limit = 3000;

		final Outcome outcome = cached(mask, 8);

		assertSame(plain(mask), outcome);
		assertEquals("Cache: " + folder.resolve("cache")
			+ " is full with the maps of this run; the others will be read from their files again", last(outcome.notes()));
		long size = 0;
		for (final Path entry : entries())
			size += Files.size(entry);
		assertTrue(size > 0 && size <= limit, size + " bytes");
		assertSame(plain(mask), cached(mask, -1));
	}

	@Test
	void theLogTellsWhatCameFromTheCache() throws IOException {
		final String end = " maps were in " + folder.resolve("cache");

		assertEquals("Cache: 0 of 8" + end, last(cached(mask, 8).remarks()));
		assertEquals("Cache: 8 of 8" + end, last(cached(mask, 0).remarks()));
		assertFalse(plain(mask).remarks().stream().anyMatch(remark -> remark.startsWith("Cache")));
	}

	@Test
	void pairsAndTiffsAreKeptToo() throws IOException {
		final Path studies = folder.resolve("studies");
		new FileSaver(STUDIES.image("beta", STUDIES.effects()[0])).saveAsTiff(studies.resolve("beta.tif").toString());
		final Path pair = STUDIES.writeMap(studies.resolve("pair.nii"), STUDIES.effects()[1]);
		split(pair);
		Files.writeString(table, Files.readString(table).replace("beta-1.nii.gz", "beta.tif").replace("beta-2.nii.gz",
			"pair.img"));

		assertSame(plain(mask), cached(mask, 8));
		assertSame(plain(mask), cached(mask, 0));
		assertEquals(0, headers.get());
		STUDIES.writeMap(pair, STUDIES.effects()[0]);
		split(pair);
		assertSame(plain(mask), cached(mask, 1));
	}

	/** Makes a header and a file of samples of a whole file. */
	private static void split(final Path whole) throws IOException {
		final byte[] bytes = Files.readAllBytes(whole);
		final byte[] header = Arrays.copyOf(bytes, 352);
		header[345] = 'i';
		// vox_offset
		Arrays.fill(header, 108, 112, (byte) 0);
		Files.write(whole.resolveSibling("pair.hdr"), header);
		Files.write(whole.resolveSibling("pair.img"), Arrays.copyOfRange(bytes, 352, bytes.length));
	}

	private Outcome plain(final Path chosenMask) throws IOException {
		return run(null, chosenMask);
	}

	/** A run with the cache that reads so many images; any number if negative. */
	private Outcome cached(final Path chosenMask, final int wanted) throws IOException {
		headers.set(0);
		images.set(0);
		final Outcome outcome = run(SignalCache.of(CacheFolder.at(folder.resolve("cache"), limit), LATER, counting,
			version), chosenMask);
		assertTrue(wanted < 0 || images.get() == wanted, "read " + images + " images, wanted " + wanted);
		return outcome;
	}

	private Outcome run(final SignalCache cache, final Path chosenMask) throws IOException {
		final DerSimonianLaird estimator = DerSimonianLaird.withDefaults();
		final StudyLoader loader = StudyLoader.of(estimator.needs()).withFiles(cache == null ? StudyFiles.OPENED : cache
			.files());
		return EstimatorRun.of(estimator).withAggressiveMask(false).withMaps(MAPS).withCache(cache).run(loader.ofTable(
			table), chosenMask == null ? null : mask(cache, chosenMask), version, Progress.NONE);
	}

	private static InputImage mask(final SignalCache cache, final Path file) throws IOException {
		return cache == null ? InputImage.read(file) : cache.image(file);
	}

	private static void assertSame(final Outcome wanted, final Outcome outcome) {
		assertSame(wanted, outcome, "");
	}

	private static void assertSame(final Outcome wanted, final Outcome outcome, final String message) {
		for (final MapKind kind : MAPS)
			assertArrayEquals(wanted.result().maps().get(kind), outcome.result().maps().get(kind), message + " " + kind);
		assertEquals(wanted.result().header(), outcome.result().header());
		assertArrayEquals(wanted.result().masker().mask().dimensions(), outcome.result().masker().mask().dimensions());
	}

	private static float[] mask(final int voxels) {
		final float[] mask = new float[STUDIES.voxels()];
		Arrays.fill(mask, 0, voxels, 1);
		return mask;
	}

	private static float[] changed() {
		final float[] effects = STUDIES.effects()[1].clone();
		effects[7] += 1;
		return effects;
	}

	private static String last(final List<String> sentences) {
		return sentences.get(sentences.size() - 1);
	}

	private List<Path> entries() throws IOException {
		try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
			return files.sorted().toList();
		}
	}

	/** Does something. */
	private interface Action {

		void act() throws IOException;
	}

	/** The names of the files in the studies' folder that were read. */
	private Set<Path> filesReadBy(final Action action) throws IOException {
		final Path events = folder.resolve("events.jfr");
		try (Recording recording = new Recording()) {
			recording.enable("jdk.FileRead").withoutThreshold().withoutStackTrace();
			recording.start();
			action.act();
			recording.stop();
			recording.dump(events);
		}
		final Set<Path> read = new TreeSet<>();
		try (RecordingFile file = new RecordingFile(events)) {
			while (file.hasMoreEvents()) {
				final String path = file.readEvent().getString("path");
				if (path != null && Path.of(path).startsWith(folder.resolve("studies"))) read.add(Path.of(path).getFileName());
			}
		}
		return read;
	}
}
