package org.voxmeta.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the bytes of a NIfTI-1 or NIfTI-2 header into a {@link NiftiHeader} and back. Offsets are those of
 * the standards' C structs.
 */
final class HeaderCodec {

	/** Size of the NIfTI-1 header, which is also its first field. */
	static final int SIZE1 = 348;
	/** Size of the NIfTI-2 header, which is also its first field. */
	static final int SIZE2 = 540;
	/** Size of the flag that follows the header and says whether extensions do. */
	static final int EXTENDER = 4;

	/** What follows "n+2\0" or "ni2\0": shows a transfer in text mode, as in PNG. */
	private static final byte[] NIFTI2_TAIL = { '\r', '\n', 0x1a, '\n' };
	/** Extensions are padded to multiples of this. */
	private static final int EXTENSION_UNIT = 16;

	private HeaderCodec() {
	}

	/**
	 * Returns the size of the header that begins with these bytes.
	 *
	 * @param start at least four bytes
	 * @return {@link #SIZE1}, {@link #SIZE2}, or 0 if this is no NIfTI header in either byte order
	 */
	static int size(final byte[] start) {
		return order(start, SIZE1) != null ? SIZE1 : order(start, SIZE2) != null ? SIZE2 : 0;
	}

	/**
	 * Returns the fields of a header, checked.
	 *
	 * @param raw {@link #size} bytes
	 * @param path the file, for messages
	 * @return the fields, without extensions
	 * @throws IOException if a field makes no sense; the message names file, field, value and what is wanted
	 */
	static HeaderFields decode(final byte[] raw, final Path path) throws IOException {
		final int size = size(raw);
		final ByteBuffer bytes = ByteBuffer.wrap(raw).order(order(raw, size));
		final HeaderFields f = new HeaderFields();
		f.version = size == SIZE1 ? 1 : 2;
		f.order = bytes.order();
		requireMagic(raw, f.version, path);
		final int typeAt = f.version == 1 ? 70 : 12;
		f.type = decodeType(bytes.getShort(typeAt), bytes.getShort(typeAt + 2), path);
		f.dims = decodeDims(bytes, f.version, path);
		exchange(f, new FieldIo.Taking(bytes));
		f.voxOffset = decodeOffset(bytes, f, isSingle(raw, f.version), path);
		if (!Double.isFinite(f.inter) && Double.isFinite(f.slope) && f.slope != 0) {
			throw new IOException(path + ": scl_inter is " + f.inter + " although scl_slope is " + f.slope +
				"; wanted a finite number");
		}
		return f;
	}

	/** Returns whether header and samples are in one file, going by the magic string. */
	static boolean isSingle(final byte[] raw, final int version) {
		return raw[version == 1 ? 345 : 5] == '+';
	}

	/**
	 * Returns everything before the samples of a one-file image: header, extension flag, extensions. An axis
	 * or another field too long for NIfTI-1 makes it NIfTI-2.
	 */
	static byte[] encode(final NiftiHeader header) {
		final HeaderFields f = header.fields();
		f.version = f.version == 1 && fitsVersion1(f) ? 1 : 2;
		final int size = f.version == 1 ? SIZE1 : SIZE2;
		final int offset = size + EXTENDER + f.extensions.stream().mapToInt(HeaderCodec::paddedSize).sum();
		final ByteBuffer bytes = ByteBuffer.allocate(offset).order(f.order);
		bytes.putInt(0, size);
		exchange(f, new FieldIo.Putting(bytes));
		if (f.version == 1) {
			// readers of ANALYZE 7.5 files look for this 'r'
			bytes.put(38, (byte) 'r');
			bytes.putShort(40, (short) f.dims.length);
			for (int i = 0; i < 7; i++) bytes.putShort(42 + 2 * i, (short) dim(f, i));
			bytes.putShort(70, (short) f.type.code()).putShort(72, (short) f.type.bits());
			bytes.putFloat(108, offset);
			bytes.put(344, new byte[] { 'n', '+', '1', 0 });
		}
		else {
			bytes.put(4, new byte[] { 'n', '+', '2', 0 }).put(8, NIFTI2_TAIL);
			bytes.putShort(12, (short) f.type.code()).putShort(14, (short) f.type.bits());
			bytes.putLong(16, f.dims.length);
			for (int i = 0; i < 7; i++) bytes.putLong(24 + 8 * i, dim(f, i));
			bytes.putLong(168, offset);
		}
		bytes.put(size, (byte) (f.extensions.isEmpty() ? 0 : 1));
		bytes.position(size + EXTENDER);
		for (final NiftiExtension extension : f.extensions) {
			final int next = bytes.position() + paddedSize(extension);
			bytes.putInt(paddedSize(extension)).putInt(extension.code()).put(extension.content());
			bytes.position(next);
		}
		return bytes.array();
	}

