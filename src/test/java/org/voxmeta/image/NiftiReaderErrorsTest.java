package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NiftiReaderErrorsTest {

	@TempDir
	Path folder;

	@Test
	void anEmptyFile() throws IOException {
		refuses("a.nii", new byte[0], "empty file");
		refuses("a.nii.gz", new byte[0], "empty file");
	}

	@Test
	void aTextFileNamedNiftiGz() throws IOException {
		refuses("a.nii.gz", "This is not an image, whatever it is called.\n".repeat(20).getBytes(),
			"sizeof_hdr 1936287828", "348 or 540", "nor is it gzip");
	}

	@Test
	void aTextFileInsideGzip() throws IOException {
		refuses("a.nii.gz", NiftiBytes.gzip("This is not an image".repeat(40).getBytes()),
			"not a NIfTI file");
	}

	@Test
	void aFewBytes() throws IOException {
		refuses("a.nii", new byte[] { 92, 1, 0 }, "got 3 bytes");
		refuses("a.nii", new byte[] { 92, 1, 0, 0, 0 }, "got 5 bytes", "348");
		refuses("a.nii.gz", new byte[] { 0x1f, (byte) 0x8b, 8 }, "gzip");
	}

	@Test
	void aHeaderThatBreaksOff() throws IOException {
		final NiftiBytes second = plain();
		second.version = 2;
		refuses("a.nii", Arrays.copyOf(plain().file(), 300), "got 300 bytes", "348");
		refuses("a.nii", Arrays.copyOf(second.file(), 500), "got 500 bytes", "540");
	}

	@Test
	void sizeofHdrWrongInBothOrders() throws IOException {
		final NiftiBytes bytes = plain();
		bytes.sizeofHdr = 349;

		refuses("a.nii", bytes.file(), "sizeof_hdr 349", "348 or 540");
	}

	@Test
	void aTruncatedGzip() throws IOException {
		final byte[] gzip = NiftiBytes.gzip(noise().file());

		refuses("a.nii.gz", Arrays.copyOf(gzip, gzip.length / 2), "truncated gzip");
		refuses("a.nii.gz", Arrays.copyOf(gzip, gzip.length - 3), "truncated gzip");
	}

	@Test
	void aGzipWhoseChecksumIsWrong() throws IOException {
		final byte[] gzip = NiftiBytes.gzip(noise().file());
		gzip[gzip.length - 8] ^= 1;

		refuses("a.nii.gz", gzip, "damaged gzip");
	}

	@Test
	void aGzipDamagedInTheMiddle() throws IOException {
		for (int seed = 0; seed < 40; seed++) {
			final Random random = new Random(seed);
			final byte[] gzip = NiftiBytes.gzip(noise().file());
			gzip[20 + random.nextInt(gzip.length - 20)] ^= 1 << random.nextInt(8);
			refuses("a.nii.gz", gzip);
		}
	}

	@Test
	void truncatedSamples() throws IOException {
		final byte[] file = plain().file();

		refuses("a.nii", Arrays.copyOf(file, file.length - 1), "truncated", "376 bytes", "the file has 375");
		refuses("a.nii.gz", NiftiBytes.gzip(Arrays.copyOf(file, file.length - 1)), "truncated",
			"got 23 bytes of samples", "wanted 24");
		refuses("a.nii.gz", NiftiBytes.gzip(Arrays.copyOf(file, 352)), "got 0 bytes of samples");
	}

	@Test
	void axesThatMakeNoSense() throws IOException {
		for (int version = 1; version <= 2; version++) {
			refusesDims(version, "dim[0] is 0", 0, 3, 2, 1);
			refusesDims(version, "dim[0] is 8", 8, 3, 2, 1);
			refusesDims(version, "dim[0] is -1", -1, 3, 2, 1);
			refusesDims(version, "dim[2] is 0", 3, 3, 0, 1);
			refusesDims(version, "dim[3] is -5", 3, 3, 2, -5);
		}
		refusesDims(2, "more voxels than", 3, 1L << 40, 1L << 40, 1);
	}

	@Test
	void moreVoxelsThanTheFileCanHold() throws IOException {
		final NiftiBytes bytes = plain().dims(30000, 30000, 30000);
		final NiftiBytes far = plain();
		far.voxOffset = 1e9;

		refuses("a.nii", bytes.file(), "30000 x 30000 x 30000", "108000000000352 bytes", "the file has 376");
		refuses("a.nii.gz", NiftiBytes.gzip(bytes.file()), "too few even compressed");
		refuses("a.nii.gz", NiftiBytes.gzip(far.file()), "from byte 1000000000");
	}

	@Test
	void moreVoxelsThanOneArrayHolds() throws IOException {
		final Path path = plain().write(folder.resolve("a.nii"));

		final IOException e = assertThrows(IOException.class, () -> NiftiReader.read(path, 5));

		assertTrue(e.getMessage().contains("too large"), e.getMessage());
	}

	@Test
	void typesThatAreNotSupported() throws IOException {
		final int[][] types = { { 0, 0 }, { 1, 1 }, { 32, 64 }, { 128, 24 }, { 1792, 128 }, { 2048, 256 },
			{ 2304, 32 }, {
			77, 8 } };
		for (final int[] type : types) {
			final NiftiBytes bytes = plain();
			bytes.datatype = type[0];
			bytes.bitpix = type[1];
			refuses("a.nii", bytes.file(), "datatype " + type[0], "not supported");
		}
		final NiftiBytes colours = plain();
		colours.datatype = 128;
		refuses("a.nii", colours.file(), "rgb24");
	}

	@Test
	void bitpixThatContradictsTheType() throws IOException {
		final NiftiBytes bytes = plain();
		bytes.bitpix = 16;

		refuses("a.nii", bytes.file(), "bitpix is 16", "wanted 32");
	}

	@Test
	void samplesInsideTheHeader() throws IOException {
		for (final double offset : new double[] { 0, 348, 351, 352.5 }) {
			final NiftiBytes bytes = plain();
			bytes.voxOffset = offset;
			refuses("a.nii", bytes.file(), "vox_offset is " + offset, "352");
		}
		final NiftiBytes second = plain();
		second.version = 2;
		second.voxOffset = 352;
		refuses("a.nii", second.file(), "vox_offset is 352", "544");
	}

	@Test
	void anInterceptThatIsNotANumber() throws IOException {
		final NiftiBytes bytes = plain();
		bytes.slope = 2;
		bytes.inter = Double.NaN;

		refuses("a.nii", bytes.file(), "scl_inter is NaN");
	}

	@Test
	void magicThatIsNotNiftis() throws IOException {
		final NiftiBytes analyze = plain();
		analyze.magic = "\0\0";
		final NiftiBytes second = plain();
		second.version = 2;
		final byte[] text = second.file();
		text[8] = '\n';

		refuses("a.nii", analyze.file(), "magic", "ANALYZE");
		refuses("a.nii", text, "copied as text");
	}

	@Test
	void aPairWithoutItsPartner() throws IOException {
		final NiftiBytes bytes = plain();
		bytes.magic = "ni";

		refuses("a.hdr", bytes.head(), "voxel file is missing", "a.img or a.img.gz");
		refuses("b.img", bytes.samples, "header file is missing", "b.hdr or b.hdr.gz");
	}

	@Test
	void aPairWhoseVoxelFileIsTooShort() throws IOException {
		final NiftiBytes bytes = plain();
		bytes.magic = "ni";
		Files.write(folder.resolve("a.img"), new byte[10]);

		refuses("a.hdr", bytes.head(), "a.img", "truncated", "24 bytes", "has 10");
	}

	@Test
	void aFolderOrNothing() throws IOException {
		final Path sub = Files.createDirectory(folder.resolve("sub.nii"));
		final Path none = folder.resolve("none.nii");

		assertTrue(message(sub).contains("is a folder"));
		assertTrue(message(none).contains("no such file"));
		assertThrows(FileNotFoundException.class, () -> NiftiReader.readHeader(none));
	}

	@Test
	void filesAreClosedAfterAFailure() throws IOException {
		final Path path = Files.write(folder.resolve("a.nii"), new byte[400]);
		message(path);

		Files.delete(path);

		assertFalse(Files.exists(path));
	}

	@Test
	void randomDamageOfTheHeaderNeverEndsInAnythingButAMessage() throws IOException {
		final Random random = new Random(5);
		final Path path = folder.resolve("a.nii");
		for (int i = 0; i < 3000; i++) {
			final NiftiBytes bytes = plain();
			bytes.version = 1 + i % 2;
			bytes.order = i % 4 < 2 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
			final byte[] file = bytes.file();
			for (int k = 0; k < 3; k++) file[random.nextInt(file.length)] = (byte) random.nextInt();
			Files.write(path, file);
			try {
				final NiftiImage image = NiftiReader.read(path);
				assertEquals(image.header().size(), image.img().size());
			}
			catch (final IOException e) {
				assertTrue(e.getMessage().startsWith(path.toString()), e.getMessage());
			}
		}
	}

	private static NiftiBytes plain() {
		return new NiftiBytes().with(NiftiType.FLOAT32, "1", "2", "3", "4", "5", "6");
	}

	private static NiftiBytes noise() {
		final NiftiBytes bytes = new NiftiBytes().dims(20, 20, 20);
		bytes.samples = new byte[4 * 20 * 20 * 20];
		new Random(1).nextBytes(bytes.samples);
		return bytes;
	}

	private void refusesDims(final int version, final String message, final long... dim) throws IOException {
		final NiftiBytes bytes = plain();
		bytes.version = version;
		System.arraycopy(dim, 0, bytes.dim, 0, dim.length);
		refuses("a.nii", bytes.file(), message);
	}

	private void refuses(final String name, final byte[] content, final String... wanted) throws IOException {
		final String message = message(Files.write(folder.resolve(name), content));
		for (final String part : wanted) assertTrue(message.contains(part), message);
	}

	private static String message(final Path path) {
		final String message = assertThrows(IOException.class, () -> NiftiReader.read(path)).getMessage();
		assertTrue(message.contains(path.getParent().toString()), message);
		assertFalse(message.contains("\n"), message);
		return message;
	}
}
