package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiDecoder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelRoisTest {

	@TempDir
	Path folder;

	@Test
	void roisHoldExactlyThePixelsOfTheirLabel() {
		final Random random = new Random(4);
		for (int repeat = 0; repeat < 20; repeat++) {
			final int[] labels = random.ints(9 * 7 * 3, -3, 4).map(i -> Math.max(0, i)).toArray();

			final LabelRois got = LabelRois.of(labels, 9, 7, 3);

			assertArrayEquals(labels, painted(got.rois(), 9, 7, 3));
		}
	}

	@Test
	void holesAndPartsBelongToOneRoi() {
		final int[] labels = { 1, 1, 1, 0, 0, //
			1, 0, 1, 0, 1, //
			1, 1, 1, 0, 0 };

		final LabelRois got = LabelRois.of(labels, 5, 3);

		assertEquals(1, got.rois().size());
		assertEquals("cluster-1", got.rois().get(0).getName());
		assertEquals(0, got.rois().get(0).getPosition());
		assertArrayEquals(labels, painted(got.rois(), 5, 3, 1));
	}

	@Test
	void roisComeByLabelAndTellItAndTheirSlice() {
		final int[] labels = new int[12];
		labels[1] = 300;
		labels[5] = 2;
		labels[9] = 2;

		final List<Roi> rois = LabelRois.of(labels, 2, 2, 3).rois();

		assertEquals(List.of("cluster-2-slice-2", "cluster-2-slice-3", "cluster-300-slice-1"), rois.stream().map(
			Roi::getName).toList());
		assertEquals(List.of(2, 3, 1), rois.stream().map(Roi::getPosition).toList());
		assertEquals(List.of("2", "2", "300"), rois.stream().map(roi -> roi.getProperty("cluster")).toList());
	}

	@Test
	void theFileHoldsThem() throws IOException {
		final int[] labels = new Random(5).ints(60, 0, 3).toArray();
		final LabelRois wanted = LabelRois.of(labels, 5, 4, 3);
		final Path zip = folder.resolve("rois.zip");

		wanted.write(zip);

		final List<Roi> read = new ArrayList<>();
		try (ZipFile file = new ZipFile(zip.toFile())) {
			for (final ZipEntry entry : file.stream().toList())
				try (InputStream in = file.getInputStream(entry)) {
					final String name = entry.getName();
					assertEquals(".roi", name.substring(name.length() - 4));
					read.add(RoiDecoder.openFromByteArray(in.readAllBytes()));
				}
		}
		assertArrayEquals(labels, painted(read, 5, 4, 3));
		assertEquals(wanted.rois().stream().map(Roi::getName).toList(), read.stream().map(Roi::getName).toList());
		assertEquals(wanted.rois().stream().map(Roi::getPosition).toList(),
			read.stream().map(Roi::getPosition).toList());
		assertEquals("2", read.get(read.size() - 1).getProperty("cluster"));
	}

	@Test
	void theOverlayHoldsThem() {
		final LabelRois rois = LabelRois.of(new int[] { 1, 2, 0, 2 }, 2, 2);

		final Overlay overlay = rois.overlay();

		assertEquals(2, overlay.size());
		assertEquals("cluster-2", overlay.get(1).getName());
	}

	@Test
	void withoutLabelsThereAreNone() throws IOException {
		final LabelRois none = LabelRois.of(new int[4], 2, 2);

		none.write(folder.resolve("none.zip"));

		assertEquals(List.of(), none.rois());
	}

	/** The labels that the names tell, in the pixels that the ROIs contain. */
	private static int[] painted(final List<Roi> rois, final int width, final int height, final int slices) {
		final int[] labels = new int[width * height * slices];
		for (final Roi roi : rois) {
			final int label = Integer.parseInt(roi.getName().split("-")[1]);
			final int start = Math.max(0, roi.getPosition() - 1) * width * height;
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++)
					if (roi.contains(x, y)) labels[start + y * width + x] += label;
		}
		return labels;
	}
}