	/** Returns the header with its scaling as readers of the bytes will find it: NIfTI-1 has floats. */
	static NiftiHeader asStored(final NiftiHeader header, final byte[] encoded) {
		return size(encoded) == SIZE2 ? header : header.withScaling((float) header.slope(),
			(float) header.inter());
	}

	/**
	 * Returns the extensions in the bytes between the extension flag and the samples. The first one whose
	 * size makes no sense ends the list: the samples can be read all the same.
	 */
	static List<NiftiExtension> decodeExtensions(final byte[] raw, final ByteOrder order) {
		final List<NiftiExtension> extensions = new ArrayList<>();
		final ByteBuffer bytes = ByteBuffer.wrap(raw).order(order);
		while (bytes.remaining() >= 8) {
			final int at = bytes.position();
			final int size = bytes.getInt(at);
			if (size < 8 || size > bytes.remaining()) break;
			final byte[] content = Arrays.copyOfRange(raw, at + 8, at + size);
			extensions.add(new NiftiExtension(bytes.getInt(at + 4), content));
			bytes.position(at + size);
		}
		return List.copyOf(extensions);
	}

	private static ByteOrder order(final byte[] start, final int size) {
		final ByteBuffer bytes = ByteBuffer.wrap(start);
		if (bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(0) == size) return ByteOrder.LITTLE_ENDIAN;
		if (bytes.order(ByteOrder.BIG_ENDIAN).getInt(0) == size) return ByteOrder.BIG_ENDIAN;
		return null;
	}

	private static void exchange(final HeaderFields f, final FieldIo io) {
		if (f.version == 1) exchange1(f, io);
		else exchange2(f, io);
	}

	private static void exchange1(final HeaderFields f, final FieldIo io) {
		f.dimInfo = io.uint8(39, f.dimInfo);
		io.float32s(56, f.intentParams);
		f.intentCode = io.int16(68, f.intentCode);
		f.sliceStart = io.int16(74, (int) f.sliceStart);
		io.float32s(76, f.pixdim);
		f.slope = io.float32(112, f.slope);
		f.inter = io.float32(116, f.inter);
		f.sliceEnd = io.int16(120, (int) f.sliceEnd);
		f.sliceCode = io.uint8(122, f.sliceCode);
		f.xyztUnits = io.uint8(123, f.xyztUnits);
		f.calMax = io.float32(124, f.calMax);
		f.calMin = io.float32(128, f.calMin);
		f.sliceDuration = io.float32(132, f.sliceDuration);
		f.toffset = io.float32(136, f.toffset);
		f.descrip = io.text(148, 80, f.descrip);
		f.auxFile = io.text(228, 24, f.auxFile);
		f.qformCode = io.int16(252, f.qformCode);
		f.sformCode = io.int16(254, f.sformCode);
		io.float32s(256, f.qform);
		io.float32s(280, f.sform);
		f.intentName = io.text(328, 16, f.intentName);
	}

	private static void exchange2(final HeaderFields f, final FieldIo io) {
		io.float64s(80, f.intentParams);
		io.float64s(104, f.pixdim);
		f.slope = io.float64(176, f.slope);
		f.inter = io.float64(184, f.inter);
		f.calMax = io.float64(192, f.calMax);
		f.calMin = io.float64(200, f.calMin);
		f.sliceDuration = io.float64(208, f.sliceDuration);
		f.toffset = io.float64(216, f.toffset);
		f.sliceStart = io.int64(224, f.sliceStart);
		f.sliceEnd = io.int64(232, f.sliceEnd);
		f.descrip = io.text(240, 80, f.descrip);
		f.auxFile = io.text(320, 24, f.auxFile);
		f.qformCode = io.int32(344, f.qformCode);
		f.sformCode = io.int32(348, f.sformCode);
		io.float64s(352, f.qform);
		io.float64s(400, f.sform);
		f.sliceCode = io.int32(496, f.sliceCode);
		f.xyztUnits = io.int32(500, f.xyztUnits);
		f.intentCode = io.int32(504, f.intentCode);
		f.intentName = io.text(508, 16, f.intentName);
		f.dimInfo = io.uint8(524, f.dimInfo);
	}

