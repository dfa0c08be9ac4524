package org.voxmeta.bench;

import ij.ImagePlus;
import ij.gui.ImageCanvas;

import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.awt.event.MouseEvent;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import net.imglib2.img.array.ArrayImgs;

import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.FitVoxels;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.StudyLoader;
import org.voxmeta.explore.ExplorerWindow;
import org.voxmeta.explore.Tab;
import org.voxmeta.explore.Workbench;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * How long it takes from a movement of the mouse over a map to the painted forest plot of that voxel, how
 * long the event thread is busy meanwhile, and whether the closed window lets go of the studies' rows: prints
 * a Markdown table. Needs a display.
 */
public final class ExplorerLatency {

	/** 228,483 voxels in all. */
	private static final long[] DIMS = { 479, 53, 9 };
	private static final int[] STUDIES = { 21, 200 };
	private static final int MOVES = 1000;
	private static final int WARM_UP = 300;
	private static final double MILLISECOND = 1e6;
	private static final double MEGABYTE = 1 << 20;

	private ExplorerLatency() {
	}

	/** Measures fits of 21 and of 200 studies. */
	public static void main(final String[] args) throws IOException, InterruptedException,
		InvocationTargetException
	{
		if (GraphicsEnvironment.isHeadless()) throw new IllegalStateException(
			"Display: got none, wanted one, such as Xvfb");
		final Watch watch = new Watch();
		Toolkit.getDefaultToolkit().getSystemEventQueue().push(watch);
		System.out.printf("Java %s, %d processors%n%n", System.getProperty("java.version"), Runtime.getRuntime()
			.availableProcessors());
		System.out.println("| studies | median ms | 99 % ms | largest ms | mouse event, median ms | 99 % ms | "
			+ "painting, median ms | 99 % ms | rows MB | freed when closed |");
		System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|");
		for (final int studies : STUDIES)
			measure(studies, watch);
		System.exit(0);
	}

	private static void measure(final int studies, final Watch watch) throws IOException, InterruptedException,
		InvocationTargetException
	{
		final EstimatorRun.Outcome outcome = fit(studies);
		final Fit fit = outcome.fit();
		final ImagePlus map = NiftiImages.toImagePlus(outcome.result().image(MapKind.Z), "z");
		final AtomicReference<ExplorerWindow> window = new AtomicReference<>();
		EventQueue.invokeAndWait(map::show);
		final WeakReference<FitVoxels> voxels = open(map, fit, window);
		Thread.sleep(2000);
		final double[] times = times(map, window.get(), watch);
		final double[] mouse = watch.mouse();
		final double[] painting = watch.painting();
		EventQueue.invokeAndWait(() -> window.getAndSet(null).dispose());
		Thread.sleep(500);
		collect();
		System.out.printf(Locale.ROOT, "| %d | %.1f | %.1f | %.1f | %.3f | %.3f | %.1f | %.1f | %.0f | %s |%n",
			studies, at(times, 0.5), at(times, 0.99), at(times, 1), at(mouse, 0.5), at(mouse, 0.99), at(painting, 0.5),
			at(painting, 0.99), 2.0 * studies * DIMS[0] * DIMS[1] * DIMS[2] * Float.BYTES / MEGABYTE,
			voxels.get() == null ? "yes" : "no");
		EventQueue.invokeAndWait(() -> {
			map.changes = false;
			map.close();
		});
	}

	private static WeakReference<FitVoxels> open(final ImagePlus map, final Fit fit,
		final AtomicReference<ExplorerWindow> window) throws IOException, InterruptedException,
			InvocationTargetException
	{
		final FitVoxels voxels = FitVoxels.of(fit, Progress.NONE);
		EventQueue.invokeAndWait(() -> window.set(ExplorerWindow.open(fit, voxels, new Desk(map, fit))));
		return new WeakReference<>(voxels);
	}

	/** Ascending. */
	private static double[] times(final ImagePlus map, final ExplorerWindow window, final Watch watch)
		throws InterruptedException
	{
		final Random random = new Random(1);
		for (int i = 0; i < WARM_UP; i++)
			move(map, window, random, watch);
		watch.reset();
		final double[] times = new double[MOVES];
		for (int i = 0; i < MOVES; i++)
			times[i] = move(map, window, random, watch);
		Arrays.sort(times);
		return times;
	}

