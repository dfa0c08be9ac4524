package org.voxmeta.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.voxmeta.analysis.StudyReader.Readings;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.task.Progress;

/**
 * The rows of a run's studies, one study at a time, as a worker of a cluster reads them: the same as when all
 * are read in one process. Immutable, thread-safe.
 */
public final class StudyRows {

	/** Another try costs little where a drive far away did not answer; a file that is damaged stays so. */
	private static final int TRIES = 3;

	private final int studies;
	private final boolean everywhere;
	private final FittedMasker masker;
	private final List<StudyImage> images;

	private StudyRows(final int studies, final boolean everywhere, final FittedMasker masker,
		final List<StudyImage> images)
	{
		this.studies = studies;
		this.everywhere = everywhere;
		this.masker = masker;
		this.images = images;
	}

	/**
	 * The rows of a run. Its study table, its mask and the headers of its maps are read.
	 *
	 * @throws IOException if one cannot be read
	 * @throws IllegalArgumentException if options do not suit the table, or there is no voxel in the mask
	 */
	public static StudyRows of(final RecordedRun run) throws IOException {
		final EstimatorRun estimatorRun = run.run();
		final InputImage mask = run.mask();
		final StudyInputs inputs = estimatorRun.onOneGrid(run.studies(), mask);
		final SignalReader reader = estimatorRun.reader(inputs, mask);
		final FittedMasker voxels = reader.voxels();
		return new StudyRows(inputs.values().size(), reader.isEverywhere(), voxels, reader.images(voxels));
	}

	/** How many studies there are. */
	public int studies() {
		return studies;
	}

	/** How long a row is: the voxels of the mask, the regions, or the whole grid. */
	public int voxels() {
		return masker.size();
	}

	/** Whether rows are of the whole grid, of which only what any study has is fitted. */
	public boolean isEverywhere() {
		return everywhere;
	}

	/** Whether studies have variances. */
	public boolean hasVariances() {
		return images.size() > studies;
	}

	/** Reads a study. */
	public OneStudy read(final int study) {
		final List<StudyImage> maps = new ArrayList<>();
		for (int i = study; i < images.size(); i += studies)
			maps.add(images.get(i));
		for (int tried = 1;; tried++) {
			final Readings<Signals.Row> readings = StudyReader.of(StudyMasker.of(masker)).withThreads(1).read(maps,
				row -> row, Progress.NONE);
			if (readings.failures().isEmpty() || tried == TRIES) return new OneStudy(readings.rows(),
				List.copyOf(readings.failures().values()));
		}
	}

	/**
	 * A study's rows.
	 *
	 * @param rows values, then variances if there are any; null where they could not be read
	 * @param failures why not
	 */
	public record OneStudy(List<Signals.Row> rows, List<IOException> failures) {
	}
}
