package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

class NiftiHeaderTest {

	private static final long[] DIMS = { 4, 3, 2 };

	@Test
	void aNewHeaderHasUnitVoxelsAtTheOriginAndNoScaling() {
		final NiftiHeader header = NiftiHeader.of(DIMS, NiftiType.INT16);

		assertEquals(1, header.version());
		assertEquals(ByteOrder.LITTLE_ENDIAN, header.order());
		assertEquals(24, header.size());
		assertFalse(header.isScaled());
		assertArrayEquals(new double[] { 1, 1, 1 }, header.voxelSize());
		assertEquals(0, header.affine()[0][3]);
		assertEquals("", header.spaceUnit());
	}

	@Test
	void aLongAxisNeedsNifti2() {
		assertEquals(1, NiftiHeader.of(new long[] { 32767, 1 }, NiftiType.UINT8).version());
		assertEquals(2, NiftiHeader.of(new long[] { 32768, 1 }, NiftiType.UINT8).version());
	}

	@Test
	void arraysAreCopiedInAndOut() {
		final long[] dims = DIMS.clone();
		final NiftiHeader header = NiftiHeader.of(dims, NiftiType.FLOAT32);

		dims[0] = 99;
		header.dims()[1] = 99;
		header.pixdim()[1] = 99;
		header.sform()[0] = 99;

		assertArrayEquals(DIMS, header.dims());
		assertEquals(NiftiHeader.of(DIMS, NiftiType.FLOAT32), header);
	}

	@Test
	void bytesOfAHeaderMakeTheSameHeader() throws IOException {
		final NiftiHeader plain = NiftiHeader.of(DIMS, NiftiType.INT16);
		final List<NiftiHeader> headers = List.of(plain, plain.withVersion(2), plain.withOrder(ByteOrder.BIG_ENDIAN)
			.withScaling(0.1, -1), plain.withExtensions(List.of(new NiftiExtension(6, "note".getBytes()),
				new NiftiExtension(4, new byte[100]))).withDescrip("some text").withUnits("um", "sec"));

		for (final NiftiHeader header : headers) {
			final NiftiHeader back = HeaderBytes.read(HeaderBytes.of(header), Path.of("a.nii"));
			assertEquals(header, back);
			assertEquals(header.version(), back.version());
			assertEquals(header.slope(), back.slope());
		}
		assertEquals(0.1, HeaderBytes.read(HeaderBytes.of(plain.withPixdim(1, 0.1, 1, 1, 1, 1, 1, 1)), Path.of("a"))
			.pixdim()[1], "not rounded, although a NIfTI-1 file has floats");
		assertEquals("a.nii: got 3 bytes, wanted a header", assertThrows(IOException.class, () -> HeaderBytes.read(
			new byte[3], Path.of("a.nii"))).getMessage());
	}

	@Test
	void axesThatCannotBeAreRefused() {
		for (final long[] dims : new long[][] { {}, { 1, 0 }, { -3 }, { 1, 1, 1, 1, 1, 1, 1, 1 },
			{ 1L << 40, 1L << 40 } }) {
			assertThrows(IllegalArgumentException.class, () -> NiftiHeader.of(dims, NiftiType.FLOAT32),
				Arrays.toString(dims));
		}
	}