	/** Moves the mouse to a random voxel and waits until its forest plot is painted; milliseconds. */
	private static double move(final ImagePlus map, final ExplorerWindow window, final Random random,
		final Watch watch) throws InterruptedException
	{
		final long[] voxel = { random.nextInt((int) DIMS[0]), random.nextInt((int) DIMS[1]), map.getZ() - 1 };
		final ImageCanvas canvas = map.getCanvas();
		final CountDownLatch painted = new CountDownLatch(1);
		final long start = System.nanoTime();
		final long[] end = { 0 };
		watch.await(() -> window.view() != null && window.view().tab() == Tab.FOREST && Arrays.equals(window.view()
			.target().voxel(), voxel), () -> {
				end[0] = System.nanoTime();
				painted.countDown();
			});
		Toolkit.getDefaultToolkit().getSystemEventQueue().postEvent(new MouseEvent(canvas, MouseEvent.MOUSE_MOVED,
			System.currentTimeMillis(), 0, canvas.screenX((int) voxel[0]), canvas.screenY((int) voxel[1]), 0, false));
		painted.await();
		// the mouse comes from a hand, not from a loop
		Thread.sleep(5);
		return (end[0] - start) / MILLISECOND;
	}

	private static EstimatorRun.Outcome fit(final int studies) throws IOException {
		final Map<Need, InputImage> stacks = new EnumMap<>(Need.class);
		stacks.put(Need.EFFECT, stack("effects", studies, new Random(2), 0.4, 0.5));
		stacks.put(Need.VARIANCE, stack("variances", studies, new Random(3), 0.3, 0.04));
		return EstimatorRun.of(DerSimonianLaird.withDefaults()).run(StudyLoader.of(stacks.keySet()).ofStacks(stacks,
			StudyAxis.T), null, "benchmark", Progress.NONE);
	}

	private static InputImage stack(final String name, final int studies, final Random random, final double mean,
		final double spread)
	{
		final long[] dims = { DIMS[0], DIMS[1], DIMS[2], studies };
		final float[] values = new float[(int) (DIMS[0] * DIMS[1] * DIMS[2]) * studies];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) Math.abs(mean + spread * random.nextGaussian());
		return new InputImage(name, NiftiHeader.of(dims, NiftiType.FLOAT32), false, ArrayImgs.floats(values, dims));
	}

	private static double at(final double[] sorted, final double share) {
		return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1,
			Math.floor(share * sorted.length))];
	}

	private static void collect() throws InterruptedException {
		for (int i = 0; i < 3; i++) {
			System.gc();
			Thread.sleep(100);
		}
	}

	/** How long the event thread is busy with each event, and when something has come true and been painted. */
	private static final class Watch extends EventQueue {

		private double[] mouse = new double[0];
		private double[] painting = new double[0];
		private volatile BooleanSupplier wanted;
		private volatile Runnable then = () -> {
		};

		void await(final BooleanSupplier condition, final Runnable action) {
			then = action;
			wanted = condition;
		}

		synchronized void reset() {
			mouse = new double[0];
			painting = new double[0];
		}

		synchronized double[] mouse() {
			return Arrays.stream(mouse).sorted().toArray();
		}

		synchronized double[] painting() {
			return Arrays.stream(painting).sorted().toArray();
		}

		@Override
		protected void dispatchEvent(final AWTEvent event) {
			final long start = System.nanoTime();
			super.dispatchEvent(event);
			note(event, (System.nanoTime() - start) / MILLISECOND);
			if (wanted == null || !wanted.getAsBoolean()) return;
			wanted = null;
			// painting was asked for before, and is done before what comes now
			EventQueue.invokeLater(then);
			then = () -> {
			};
		}

		private synchronized void note(final AWTEvent event, final double time) {
			if (event instanceof MouseEvent) mouse = with(mouse, time);
			else if (event.toString().contains("ProcessingRunnable") || event.getClass().getName().contains("Paint"))
				painting = with(painting, time);
		}

		private static double[] with(final double[] times, final double time) {
			final double[] more = Arrays.copyOf(times, times.length + 1);
			more[times.length] = time;
			return more;
		}
	}

	/** A program with one map. */
	private record Desk(ImagePlus map, Fit fit) implements Workbench {

		@Override
		public Optional<Fit> fitOf(final ImagePlus image) {
			return image == map ? Optional.of(fit) : Optional.empty();
		}

		@Override
		public ImagePlus open(final Path file) {
			throw new IllegalStateException("not measured");
		}
	}
}
