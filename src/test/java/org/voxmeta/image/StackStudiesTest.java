package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.plugin.Duplicator;
import ij.plugin.HyperStackConverter;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.image.StackStudies.Entry;

/** What stays with a stack of studies while ImageJ works on it. */
class StackStudiesTest {

	private static final List<Entry> ENTRIES = List.of(new Entry("Miller, 2011", 25, "a", columns("31.5", "placebo")),
		new Entry("Chen 2014", Double.NaN, "", columns("", "")), new Entry("Okafor \"2020\"", 18.5, "a", columns("44",
			"high, \"late\"")));

	@TempDir
	Path folder;

	@Test
	void framesAreTheStudies() {
		final ImagePlus stack = stack(4, 3, 2);

		assertArrayEquals(new int[] { 4, 3, 1, 2, 3 }, stack.getDimensions());
		assertEquals(32, stack.getBitDepth());
		for (int t = 1; t <= 3; t++)
			for (int z = 1; z <= 2; z++) {
				assertEquals(ENTRIES.get(t - 1).id(), stack.getStack().getSliceLabel(stack.getStackIndex(1, z, t)));
				assertEquals(100 * t + 12 * (z - 1) + 5, stack.getStack().getProcessor(stack.getStackIndex(1, z,
					t)).getf(1, 1));
			}
		assertEquals(Optional.of(ENTRIES), along(stack, StudyAxis.T, 3));
		assertEquals(List.of(100f, 200f, 300f), StudyAxis.AUTO.split(StackViews.of(stack)).stream().map(study ->
			study.getAt(0, 0, 0).getRealFloat()).toList());
	}

	@Test
	void flatMapsLieAlongT() {
		final ImagePlus stack = stack(4, 3);

		assertArrayEquals(new int[] { 4, 3, 1, 1, 3 }, stack.getDimensions());
		assertEquals(Optional.of(ENTRIES), along(stack, StudyAxis.T, 3));
	}

	@Test
	void theHeaderIsKeptWhereThePlaceIsKnown() {
		final NiftiHeader header = NiftiHeader.of(new long[] { 4, 3, 2 },
			NiftiType.INT16).withAffine(new double[][] { { -2, 0, 0, 5 }, { 0, 3, 0, 6 }, { 0, 0, 4, 7 }, { 0, 0, 0,
			1 } });

		final ImagePlus placed = stack(header, true);
		final ImagePlus anywhere = stack(header, false);

		assertArrayEquals(header.affine(), NiftiImages.headerOf(placed).affine());
		assertArrayEquals(new long[] { 4, 3, 2, 3 }, NiftiImages.headerOf(placed).dims());
		assertNull(anywhere.getProperty(NiftiImages.HEADER_PROPERTY));
		assertEquals(4, anywhere.getCalibration().pixelDepth);
	}

	@Test
	void copiesAndFilesKeepTheStudies() {
		final ImagePlus stack = stack(4, 3, 2);
		final String file = folder.resolve("stack.tif").toString();
		new FileSaver(stack).saveAsTiff(file);

		assertEquals(Optional.of(ENTRIES), along(new Duplicator().run(stack), StudyAxis.T, 3));
		assertEquals(Optional.of(ENTRIES), along(new Opener().openImage(file), StudyAxis.T, 3));
	}

	@Test
	void labelsTellWhichStudiesAreLeft() {
		final ImagePlus some = new Duplicator().run(stack(4, 3, 2), 1, 1, 1, 2, 2, 3);
		final ImagePlus reversed = stack(4, 3, 2);
		final ImageStack planes = new ImageStack(4, 3);
		for (int t = 3; t > 0; t--)
			for (int z = 1; z <= 2; z++) {
				final int index = reversed.getStackIndex(1, z, t);
				planes.addSlice(reversed.getStack().getSliceLabel(index), reversed.getStack().getProcessor(index));
			}
		reversed.setStack(planes);

		assertEquals(Optional.of(ENTRIES.subList(1, 3)), along(some, StudyAxis.T, 2));
		assertEquals(Optional.of(List.of(ENTRIES.get(2), ENTRIES.get(1), ENTRIES.get(0))), along(reversed,
			StudyAxis.T, 3));
	}

	@Test
	void framesCanBecomeChannels() {
		final ImagePlus stack = stack(4, 3, 2);

		stack.setDimensions(3, 2, 1);
		new HyperStackConverter().shuffle(stack, HyperStackConverter.ZCT);

		assertEquals(Optional.of(ENTRIES), along(stack, StudyAxis.C, 3));
	}

	@Test
	void withoutLabelsTheNumberOfStudiesMustFit() {
		final ImagePlus stack = stack(4, 3, 2);
		for (int i = 1; i <= 6; i++)
			stack.getStack().setSliceLabel(null, i);

		assertEquals(Optional.of(ENTRIES), along(stack, StudyAxis.T, 3));
		assertEquals(Optional.empty(), along(stack, StudyAxis.Z, 2));
	}

