package org.voxmeta.command;

import ij.ImagePlus;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

import org.voxmeta.image.StudyAxis;

/** What the images of a series are called in ImageJ: by the labels of their first slices. */
final class SliceLabels {

	private SliceLabels() {
	}

	/** A label for each sample of an open image along an axis; none if one has none, or two have the same. */
	static List<String> of(final ImageInput input, final StudyAxis axis) {
		return input.openImage().map(image -> of(image, axis)).orElse(List.of());
	}

	private static List<String> of(final ImagePlus image, final StudyAxis axis) {
		final StudyAxis along = axis != StudyAxis.AUTO ? axis : image.getNFrames() > 1 ? StudyAxis.T : StudyAxis.C;
		final int samples = switch (along) {
			case Z -> image.getNSlices();
			case C -> image.getNChannels();
			default -> image.getNFrames();
		};
		final List<String> labels = IntStream.rangeClosed(1, samples)
			.mapToObj(k -> image.getStack().getShortSliceLabel(switch (along) {
				case Z -> image.getStackIndex(1, k, 1);
				case C -> image.getStackIndex(k, 1, 1);
				default -> image.getStackIndex(1, 1, k);
			})).map(label -> label == null ? "" : label.strip()).toList();
		return labels.contains("") || new HashSet<>(labels).size() < samples ? List.of() : labels;
	}
}
