package org.voxmeta.endurance;

import com.sun.management.UnixOperatingSystemMXBean;

import ij.WindowManager;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import net.imagej.patcher.LegacyInjector;

import org.scijava.display.Display;
import org.scijava.display.DisplayService;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.FitVoxels;
import org.voxmeta.explore.Explorer;
import org.voxmeta.explore.Target;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.task.Progress;

/**
 * Fits one after the other in one Java, each as a macro runs it: from files or open stacks, with rows in
 * memory or in a file, with and without a cache; then a permutation test, a report and an explorer on it,
 * and all images closed.
 */
public final class Soak {

	private static final String HEAP = "-Xmx256m";
	/** What may go when memory is needed goes at each collection. */
	private static final String SOFT = "-XX:SoftRefLRUPolicyMSPerMB=0";
	/** A report is made of every so manieth fit, as it takes longest. */
	private static final int REPORTED = 3;
	/** Java's own temporary files: preferences, numbers of its performance. */
	private static final Pattern OWN = Pattern.compile("\\.java|\\.userPrefs|hsperfdata.*");
	private static final int COLLECTIONS = 4;
	private static final long PAUSE = 100;

	private final FijiHarness fiji;
	private final SmallStudies studies;
	private final Path table;
	private final Path folder;
	private final int permutations;

	private Soak(final FijiHarness fiji, final SmallStudies studies, final Path folder, final int permutations)
		throws IOException
	{
		this.fiji = fiji;
		this.studies = studies;
		this.folder = folder;
		this.permutations = permutations;
		table = studies.write(folder.resolve("studies"));
	}

	/**
	 * What a Java holds after some fits.
	 *
	 * @param heap kilobytes that live in the heap after collections
	 * @param classes kilobytes outside the heap that classes and compiled code take
	 * @param threads that run
	 * @param files open ones; -1 where the system does not tell
	 * @param temporary files that are in the folders of temporary files and of results, and should not
	 */
	public record State(int fits, long heap, long classes, int threads, long files, long temporary) {

		/** As a line of a Markdown table. */
		public String line() {
			return String.format("| %d | %,d | %,d | %d | %d | %d |", fits, heap, classes, threads, files, temporary);
		}
	}

