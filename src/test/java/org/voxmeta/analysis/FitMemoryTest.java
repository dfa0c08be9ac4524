package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.EstimatorRun.Outcome;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.task.Progress;

/** What images of a fit hold: what was read, as long as memory allows, and nothing once their windows are closed. */
class FitMemoryTest {

	@TempDir
	Path folder;

	@Test
	void whatWasReadIsGivenBackWhenMemoryIsWantedAndReadAgain() throws IOException, InterruptedException {
		assertEquals("held, given back, same z", child("pressure"));
	}

	@Test
	void nothingIsHeldWhenAllWindowsAreClosed() throws IOException, InterruptedException {
		assertEquals("held, released", child("close"));
	}

	/** A Java of its own, whose memory may be used up. */
	private String child(final String what) throws IOException, InterruptedException {
		final Path table = SmallStudies.of(6, 20, 20, 20).write(folder);
		final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx64m", "-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"), Child.class.getName(), what,
			table.toString()).redirectErrorStream(true).start();
		final List<String> lines = new String(process.getInputStream().readAllBytes()).lines().toList();
		assertEquals(0, process.waitFor(), lines.toString());
		return lines.get(lines.size() - 1);
	}

	/** Fits, shows maps as Fiji does, and looks at what becomes of what was read. */
	static final class Child {

		private Child() {
		}

		public static void main(final String[] args) throws IOException {
			List<ImagePlus> windows = new ArrayList<>();
			final List<WeakReference<Object>> held = show(Path.of(args[1]), windows);
			System.gc();
			String said = held.stream().allMatch(reference -> reference.get() != null) ? "held" : "not held";
			if (args[0].equals("pressure")) {
				final double z = z(windows.get(0));
				useUpMemory();
				said += held.stream().skip(1).allMatch(reference -> reference.get() == null) ? ", given back" : ", not given back";
				said += z == z(windows.get(0)) ? ", same z" : ", another z";
			}
			else {
				windows.forEach(ImagePlus::close);
				windows = null;
				for (int i = 0; i < 100 && held.stream().anyMatch(reference -> reference.get() != null); i++)
					System.gc();
				said += held.stream().allMatch(reference -> reference.get() == null) ? ", released" : ", not released";
			}
			System.out.println(said);
		}

		/** The fit, its rows and its maps, of which the windows hold the fit. */
		private static List<WeakReference<Object>> show(final Path table, final List<ImagePlus> windows) throws IOException {
			final DerSimonianLaird estimator = DerSimonianLaird.withDefaults();
			final Outcome outcome = EstimatorRun.of(estimator).run(StudyInputs.ofTable(table, estimator.needs(), true), null,
				"test", Progress.NONE);
			for (final NamedMap map : outcome.chosen()) {
				windows.add(NiftiImages.toImagePlus(outcome.result().image(map), map.key()));
				windows.get(windows.size() - 1).setProperty("fit", outcome.fit());
			}
			final EstimatorRun.Fitted fitted = outcome.fit().run().fit(Set.of(MapKind.Z), Progress.NONE);
			return List.of(new WeakReference<>(outcome.fit()), new WeakReference<>(fitted.reading()), new WeakReference<>(fitted
				.reading().values()), new WeakReference<>(fitted.result().maps().get(MapKind.Z)));
		}

		private static double z(final ImagePlus window) throws IOException {
			return ((Fit) window.getProperty("fit")).map(MapKind.Z, "").orElseThrow().values().getAt(3, 4, 5).getRealDouble();
		}

		private static void useUpMemory() {
			final List<byte[]> all = new ArrayList<>();
			try {
				while (true)
					all.add(new byte[1 << 20]);
			}
			catch (final OutOfMemoryError e) {
				all.clear();
			}
		}
	}
}