	@Test
	void labelsThatNobodyKnowsTellNothing() {
		final ImagePlus stack = stack(4, 3, 2);
		stack.getStack().setSliceLabel("somebody else", stack.getStackIndex(1, 1, 2));
		final ImagePlus twice = stack(4, 3, 2);
		twice.getStack().setSliceLabel(ENTRIES.get(0).id(), twice.getStackIndex(1, 1, 2));

		assertEquals(Optional.empty(), along(stack, StudyAxis.T, 3));
		assertEquals(Optional.empty(), along(twice, StudyAxis.T, 3));
	}

	@Test
	void otherImagesHaveNoStudies() {
		final ImagePlus image = stack(4, 3, 2);
		for (final String text : new String[] { null, "", "anything", "study\tn\tgroup\na",
			"study\tn\tgroup\na\tx\t", "study\tn\tgroup\tage\na\t3\t", "study\tn\tgroups\na\t3\t" }) {
			image.setProp(StackStudies.PROPERTY, text);

			assertTrue(StackStudies.of(image).isEmpty(), text);
		}
	}

	@Test
	void studiesKeptWithoutOtherColumnsAreRead() {
		final ImagePlus image = stack(4, 3, 2);

		image.setProp(StackStudies.PROPERTY, "study\tn\tgroup\nMiller, 2011\t25\ta\nChen 2014\t\t\nOkafor \"2020\"\t7\t");

		assertEquals(Optional.of(List.of(new Entry("Miller, 2011", 25, "a"), new Entry("Chen 2014", Double.NaN, ""),
			new Entry("Okafor \"2020\"", 7, ""))), along(image, StudyAxis.T, 3));
	}

	@Test
	void blanksStandForTabsAndLineEndsInOtherColumns() {
		final Entry entry = new Entry("a", 3, "", Map.of("drug\tand dose", "high\nlow"));

		assertEquals(Map.of("drug and dose", "high low"), entry.columns());
	}

	@Test
	void blanksStandForTabsAndLineEnds() {
		final ImageStack planes = new ImageStack(2, 2);
		planes.addSlice(null, new float[4]);
		planes.addSlice(null, new float[4]);
		final ImagePlus image = new ImagePlus("x", planes);
		image.setDimensions(1, 1, 2);

		StackStudies.of(List.of(new Entry("a\tb", 3, "g\nh"), new Entry("c", 4, ""))).keepWith(image);

		assertEquals(Optional.of(List.of(new Entry("a b", 3, "g h"), new Entry("c", 4, ""))), along(image,
			StudyAxis.T, 2));
	}

	@Test
	void studiesAreCopiedToImagesOfTheSameAxes() {
		final ImagePlus from = stack(4, 3, 2);
		final ImagePlus to = stack(4, 3, 2);
		to.setProp(StackStudies.PROPERTY, null);
		final ImagePlus other = stack(4, 3);
		other.setProp(StackStudies.PROPERTY, null);

		StackStudies.copy(from, to);
		StackStudies.copy(from, other);

		assertEquals(Optional.of(ENTRIES), along(to, StudyAxis.T, 3));
		assertNull(other.getProp(StackStudies.PROPERTY));
	}

	@Test
	void mapsOfMoreAxesAreRefused() {
		final NiftiHeader header = NiftiHeader.of(new long[] { 4, 3, 2, 5 }, NiftiType.FLOAT32);

		assertEquals("Maps: got 4 x 3 x 2 x 5 voxels, wanted two or three axes",
			assertThrows(IllegalArgumentException.class, () -> new StudyStack(header, false, StackStudies.of(ENTRIES),
			3)).getMessage());
	}

	private static ImagePlus stack(final long... dims) {
		return stack(NiftiHeader.of(dims, NiftiType.FLOAT32), false);
	}

	/** Voxel j of study k, both from 0, is 100 (k + 1) + j. */
	private static ImagePlus stack(final NiftiHeader header, final boolean placed) {
		final StudyStack stack = new StudyStack(header, placed, StackStudies.of(ENTRIES), 3);
		for (int k = 2; k >= 0; k--) {
			final double[] values = new double[(int) header.size()];
			for (int j = 0; j < values.length; j++)
				values[j] = 100 * (k + 1) + j;
			stack.set(k, ArrayImgs.doubles(values, header.dims()));
		}
		return stack.toImagePlus("stack");
	}

	private static Optional<List<Entry>> along(final ImagePlus image, final StudyAxis axis, final int count) {
		assertEquals(count, IntStream.of(axis == StudyAxis.T ? image.getNFrames() : axis == StudyAxis.C ? image
			.getNChannels() : image.getNSlices()).sum());
		return StackStudies.of(image).orElseThrow().along(axis, count);
	}

	private static Map<String, String> columns(final String age, final String drug) {
		final Map<String, String> columns = new LinkedHashMap<>();
		columns.put("age in years", age);
		columns.put("drug", drug);
		return columns;
	}
}