	/**
	 * Runs fits in a Java of its own.
	 *
	 * @param folder an empty one, for all files
	 * @param fits how many
	 * @param every after so many its state is looked at
	 * @param dims of the maps
	 */
	public static List<State> run(final Path folder, final int fits, final int every, final int permutations,
		final int studies, final int... dims) throws IOException, InterruptedException
	{
		final Path temporary = Files.createDirectories(folder.resolve("tmp"));
		final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		final List<String> command = new ArrayList<>(List.of(java, HEAP, SOFT, "-Djava.awt.headless=true",
			"--add-opens=java.base/java.lang=ALL-UNNAMED", "-Djava.io.tmpdir=" + temporary,
			"-Djava.util.prefs.userRoot=" + temporary, "-cp", System.getProperty("java.class.path"),
			Soak.class.getName(), folder.toString()));
		for (final int number : new int[] { fits, every, permutations, studies, dims[0], dims[1], dims[2] })
			command.add("" + number);
		final File log = folder.resolve("log.txt").toFile();
		final Process process = new ProcessBuilder(command).redirectError(log).start();
		final List<State> states = new ArrayList<>();
		try (BufferedReader lines = process.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine())
				if (line.startsWith("state ")) states.add(state(line.split(" ")));
		}
		if (process.waitFor() != 0) throw new IllegalStateException("Soak failed:\n"
			+ Files.readString(log.toPath()));
		return states;
	}

	private static State state(final String... words) {
		return new State(Integer.parseInt(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]),
			Integer.parseInt(words[4]), Long.parseLong(words[5]), Long.parseLong(words[6]));
	}

	/** The Java that runs the fits. */
	public static void main(final String[] args) throws Exception {
		// before any class of ImageJ is loaded
		LegacyInjector.preinit();
		final int[] numbers = Stream.of(args).skip(1).mapToInt(Integer::parseInt).toArray();
		try (FijiHarness fiji = new FijiHarness().open()) {
			final SmallStudies studies = SmallStudies.of(numbers[3], numbers[4], numbers[5], numbers[6]);
			final Soak soak = new Soak(fiji, studies.withHoles(), Path.of(args[0]), numbers[2]);
			for (int fit = 1; fit <= numbers[0]; fit++) {
				soak.fit(fit);
				if (fit % numbers[1] == 0) soak.print(fit);
			}
		}
		System.exit(0);
	}

	private void fit(final int number) throws IOException, InterruptedException {
		final Path output = folder.resolve("maps" + number % 3);
		final String inputs = switch (number % 4) {
			case 0 -> "studies=[" + table + "]";
			case 1 -> "studies=[" + table + "] memory=0";
			case 2 -> "studies=[" + table + "] cache=[" + folder.resolve("cache") + "]";
			default -> stacks();
		};
		final String label = number % 5 == 0 ? "Paule-Mandel..." : "DerSimonian-Laird...";
		run(label, inputs + " aggressivemask=false output=[" + output + "]");
		run("Permutation Test...", "fit=z permutations=" + permutations + " clusters=all threshold=0.05");
		if (number % REPORTED == 0) run("Report...", "fit=z output=[" + folder.resolve("page.html")
			+ "] open=false");
		run("Explore Meta-Analysis...", "fit=z output=[" + folder.resolve("place") + "]");
		explore(output);
		fiji.runMacro("close('*'); run('Clear Results');").clean();
		if (WindowManager.getIDList() != null) throw new IllegalStateException("Images: got open ones");
		// in Fiji they go with the windows
		fiji.context().service(DisplayService.class).getDisplays().forEach(Display::close);
	}

	private void run(final String label, final String keys) {
		fiji.runMacro("run('" + label + "', '" + keys + "');").clean();
	}

	private String stacks() {
		studies.frames("y", studies.effects(), 32).show();
		studies.frames("v", studies.variances(), 32).show();
		return "effects=y variances=v";
	}

	/** As the window does: opened, moved over some voxels, closed. */
	private void explore(final Path output) throws IOException, InterruptedException {
		final Fit fit = Fit.read(output);
		// the record of a fit of stacks names no files
		if (fit.text().contains("\"y\"")) return;
		final CountDownLatch shown = new CountDownLatch(1);
		final FitVoxels voxels = FitVoxels.of(fit, Progress.NONE);
		try (Explorer explorer = Explorer.of(voxels, view -> shown.countDown(), Runnable::run)) {
			for (int i = 1; i < 5; i++)
				explorer.hover(Target.of(i, 1, 1));
			shown.await();
		}
	}

	private void print(final int fits) throws IOException, InterruptedException {
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
			Thread.sleep(PAUSE);
		}
		System.out.println("\nstate " + fits + " " + used(MemoryType.HEAP) + " " + used(MemoryType.NON_HEAP) + " "
			+ ManagementFactory.getThreadMXBean().getThreadCount() + " " + openFiles() + " " + left());
	}

	/** Kilobytes: of the heap those after the last collection. */
	private static long used(final MemoryType type) {
		long bytes = 0;
		for (final MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans())
			if (pool.getType() == type) {
				final MemoryUsage usage = type == MemoryType.HEAP ? pool.getCollectionUsage() : pool.getUsage();
				bytes += usage.getUsed();
			}
		return bytes >> 10;
	}

	private static long openFiles() {
		return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system ? system
			.getOpenFileDescriptorCount() : -1;
	}

	private long left() throws IOException {
		long count = 0;
		try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
			count += files.map(file -> file.getFileName().toString()).filter(name -> !OWN.matcher(name).matches())
				.count();
		}
		for (final String name : List.of("maps0", "maps1", "maps2", "place", "cache"))
			count += hidden(folder.resolve(name));
		return count;
	}

	private static long hidden(final Path folder) {
		if (!Files.isDirectory(folder)) return 0;
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> file.getFileName().toString().startsWith(".")).count();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
