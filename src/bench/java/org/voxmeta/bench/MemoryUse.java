package org.voxmeta.bench;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;

import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.MemoryLimit;
import org.voxmeta.analysis.SignalCache;
import org.voxmeta.analysis.StudyFiles;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.analysis.StudyLoader;
import org.voxmeta.demo.SimulatedStudies;
import org.voxmeta.demo.SimulatedStudy;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudyTableWriter;
import org.voxmeta.task.Progress;

/**
 * How much heap a run takes from up to 400 files of 91x109x91 voxels to written maps, beside the size of
 * the rows, K studies x 2 kinds x V voxels x 4 bytes; then how much processor time up to 2,000 files take
 * in a heap that is smaller than their rows, beside one that holds them, and whether they gave the same
 * maps: prints two Markdown tables. With the argument {@code larger}, the second alone. Each run is a Java
 * of its own.
 */
public final class MemoryUse {

	private static final int[] STUDIES = { 25, 50, 100, 200 };
	private static final int[] LARGER = { 200, 1000 };
	/** All rows in memory, as far as there is any. */
	private static final String ALL = "100%";
	/** So many different studies are simulated; the others are links to their files. */
	private static final int DIFFERENT = 5;
	private static final String LIMIT = "-Xmx1g";
	private static final String SMALL = "-Xmx512m";
	private static final String LARGE = "-Xmx5g";
	private static final int SMALL_STEPS = 512 / 16;
	private static final double MEGABYTE = 1 << 20;
	private static final int STEP = 16;

	private final Path folder;
	private int voxels;

	private MemoryUse(final Path folder) {
		this.folder = folder;
	}

	/** Without arguments the parent, which starts the children with theirs. */
	public static void main(final String[] args) throws IOException, InterruptedException {
		if (args.length > 1) {
			run(Path.of(args[0]), args[1], args[2], args[3], args[4], Path.of(args[5]));
			return;
		}
		final boolean larger = args.length > 0 && args[0].equals("larger");
		final Path folder = Files.createTempDirectory("voxmeta-memory");
		try {
			final MemoryUse use = new MemoryUse(folder);
			use.writeStudies();
			System.out.printf("Java %s, %d processors%n%n", System.getProperty("java.version"),
				Runtime.getRuntime().availableProcessors());
			if (!larger) use.measure();
			use.measureLarger();
		}
		finally {
			try (Stream<Path> paths = Files.walk(folder)) {
				for (final Path path : paths.sorted(Comparator.reverseOrder()).toList())
					Files.delete(path);
			}
		}
	}

	private void measure() throws IOException, InterruptedException {
		System.out.println("| | K | V | rows, MB | live, MB | live - rows | least -Xmx, MB |");
		System.out.println("|---|---:|---:|---:|---:|---:|---:|");
		for (final String mask : List.of("whole", "half", "no"))
			for (final int studies : STUDIES)
				measure(mask, mask + " mask", studies, "");
		for (final int studies : STUDIES) {
			measure("whole", "whole mask, filling a cache", studies, "cache" + studies);
			measure("whole", "whole mask, from the cache", studies, "cache" + studies);
		}
	}

	/** The processor time of runs whose rows lie in a file, beside those that hold them in memory. */
	private void measureLarger() throws IOException, InterruptedException {
		System.out.printf(
			"%n| | K | rows, MB | in memory, %s: s | in a file, %s: s | file / memory | same maps | least -Xmx,"
			+ " MB |%n|---|---:|---:|---:|---:|---:|---:|---:|%n", LARGE, SMALL);
		for (final String mask : List.of("whole", "no"))
			for (final int studies : LARGER) {
				final double memory = child(LARGE, mask, studies, "", ALL, "time");
				final Map<String, Long> wanted = MapSums.of(maps());
				final double file = child(SMALL, mask, studies, "", MemoryLimit.USUAL, "time");
				System.out.printf(Locale.ROOT, "| %s mask | %,d | %,.0f | %.1f | %.1f | %.2f | %s | %d |%n", mask,
					studies, 2.0 * studies * voxels * Float.BYTES / MEGABYTE, memory, file, file / memory,
					MapSums.same(wanted, MapSums.of(maps())), least(mask, studies, 0, SMALL_STEPS, MemoryLimit.USUAL));
			}
	}

	private void measure(final String mask, final String title, final int studies, final String cache)
		throws IOException, InterruptedException
	{
		final double live = child(LIMIT, mask, studies, cache, ALL, "live");
		final int inMask = mask.equals("half") ? voxels / 2 : voxels;
		final double rows = 2.0 * studies * inMask * Float.BYTES / MEGABYTE;
		System.out.printf(Locale.ROOT, "| %s | %d | %d | %.0f | %.0f | %.0f | %s |%n",
			title, studies, inMask, rows, live, live - rows,
			cache.isEmpty() ? least(mask, studies, (int) rows / STEP, 1 + (int) (1.5 * rows + 128) / STEP, ALL) : "");
	}

	/** The smallest heap that is enough, in megabytes, by bisection between two numbers of steps. */
	private int least(final String mask, final int studies, final int tooFew, final int enough,
		final String memory) throws IOException, InterruptedException
	{
		int low = tooFew;
		int high = enough;
		while (high - low > 1) {
			final int middle = (low + high) / 2;
			if (child("-Xmx" + middle * STEP + "m", mask, studies, "", memory, "time") >= 0) high = middle;
			else low = middle;
		}
		return high * STEP;
	}

