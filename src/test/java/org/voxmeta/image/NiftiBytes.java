package org.voxmeta.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Builds NIfTI files byte by byte, straight from the tables of the standard and without the code under test.
 */
final class NiftiBytes {

	int version = 1;
	ByteOrder order = ByteOrder.LITTLE_ENDIAN;
	int sizeofHdr = -1;
	String magic = "n+";
	int datatype = 16;
	int bitpix = 32;
	long[] dim = { 3, 3, 2, 1, 1, 1, 1, 1 };
	double[] pixdim = { 1, 1, 1, 1, 1, 1, 1, 1 };
	double voxOffset = -1;
	double slope;
	double inter;
	int qformCode;
	int sformCode;
	double[] quaternAndOffset = new double[6];
	double[] srow = new double[12];
	int intentCode;
	String intentName = "";
	int xyztUnits;
	String descrip = "";
	byte[] extensions = {};
	byte[] samples = {};

	/** Sets type and samples; each literal is a whole number, a decimal number, NaN or Infinity. */
	NiftiBytes with(final NiftiType type, final String... literals) {
		datatype = type.code();
		bitpix = type.bits();
		final ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (final String literal : literals) all.writeBytes(sample(type, literal));
		samples = all.toByteArray();
		return this;
	}

	NiftiBytes dims(final long... lengths) {
		dim = new long[] { lengths.length, 1, 1, 1, 1, 1, 1, 1 };
		System.arraycopy(lengths, 0, dim, 1, lengths.length);
		return this;
	}

	/** Header, extension flag and extensions. */
	byte[] head() {
		final int size = version == 1 ? 348 : 540;
		final ByteBuffer b = ByteBuffer.allocate(size + 4 + extensions.length).order(order);
		b.putInt(0, sizeofHdr < 0 ? size : sizeofHdr);
		final double offset = voxOffset >= 0 ? voxOffset : magic.equals("ni") ? 0 : b.capacity();
		if (version == 1) fill1(b, offset);
		else fill2(b, offset);
		b.put(size, (byte) (extensions.length > 0 ? 1 : 0));
		b.put(size + 4, extensions);
		return b.array();
	}

	/** The whole file. */
	byte[] file() {
		final ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.writeBytes(head());
		all.writeBytes(samples);
		return all.toByteArray();
	}

	/** Writes the whole file, gzip if so named. */
	Path write(final Path path) throws IOException {
		return Files.write(path, path.toString().endsWith(".gz") ? gzip(file()) : file());
	}

	static byte[] gzip(final byte[] plain) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(plain);
		}
		return out.toByteArray();
	}

	private void fill1(final ByteBuffer b, final double offset) {
		for (int i = 0; i < 8; i++) b.putShort(40 + 2 * i, (short) dim[i]);
		b.putShort(68, (short) intentCode).putShort(70, (short) datatype).putShort(72, (short) bitpix);
		for (int i = 0; i < 8; i++) b.putFloat(76 + 4 * i, (float) pixdim[i]);
		b.putFloat(108, (float) offset).putFloat(112, (float) slope).putFloat(116, (float) inter);
		b.put(123, (byte) xyztUnits);
		b.put(148, descrip.getBytes(StandardCharsets.ISO_8859_1));
		b.putShort(252, (short) qformCode).putShort(254, (short) sformCode);
		for (int i = 0; i < 6; i++) b.putFloat(256 + 4 * i, (float) quaternAndOffset[i]);
		for (int i = 0; i < 12; i++) b.putFloat(280 + 4 * i, (float) srow[i]);
		b.put(328, intentName.getBytes(StandardCharsets.ISO_8859_1));
		b.put(344, (magic + "1\0").getBytes(StandardCharsets.ISO_8859_1));
	}

	private void fill2(final ByteBuffer b, final double offset) {
		b.put(4, (magic + "2\0\r\n\032\n").getBytes(StandardCharsets.ISO_8859_1));
		b.putShort(12, (short) datatype).putShort(14, (short) bitpix);
		for (int i = 0; i < 8; i++) b.putLong(16 + 8 * i, dim[i]);
		for (int i = 0; i < 8; i++) b.putDouble(104 + 8 * i, pixdim[i]);
		b.putLong(168, (long) offset).putDouble(176, slope).putDouble(184, inter);
		b.put(240, descrip.getBytes(StandardCharsets.ISO_8859_1));
		b.putInt(344, qformCode).putInt(348, sformCode);
		for (int i = 0; i < 6; i++) b.putDouble(352 + 8 * i, quaternAndOffset[i]);
		for (int i = 0; i < 12; i++) b.putDouble(400 + 8 * i, srow[i]);
		b.putInt(500, xyztUnits).putInt(504, intentCode);
		b.put(508, intentName.getBytes(StandardCharsets.ISO_8859_1));
	}

	private byte[] sample(final NiftiType type, final String literal) {
		if (type == NiftiType.FLOAT32) return number(Float.floatToIntBits(Float.parseFloat(literal)), 4);
		if (type == NiftiType.FLOAT64) return number(Double.doubleToLongBits(Double.parseDouble(literal)), 8);
		if (type == NiftiType.FLOAT128) return binary128(Double.parseDouble(literal));
		return number(new BigInteger(literal).longValue(), type.bytes());
	}

	private byte[] number(final long value, final int bytes) {
		return ordered(BigInteger.valueOf(value), bytes);
	}

	/** A normal double, zero, NaN or infinity as binary128: 15 bits of exponent, 112 of fraction. */
	private byte[] binary128(final double value) {
		final long bits = Double.doubleToLongBits(value);
		final long exponent = bits >>> 52 & 0x7ff;
		final long wide = exponent == 0 ? 0 : exponent == 0x7ff ? 0x7fff : exponent - 1023 + 16383;
		final BigInteger fraction = BigInteger.valueOf(bits & (1L << 52) - 1).shiftLeft(60);
		final BigInteger sign = BigInteger.valueOf(bits >>> 63).shiftLeft(127);
		return ordered(sign.or(BigInteger.valueOf(wide).shiftLeft(112)).or(fraction), 16);
	}

	private byte[] ordered(final BigInteger value, final int bytes) {
		final byte[] out = new byte[bytes];
		for (int i = 0; i < bytes; i++) {
			out[order == ByteOrder.LITTLE_ENDIAN ? i : bytes - 1 - i] = value.shiftRight(8 * i).byteValue();
		}
		return out;
	}
}
