package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.GridImage;
import org.voxmeta.masker.Masker;
import org.voxmeta.masker.signal.Confounds;
import org.voxmeta.masker.signal.SampleMask;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * The extraction of the signals of an image, or of a series of images, into a table. Immutable; options are
 * set by {@code with} methods that return a copy.
 */
public final class SignalExtraction {

	private final Masker masker;
	private final StudyAxis axis;
	private final Confounds confounds;
	private final SampleMask sampleMask;
	private final Path output;
	/** Above this number of signals there must be an output. */
	private final int mostShown;

	private SignalExtraction(final Masker masker, final StudyAxis axis, final Confounds confounds,
		final SampleMask sampleMask, final Path output, final int mostShown)
	{
		this.masker = masker;
		this.axis = axis;
		this.confounds = confounds;
		this.sampleMask = sampleMask;
		this.output = output;
		this.mostShown = mostShown;
	}

	/** The signals of a masker, of samples along {@link StudyAxis#AUTO}. */
	public static SignalExtraction of(final Masker masker) {
		return new SignalExtraction(masker, StudyAxis.AUTO, Confounds.none(), SampleMask.all(), null,
			Integer.MAX_VALUE);
	}

	/** The axis along which the samples lie; {@link StudyAxis#AUTO}: frames, else channels, else one image. */
	public SignalExtraction withAxis(final StudyAxis wanted) {
		return new SignalExtraction(masker, wanted, confounds, sampleMask, output, mostShown);
	}

	/** What is regressed out. */
	public SignalExtraction withConfounds(final Confounds wanted) {
		return new SignalExtraction(masker, axis, wanted, sampleMask, output, mostShown);
	}

	/** Which samples are kept. */
	public SignalExtraction withSampleMask(final SampleMask wanted) {
		return new SignalExtraction(masker, axis, confounds, wanted, output, mostShown);
	}

	/** A file to write to, {@code .csv} or {@code .tsv}; replaced once the new one is complete. */
	public SignalExtraction withOutput(final Path file) {
		return new SignalExtraction(masker, axis, confounds, sampleMask, file, mostShown);
	}

	/** The number of signals above which there must be an output file, as a window could not show them. */
	public SignalExtraction withMostShown(final int signals) {
		return new SignalExtraction(masker, axis, confounds, sampleMask, output, signals);
	}

	/**
	 * Extracts the signals, and writes them if there is an output file.
	 *
	 * @param labels what the samples are called, one for each; of another number, they do not count
	 * @param notes gets what the user should know, before the work
	 * @throws IOException if the file cannot be written
	 * @throws IllegalArgumentException if the masker does not fit the image, or confounds, sample mask or
	 *           cleaning do not fit its samples; if there are too many signals to show and no output; or if the
	 *           output has another name, or is an input
	 * @throws CancellationException if the progress says so; nothing is written then
	 */
	public ExtractedSignals run(final InputImage input, final List<String> labels, final Consumer<String> notes,
		final Progress progress) throws IOException
	{
		if (output != null) ExtractedSignals.requireName(output);
		final GridImage image = input.series(axis);
		// before a mask is made of images
		final int[] kept = sampleMask.kept(image.samples());
		confounds.requireSamples(image.samples(), "sample of '" + input.name() + "'");
		final FittedMasker fitted = masker.fit(List.of(image));
		requireShown(fitted.size());
		fitted.notes().forEach(notes);
		fitted.notes(image, confounds, sampleMask).forEach(notes);
		final ExtractedSignals signals = new ExtractedSignals(names(fitted), kept,
			labels.size() == image.samples() ? Arrays.stream(kept).mapToObj(labels::get).toList() : List.of(),
			fitted.transform(image, confounds, sampleMask, Tasks.processors(), progress));
		if (output != null) signals.write(output);
		return signals;
	}

	private void requireShown(final int signals) {
		if (output == null && signals > mostShown)
			throw new IllegalArgumentException("Output: got none, wanted a file,"
				+ " as a window can show at most " + mostShown + " signals and there are " + signals);
	}

	private static List<String> names(final FittedMasker masker) {
		final List<String> names = new ArrayList<>();
		IntStream.range(0, masker.size()).mapToObj(masker::name).forEach(names::add);
		return names;
	}
}