	@Test
	void typesThatCannotBeWrittenAreRefused() {
		for (final NiftiType type : NiftiType.values()) {
			if (type.isSupported()) continue;
			final IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
				() -> NiftiHeader.of(DIMS, type));
			assertTrue(e.getMessage().contains(type.toString()), e.getMessage());
		}
	}

	@Test
	void qformsAgreeWithScipysRotations() throws IOException {
		for (final String[] row : Resources.rows("qform.tsv")) {
			final double[] v = Arrays.stream(row).mapToDouble(Double::parseDouble).toArray();
			final NiftiHeader header = NiftiHeader.of(DIMS, NiftiType.FLOAT32).withQform(1,
				Arrays.copyOf(v, 6)).withPixdim(v[6], v[7], v[8], v[9], 1, 1, 1, 1);

			final double[][] affine = header.affine();

			for (int i = 0; i < 3; i++) {
				assertArrayEquals(Arrays.copyOfRange(v, 10 + 4 * i, 14 + 4 * i), affine[i], 1e-10);
			}
			assertArrayEquals(new double[] { 0, 0, 0, 1 }, affine[3]);
		}
	}

	@Test
	void theSformWinsOverTheQformAndTheQformOverTheSteps() {
		final NiftiHeader steps = NiftiHeader.of(DIMS, NiftiType.FLOAT32).withPixdim(0, 2, 3, 4, 1, 1, 1, 1);
		final NiftiHeader qform = steps.withQform(1, 0, 0, 0, 10, 20, 30);
		final NiftiHeader both = qform.withSform(4, 5, 0, 0, 1, 0, 6, 0, 2, 0, 0, 7, 3);

		assertArrayEquals(new double[][] { { 2, 0, 0, 0 }, { 0, 3, 0, 0 }, { 0, 0, 4, 0 }, { 0, 0, 0, 1 } },
			steps.affine());
		assertArrayEquals(new double[][] { { 2, 0, 0, 10 }, { 0, 3, 0, 20 }, { 0, 0, 4, 30 },
			{ 0, 0, 0, 1 } }, qform.affine());
		assertArrayEquals(new double[][] { { 5, 0, 0, 1 }, { 0, 6, 0, 2 }, { 0, 0, 7, 3 }, { 0, 0, 0, 1 } },
			both.affine());
		assertArrayEquals(qform.affine(), both.withSform(0, new double[12]).affine());
	}

	@Test
	void aNewAffineBecomesTheSformAndKeepsTheCode() {
		final double[][] affine = { { 0, -2, 0, 1 }, { 3, 0, 0, 2 }, { 0, 0, 4, 3 }, { 0, 0, 0, 1 } };
		final NiftiHeader plain = NiftiHeader.of(DIMS, NiftiType.FLOAT32);

		final NiftiHeader moved = plain.withAffine(affine);

		assertArrayEquals(affine, moved.affine());
		assertArrayEquals(new double[] { 3, 2, 4 }, moved.voxelSize());
		assertEquals(2, moved.sformCode());
		assertEquals(4, plain.withQform(4, new double[6]).withAffine(affine).sformCode());
		assertEquals(0, plain.withQform(4, new double[6]).withAffine(affine).qformCode());
		assertEquals(3, moved.pixdim()[1]);
	}

	@Test
	void onlyAUsefulSlopeScales() {
		final NiftiHeader header = NiftiHeader.of(DIMS, NiftiType.INT16);

		assertTrue(header.withScaling(2, 0).isScaled());
		assertTrue(header.withScaling(1, 5).isScaled());
		assertFalse(header.withScaling(1, 0).isScaled());
		assertFalse(header.withScaling(0, 5).isScaled());
		assertFalse(header.withScaling(Double.NaN, Double.NaN).isScaled());
		assertFalse(header.withScaling(Double.POSITIVE_INFINITY, 0).isScaled());
		assertThrows(IllegalArgumentException.class, () -> header.withScaling(2, Double.NaN));
	}

	@Test
	void aMapKeepsTheGridAndDropsWhatBelongedToTheOldValues() {
		final double[][] affine = { { -2, 0, 0, 9 }, { 0, 2, 0, -8 }, { 0, 0, 2, -7 }, { 0, 0, 0, 1 } };
		final NiftiHeader source = NiftiHeader.of(new long[] { 4, 3, 2, 7 }, NiftiType.INT16)
			.withScaling(0.5, 3).withAffine(affine).withUnits("mm", "sec").withCalRange(1, 2).withDescrip("old")
			.withAuxFile("old").withToffset(3).withSlices(new SliceTiming(1, 2, 0, 1, 0.1)).withVersion(2)
			.withExtensions(List.of(new NiftiExtension(6, new byte[8]))).withOrder(ByteOrder.BIG_ENDIAN);

		final NiftiHeader map = source.asMap(NiftiIntent.TTEST, "t", 12);

		final NiftiHeader wanted = NiftiHeader.of(DIMS, NiftiType.FLOAT32).withAffine(source.affine())
			.withUnits("mm", "sec").withIntent(3, "t", 12).withOrder(ByteOrder.BIG_ENDIAN).withVersion(2);
		assertEquals(wanted, map);
		assertArrayEquals(new double[] { 12, 0, 0 }, map.intentParams());
	}

	@Test
	void unitsAreNamedAsInTheStandard() {
		final NiftiHeader header = NiftiHeader.of(DIMS, NiftiType.FLOAT32);

		assertEquals(10, header.withUnits("mm", "sec").xyztUnits());
		assertEquals(3 + 16, header.withUnits("um", "msec").xyztUnits());
		assertEquals("um", header.withUnits("um", "msec").spaceUnit());
		assertEquals("msec", header.withUnits("um", "msec").timeUnit());
		assertThrows(IllegalArgumentException.class, () -> header.withUnits("furlong", ""));
	}

	@Test
	void headersAreEqualByContent() {
		final NiftiHeader a = NiftiHeader.of(DIMS, NiftiType.FLOAT32);

		assertEquals(a.withDescrip("x"), a.withDescrip("x"));
		assertEquals(a.withDescrip("x").hashCode(), a.withDescrip("x").hashCode());
		assertNotEquals(a, a.withDescrip("x"));
		assertNotEquals(a, a.withType(NiftiType.FLOAT64));
	}

	@Test
	void theTextNamesTypeSizeAndVoxel() {
		assertEquals("NIfTI-1 float32 4 x 3 x 2, voxel 1.0 x 1.0 x 1.0 mm",
			NiftiHeader.of(DIMS, NiftiType.FLOAT32).withUnits("mm", "").toString());
	}

	@Test
	void datatypeCodesAndSizesAreThoseOfTheStandard() {
		final int[][] codes = { { 0, 0 }, { 1, 1 }, { 2, 8 }, { 4, 16 }, { 8, 32 }, { 16, 32 }, { 32, 64 },
			{ 64, 64 }, { 128, 24 }, { 256, 8 }, { 512, 16 }, { 768, 32 }, { 1024, 64 }, { 1280, 64 },
			{ 1536, 128 }, { 1792, 128 }, { 2048, 256 }, { 2304, 32 } };

		assertEquals(codes.length, NiftiType.values().length);
		for (final int[] code : codes) assertEquals(code[1], NiftiType.of(code[0]).bits());
		assertThrows(IllegalArgumentException.class, () -> NiftiType.of(3));
	}
}