	private static void requireMagic(final byte[] raw, final int version, final Path path)
		throws IOException {
		final int at = version == 1 ? 344 : 4;
		final String got = new String(raw, at, 4, StandardCharsets.ISO_8859_1);
		if (!got.equals("n+" + version + "\0") && !got.equals("ni" + version + "\0")) {
			throw new IOException(path + ": not a NIfTI-" + version + " file: the magic string is '" +
				printable(got) + "', wanted 'n+" + version + "' or 'ni" + version +
				"' (an ANALYZE 7.5 file has none)");
		}
		if (version == 2 && !Arrays.equals(raw, 8, 12, NIFTI2_TAIL, 0, 4)) {
			throw new IOException(path + ": damaged NIfTI-2 signature: got bytes " +
				Arrays.toString(Arrays.copyOfRange(raw, 8, 12)) + ", wanted " + Arrays.toString(NIFTI2_TAIL) +
				"; was the file copied as text?");
		}
	}

	private static String printable(final String text) {
		return text.replace("\0", "").replaceAll("[^ -~]", "?");
	}

	private static NiftiType decodeType(final int code, final int bitpix, final Path path)
		throws IOException {
		final NiftiType type = Arrays.stream(NiftiType.values()).filter(t -> t.code() == code).findAny()
			.orElse(null);
		if (type == null || !type.isSupported()) {
			throw new IOException(path + ": datatype " + code + (type == null ? "" : " (" + type + ")") +
				" is not supported; wanted an integer or real type");
		}
		if (bitpix != type.bits()) {
			throw new IOException(path + ": bitpix is " + bitpix + ", wanted " + type.bits() +
				" for datatype " + code + " (" + type + ")");
		}
		return type;
	}

	private static long[] decodeDims(final ByteBuffer bytes, final int version, final Path path)
		throws IOException {
		final long n = version == 1 ? bytes.getShort(40) : bytes.getLong(16);
		if (n < 1 || n > 7) throw new IOException(path + ": dim[0] is " + n + ", wanted 1 to 7 axes");
		final long[] dims = new long[(int) n];
		long size = 1;
		for (int i = 0; i < n; i++) {
			dims[i] = version == 1 ? bytes.getShort(42 + 2 * i) : bytes.getLong(24 + 8 * i);
			if (dims[i] < 1) {
				throw new IOException(path + ": dim[" + (i + 1) + "] is " + dims[i] +
					", wanted a length above 0");
			}
			if (size > Long.MAX_VALUE / dims[i]) {
				throw new IOException(path + ": the axes " + NiftiHeader.shape(dims) +
					" have more voxels than a 64-bit number can count");
			}
			size *= dims[i];
		}
		return dims;
	}

	private static long decodeOffset(final ByteBuffer bytes, final HeaderFields f, final boolean single,
		final Path path) throws IOException
	{
		final double offset = f.version == 1 ? bytes.getFloat(108) : bytes.getLong(168);
		final int least = single ? (f.version == 1 ? SIZE1 : SIZE2) + EXTENDER : 0;
		if (!(offset >= least && offset < Long.MAX_VALUE) || offset != Math.rint(offset)) {
			throw new IOException(path + ": vox_offset is " + offset +
				", wanted a whole number of at least " + least + (single ? ", after the header" : ""));
		}
		return f.version == 1 ? (long) offset : bytes.getLong(168);
	}

	private static boolean fitsVersion1(final HeaderFields f) {
		return Arrays.stream(f.dims).allMatch(HeaderCodec::isShort) && isShort(f.sliceStart) &&
			isShort(f.sliceEnd) && isShort(f.intentCode) && isShort(f.qformCode) && isShort(f.sformCode);
	}

	private static boolean isShort(final long value) {
		return value == (short) value;
	}

	/** Unused axes have length 1, as other writers do. */
	private static long dim(final HeaderFields f, final int i) {
		return i < f.dims.length ? f.dims[i] : 1;
	}

	private static int paddedSize(final NiftiExtension extension) {
		final int size = 8 + extension.content().length;
		return (size + EXTENSION_UNIT - 1) / EXTENSION_UNIT * EXTENSION_UNIT;
	}
}
