package org.voxmeta.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import org.voxmeta.analysis.Stopwatch;
import org.voxmeta.cli.CommandFailure;
import org.voxmeta.cli.HeadlessRunner;
import org.voxmeta.cli.HeadlessRunner.ProgressListener;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.view.MapRow;
import org.voxmeta.view.SliceMosaic;

/**
 * The demonstration: simulates studies with a known truth, writes them as a user would have them, runs the
 * DerSimonian-Laird command on the files, draws the z map, and counts what was found.
 */
public final class Demo {

	private static final String COMMAND = "DerSimonian-Laird...";
	private static final double ALPHA = 0.001;
	/** The |z| whose two-sided p is {@link #ALPHA}. */
	private static final double THRESHOLD = 3.29;

	private final Path folder;
	private final HeadlessRunner runner;
	private final ProgressListener listener;
	private final SimulatedStudies simulation;

	/** A demonstration on 21 studies of a brain's size that writes into a folder. */
	public Demo(final Path folder, final HeadlessRunner runner, final ProgressListener listener) {
		this(folder, runner, listener, SimulatedStudies.withDefaults());
	}

	/** A demonstration on the given simulation. */
	Demo(final Path folder, final HeadlessRunner runner, final ProgressListener listener,
		final SimulatedStudies simulation)
	{
		this.folder = folder;
		this.runner = runner;
		this.listener = listener;
		this.simulation = simulation;
	}

	/**
	 * Runs it.
	 *
	 * @return the summary, line by line; the last lines are the paths written
	 * @throws IOException if a file cannot be written
	 * @throws CommandFailure if the command failed
	 */
	public List<String> run() throws IOException, CommandFailure {
		final Stopwatch stopwatch = new Stopwatch();
		Files.createDirectories(folder);
		final NiftiHeader header = NiftiHeader.of(dims(), NiftiType.FLOAT32).withAffine(simulation.affine());
		writeScene(header);
		writeStudies();
		stopwatch.lap("simulate and write studies");

		final Path maps = folder.resolve("maps");
		runner.run(COMMAND, Map.of("studies", table().toString(), "mask", folder.resolve("mask.nii.gz").toString(),
			"aggressivemask", "false", "adjustment", "Knapp-Hartung", "output", maps.toString()));
		stopwatch.lap("meta-analysis, from files to maps");

		final Path picture = folder.resolve("z.png");
		draw(maps, picture);
		stopwatch.lap("draw the z map");

		final List<String> summary = summary(maps, stopwatch);
		Files.write(folder.resolve("summary.txt"), summary);
		final List<String> lines = new ArrayList<>(summary);
		lines.add("");
		lines.add("Studies  " + table());
		lines.add("Maps     " + maps);
		lines.add("Picture  " + picture);
		return lines;
	}

	private Path table() {
		return folder.resolve("studies").resolve(SimulationFiles.TABLE);
	}

	private long[] dims() {
		return IntStream.of(simulation.dims()).asLongStream().toArray();
	}

	private void writeScene(final NiftiHeader header) throws IOException {
		final boolean[] inside = simulation.mask();
		final float[] mask = new float[inside.length];
		for (int i = 0; i < mask.length; i++)
			mask[i] = inside[i] ? 1 : 0;
		NiftiWriter.write(NiftiImage.of(header.withType(NiftiType.UINT8), mask), folder.resolve("mask.nii.gz"));
		NiftiWriter.write(NiftiImage.of(header, simulation.truth()), folder.resolve("truth.nii.gz"));
	}

	private void writeStudies() throws IOException {
		new SimulationFiles(simulation).writeStudies(folder.resolve("studies"), (stage, done, total) -> {
			listener.progress((double) done / total, stage);
			return true;
		});
	}

	private void draw(final Path maps, final Path picture) throws IOException {
		final NiftiImage z = NiftiReader.read(maps.resolve("z.nii.gz"));
		final RandomAccessibleInterval<FloatType> truth = ArrayImgs.floats(simulation.truth(), dims());
		SliceMosaic.withDefaults().withAffine(simulation.affine())
			.withTitle(simulation.studies() + " simulated studies, DerSimonian-Laird")
			.write(picture, MapRow.of("True effect", truth).within(z.img()),
				MapRow.of("z, bright where p < " + ALPHA, z.img()).withThreshold(THRESHOLD));
	}

	private List<String> summary(final Path maps, final Stopwatch stopwatch) throws IOException {
		final float[] truth = simulation.truth();
		final boolean[] mask = simulation.mask();
		final float[] p = values(maps.resolve("p.nii.gz"));
		final float[] z = values(maps.resolve("z.nii.gz"));
		int fitted = 0;
		int signal = 0;
		int found = 0;
		int falsePositives = 0;
		for (int i = 0; i < p.length; i++) {
			if (!mask[i] || Float.isNaN(p[i])) continue;
			fitted++;
			if (truth[i] != 0) {
				signal++;
				if (p[i] < ALPHA && z[i] * truth[i] > 0) found++;
			}
			else if (p[i] < ALPHA) falsePositives++;
		}
		final List<String> lines = new ArrayList<>();
		lines.add("DerSimonian-Laird on " + simulation.studies() + " simulated studies");
		lines.add(String.format(Locale.ROOT, "  voxels in the mask    %,d, fitted %,d",
			simulation.maskCount(), fitted));
		lines.add(String.format(Locale.ROOT, "  true signal found     %.1f %% of %,d voxels at p < %s",
			percent(found, signal), signal, ALPHA));
		lines.add(String.format(Locale.ROOT, "  false positives       %.2f %% of %,d voxels, %.2f %% expected",
			percent(falsePositives, fitted - signal), fitted - signal, percent(ALPHA, 1)));
		for (final Map.Entry<String, Double> stage : stopwatch.seconds().entrySet())
			lines.add(String.format(Locale.ROOT, "  %-36s %5.2f s", stage.getKey(), stage.getValue()));
		return lines;
	}

	private static double percent(final double part, final double whole) {
		return 100 * part / whole;
	}

	private static float[] values(final Path map) throws IOException {
		final RandomAccessibleInterval<? extends RealType<?>> image = NiftiReader.read(map).img();
		final float[] values = new float[(int) Intervals.numElements(image)];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealFloat();
		return values;
	}
}