	/**
	 * The live megabytes, or the seconds of processor time, that a child printed; negative if it ran
	 * out of memory.
	 *
	 * @param what {@code live} or {@code time}
	 */
	private double child(final String limit, final String mask, final int studies, final String cache,
		final String memory, final String what) throws IOException, InterruptedException
	{
		final Process process = new ProcessBuilder(
			Path.of(System.getProperty("java.home"), "bin", "java").toString(), limit,
			"-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"),
			MemoryUse.class.getName(), folder.resolve("studies" + studies + ".tsv").toString(), mask, cache, memory,
			what, maps().toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		final String printed = new String(process.getInputStream().readAllBytes());
		if (process.waitFor() == 0) return Double.parseDouble(printed.strip());
		if (List.of(LIMIT, SMALL, LARGE).contains(limit)) throw new IllegalStateException(studies + " studies, "
			+ mask + " mask: failed with " + limit);
		return -1;
	}

	/** What the latest child wrote. */
	private Path maps() {
		return folder.resolve("maps");
	}

	private void writeStudies() throws IOException {
		final SimulatedStudies simulation = SimulatedStudies.withDefaults();
		final NiftiHeader header = NiftiHeader.of(IntStream.of(simulation.dims()).asLongStream().toArray(),
			NiftiType.FLOAT32).withAffine(simulation.affine());
		final boolean[] inside = simulation.mask();
		for (final boolean in : inside)
			if (in) voxels++;
		write(header, mask(inside, voxels), "whole");
		write(header, mask(inside, voxels / 2), "half");
		final List<Study> studies = new ArrayList<>();
		for (int k = 0; k < LARGER[LARGER.length - 1]; k++) {
			final SimulatedStudy study = k < DIFFERENT ? simulation.study(k) : null;
			final Path beta = study != null ? write(header, study.effect(), "beta" + k) : link("beta", k);
			final Path varcope = study != null ? write(header, study.variance(), "varcope" + k) : link("varcope", k);
			studies.add(new Study("study" + k, Map.of(StudyMap.BETA, beta, StudyMap.VARCOPE, varcope), 20, "",
				Map.of(), 0));
		}
		for (final int n : IntStream.concat(IntStream.of(STUDIES), IntStream.of(LARGER)).distinct().toArray())
			StudyTableWriter.write(folder.resolve("studies" + n + ".tsv"), studies.subList(0, n));
	}

	/** The first voxels of a mask. */
	private static float[] mask(final boolean[] inside, final int voxels) {
		final float[] mask = new float[inside.length];
		for (int i = 0, left = voxels; i < mask.length; i++)
			if (inside[i] && left-- > 0) mask[i] = 1;
		return mask;
	}

	private Path write(final NiftiHeader header, final float[] values, final String name) throws IOException {
		final Path file = folder.resolve(name + ".nii.gz");
		NiftiWriter.write(NiftiImage.of(header, values), file);
		return file;
	}

	private Path link(final String name, final int study) throws IOException {
		return Files.createLink(folder.resolve(name + study + ".nii.gz"), folder.resolve(name + study % DIFFERENT
			+ ".nii.gz"));
	}

	/**
	 * A child's work: fits, and prints how many megabytes were live at most after a collection, or
	 * the processor time.
	 */
	private static void run(final Path table, final String mask, final String cacheName, final String memory,
		final String what, final Path maps) throws IOException
	{
		final boolean collects = what.equals("live");
		final AtomicLong live = new AtomicLong();
		for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans())
			((NotificationEmitter) collector).addNotificationListener((notification, handback) -> {
				final GarbageCollectionNotificationInfo info =
					GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
				// others leave garbage
				if (info.getGcCause().equals("System.gc()")) live.accumulateAndGet(used(info.getGcInfo()
					.getMemoryUsageAfterGc()), Math::max);
			}, null, null);
		final Path folder = table.getParent();
		final DerSimonianLaird estimator = DerSimonianLaird.withDefaults();
		final SignalCache cache = cacheName.isEmpty() ? null
			: SignalCache.at(folder.resolve(cacheName), "benchmark");
		final StudyInputs studies = StudyLoader.of(estimator.needs())
			.withFiles(cache == null ? StudyFiles.OPENED : cache.files()).ofTable(table);
		final EstimatorRun.Outcome outcome = EstimatorRun.of(estimator).withAggressiveMask(false).withCache(cache)
			.withMemory(MemoryLimit.parse(memory)).withOutput(maps).run(studies,
				mask.equals("no") ? null : InputImage.read(folder.resolve(mask + ".nii.gz")), "benchmark",
				(stage, done, total) -> {
					if (collects && (done == 0 || stage.equals("reading maps") && done % 50 == 0)) System.gc();
					return true;
				});
		System.out.println(collects ? live.get() / MEGABYTE
			: ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9);
		if (outcome.files().isEmpty()) throw new IllegalStateException("wrote no maps");
	}

	private static long used(final Map<String, MemoryUsage> pools) {
		return pools.entrySet().stream().filter(pool -> isHeap(pool.getKey()))
			.mapToLong(pool -> pool.getValue().getUsed()).sum();
	}

	private static boolean isHeap(final String pool) {
		return ManagementFactory.getMemoryPoolMXBeans().stream()
			.anyMatch(bean -> bean.getName().equals(pool) && bean.getType() == MemoryType.HEAP);
	}
}
