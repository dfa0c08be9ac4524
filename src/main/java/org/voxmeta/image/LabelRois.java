package org.voxmeta.image;

import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * ROIs of a label image: one for each label and slice that has it, around exactly its pixels, in the order of
 * labels. They are called {@code cluster-1-slice-12}, in a plane {@code cluster-1}, have the label as their
 * property {@value #PROPERTY}, and stand on their slice.
 */
public final class LabelRois {

	private static final String PROPERTY = "cluster";
	private static final int INSIDE = 255;

	private final List<Roi> rois;

	private LabelRois(final List<Roi> rois) {
		this.rois = rois;
	}

	/**
	 * The ROIs of labels on a grid.
	 *
	 * @param labels one for each voxel, first axis fastest; 0 is none; not kept
	 * @param dims the grid's size along its two or three axes
	 */
	public static LabelRois of(final int[] labels, final long... dims) {
		final int width = (int) dims[0];
		final int height = (int) dims[1];
		final int slices = dims.length > 2 ? (int) dims[2] : 1;
		final Map<Integer, List<Roi>> byLabel = new TreeMap<>();
		for (int z = 0; z < slices; z++) {
			final Plane plane = new Plane(labels, z * width * height, width, height);
			final int slice = dims.length > 2 ? z + 1 : 0;
			plane.boxes().forEach((label, box) -> byLabel.computeIfAbsent(label, key -> new ArrayList<>()).add(named(
				plane.outline(label, box), label, slice)));
		}
		return new LabelRois(byLabel.values().stream().flatMap(List::stream).toList());
	}

	/** The ROIs. */
	public List<Roi> rois() {
		return rois;
	}

	/** The ROIs as an overlay of an image on the grid. */
	public Overlay overlay() {
		final Overlay overlay = new Overlay();
		rois.forEach(roi -> overlay.add((Roi) roi.clone()));
		return overlay;
	}

	/**
	 * Writes the ROIs to a file that ImageJ's ROI Manager opens.
	 *
	 * @param zip the file; an existing one is overwritten
	 * @throws IOException if it cannot be written
	 */
	public void write(final Path zip) throws IOException {
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
			for (final Roi roi : rois) {
				out.putNextEntry(new ZipEntry(roi.getName() + ".roi"));
				out.write(RoiEncoder.saveAsByteArray(roi));
				out.closeEntry();
			}
		}
	}

	private static Roi named(final Roi roi, final int label, final int slice) {
		roi.setName(PROPERTY + "-" + label + (slice == 0 ? "" : "-slice-" + slice));
		if (slice > 0) roi.setPosition(slice);
		// not a group of ROIs, of which there are 255 only, and whose colours are a file of Fiji's
		roi.setProperty(PROPERTY, String.valueOf(label));
		return roi;
	}

	/** A slice of the labels. */
	private record Plane(int[] labels, int start, int width, int height) {

		/** The first and last column and row of each label, as x, y, x, y. */
		Map<Integer, int[]> boxes() {
			final Map<Integer, int[]> boxes = new TreeMap<>();
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++) {
					final int label = labels[start + y * width + x];
					if (label == 0) continue;
					final int[] box = boxes.get(label);
					if (box == null) boxes.put(label, new int[] { x, y, x, y });
					else {
						box[0] = Math.min(box[0], x);
						box[2] = Math.max(box[2], x);
						box[3] = y;
					}
				}
			return boxes;
		}

		/** The ROI around the pixels of a label. */
		Roi outline(final int label, final int[] box) {
			final ByteProcessor inside = new ByteProcessor(box[2] - box[0] + 1, box[3] - box[1] + 1);
			for (int y = box[1]; y <= box[3]; y++)
				for (int x = box[0]; x <= box[2]; x++)
					if (labels[start + y * width + x] == label) inside.set(x - box[0], y - box[1], INSIDE);
			inside.setThreshold(INSIDE, INSIDE, ImageProcessor.NO_LUT_UPDATE);
			final Roi roi = new ThresholdToSelection().convert(inside);
			roi.setLocation(box[0], box[1]);
			return roi;
		}
	}
}
