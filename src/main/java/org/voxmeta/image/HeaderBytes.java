package org.voxmeta.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Headers as bytes that hold all of them, whatever their version without rounding. */
public final class HeaderBytes {

	private HeaderBytes() {
	}

	/** Returns all that {@link #read} needs to make an equal header. */
	public static byte[] of(final NiftiHeader header) {
		final byte[] encoded = HeaderCodec.encode(header.withVersion(2));
		final byte[] bytes = Arrays.copyOf(encoded, encoded.length + 1);
		bytes[encoded.length] = (byte) header.version();
		return bytes;
	}

	/**
	 * Returns the header that {@link #of} made bytes of; {@link NiftiHeader#voxOffset} is a place of its own.
	 *
	 * @param path the file, for messages
	 * @throws IOException if these are no such bytes
	 */
	public static NiftiHeader read(final byte[] bytes, final Path path) throws IOException {
		final int end = bytes.length - 1;
		final int extensions = HeaderCodec.SIZE2 + HeaderCodec.EXTENDER;
		if (end < extensions) throw new IOException(path + ": got " + bytes.length + " bytes, wanted a header");
		final NiftiHeader header = new NiftiHeader(HeaderCodec.decode(Arrays.copyOf(bytes, HeaderCodec.SIZE2),
			path));
		return header.withExtensions(HeaderCodec.decodeExtensions(Arrays.copyOfRange(bytes, extensions, end), header
			.order())).withVersion(bytes[end]);
	}
}
