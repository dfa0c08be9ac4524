package org.voxmeta.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.voxmeta.image.ImageFiles;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * Reads studies' maps into rows, several at a time: a thread opens one image, takes its row and lets the
 * image go. Immutable.
 */
final class StudyReader {

	/** What the progress is told. */
	static final String STAGE = "reading maps";

	private final StudyMasker masker;
	private final SignalCache cache;
	private final int threads;

	private StudyReader(final StudyMasker masker, final SignalCache cache, final int threads) {
		this.masker = masker;
		this.cache = cache;
		this.threads = threads;
	}

	/** A reader with a thread for each processor and no cache. */
	static StudyReader of(final StudyMasker masker) {
		return new StudyReader(masker, null, Tasks.processors());
	}

	/** This reader with a cache; null for none. */
	StudyReader withCache(final SignalCache newCache) {
		return new StudyReader(masker, newCache, threads);
	}

	/** How many images are read at once, at least 1. */
	StudyReader withThreads(final int number) {
		return new StudyReader(masker, cache, Math.max(1, number));
	}

	/**
	 * Reads all images, also after one could not be read, so that all such are known.
	 *
	 * @param keep what is kept of a row; what it throws ends the reading
	 * @throws CancellationException if the progress says so, or the calling thread is interrupted
	 * @throws IllegalArgumentException if an image is not on the masker's grid
	 */
	<T> Readings<T> read(final List<StudyImage> images, final Function<Signals.Row, T> keep,
		final Progress progress)
	{
		return read(images, Keeping.of(keep), progress);
	}

	/** The same, with rows that may come in parts. */
	<T> Readings<T> read(final List<StudyImage> images, final Keeping<T> keep, final Progress progress) {
		final List<T> rows = new ArrayList<>(Collections.nCopies(images.size(), null));
		final Map<Integer, IOException> failures = Collections.synchronizedMap(new TreeMap<>());
		final AtomicInteger done = new AtomicInteger();
		final AtomicInteger kept = new AtomicInteger();
		Tasks.forEach(threads, IntStream.range(0, images.size()).boxed().toList(), i -> {
			progress.step(STAGE, done.get(), images.size());
			try {
				rows.set(i, read(images.get(i), keep, kept));
			}
			catch (final IOException e) {
				refuseInterrupt(e);
				failures.put(i, e);
			}
			done.incrementAndGet();
		});
		return new Readings<>(rows, failures, kept.get());
	}

	private <T> T read(final StudyImage image, final Keeping<T> keep, final AtomicInteger kept)
		throws IOException
	{
		if (cache == null) return masker.size() > keep.longest()
			? keep.keep(sink -> masker.row(image.source(), sink))
			: keep.keep(masker.row(image.source()));
		final SignalCache.Found found = cache.row(image, masker);
		if (found.kept()) kept.incrementAndGet();
		return keep.keep(found.row());
	}

	/** Reading fails in an interrupted thread, which says nothing of the file. */
	static void refuseInterrupt(final IOException e) {
		if (!Thread.currentThread().isInterrupted() && !ImageFiles.isInterrupt(e)) return;
		final CancellationException cancelled = new CancellationException("Cancelled while " + STAGE);
		cancelled.initCause(e);
		throw cancelled;
	}

	/**
	 * What was read.
	 *
	 * @param rows what was kept of each image's row, in the images' order; null where it could not be read
	 * @param failures why images could not be read, by their place
	 * @param kept the number of rows that came from the cache
	 */
	record Readings<T>(List<T> rows, Map<Integer, IOException> failures, int kept) {

		/** Why images could not be read, by the place of the study, where images k, k + K, ... are study k's. */
		SortedMap<Integer, List<IOException>> failures(final int studies) {
			final SortedMap<Integer, List<IOException>> found = new TreeMap<>();
			failures.forEach((i, failure) -> found.computeIfAbsent(i % studies, k -> new ArrayList<>()).add(failure));
			return found;
		}
	}
}
