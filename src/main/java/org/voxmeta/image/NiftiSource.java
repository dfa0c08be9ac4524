package org.voxmeta.image;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An open NIfTI file, or header of a pair, whose header has been read; the samples follow from
 * {@link #openSamples()} on. Every failure is an {@link IOException} that names the file.
 */
final class NiftiSource implements Closeable {

	/** More bytes of extensions than this in a pair's header file are not looked at. */
	private static final int MAX_PAIR_EXTENSIONS = 1 << 24;

	private final NiftiHeader header;
	private final boolean single;
	private NiftiFile file;

	private NiftiSource(final NiftiHeader header, final boolean single, final NiftiFile file) {
		this.header = header;
		this.single = single;
		this.file = file;
	}

	/** Opens the file (of a pair: either name) and reads its header. */
	static NiftiSource open(final Path path) throws IOException {
		final Path header = hasExtension(path, ".img") ? partner(path, ".hdr", "header") : path;
		final NiftiFile file = NiftiFile.open(header);
		boolean opened = false;
		try {
			final NiftiSource source = readHeader(file);
			opened = true;
			return source;
		}
		finally {
			if (!opened) file.close();
		}
	}

	/**
	 * The files of an image: the header's, and that of a pair's samples.
	 *
	 * @throws IOException if one of a pair is missing
	 */
	static List<Path> files(final Path path) throws IOException {
		if (hasExtension(path, ".img")) return List.of(partner(path, ".hdr", "header"), path);
		return hasExtension(path, ".hdr") ? List.of(path, partner(path, ".img", "voxel")) : List.of(path);
	}

	NiftiHeader header() {
		return header;
	}

	Path path() {
		return file.path();
	}

	/**
	 * Goes to the first sample, in the other file of a pair.
	 *
	 * @throws IOException if that file is missing or is too small for what the header announces
	 */
	void openSamples() throws IOException {
		if (!single) {
			final Path samples = partner(file.path(), ".img", "voxel");
			file.close();
			file = NiftiFile.open(samples);
		}
		requirePlausible(header, file);
		file.skipTo(header.voxOffset());
	}

	/** Fills the first n bytes of the buffer with the next bytes of samples. */
	void read(final byte[] buffer, final int n) throws IOException {
		if (file.read(buffer, n) < n) {
			final long got = Math.max(0, file.position() - header.voxOffset());
			throw new IOException(file.path() + ": truncated: got " + got + " bytes of samples, wanted " +
				header.size() * header.type().bytes() + " for " + NiftiHeader.shape(header.dims()) +
				" voxels of " + header.type());
		}
	}

	/** Reads on to the end of a gzip file, so that its checksum is compared. */
	void finish() throws IOException {
		file.finish();
	}

	@Override
	public void close() throws IOException {
		file.close();
	}

	private static NiftiSource readHeader(final NiftiFile file) throws IOException {
		final byte[] start = new byte[HeaderCodec.SIZE1];
		final int got = file.read(start, start.length);
		final int size = got < 4 ? 0 : HeaderCodec.size(start);
		if (size == 0) throw notNifti(file, start, got);
		final byte[] rest = new byte[size - start.length];
		final int gotAll = got + file.read(rest, rest.length);
		if (gotAll < size) {
			throw new IOException(file.path() + ": truncated: got " + gotAll + " bytes, wanted a header of " +
				size);
		}
		final byte[] raw = Arrays.copyOf(start, size);
		System.arraycopy(rest, 0, raw, start.length, rest.length);
		final HeaderFields fields = HeaderCodec.decode(raw, file.path());
		final boolean single = HeaderCodec.isSingle(raw, fields.version);
		final NiftiHeader header = new NiftiHeader(fields);
		if (single) requirePlausible(header, file);
		return new NiftiSource(readExtensions(header, single, file), single, file);
	}

	private static NiftiHeader readExtensions(final NiftiHeader header, final boolean single,
		final NiftiFile file) throws IOException
	{
		final byte[] flag = new byte[HeaderCodec.EXTENDER];
		// the header file of a pair may end without the flag
		if (file.read(flag, flag.length) < flag.length || flag[0] == 0) return header;
		final long end = single ? header.voxOffset() : file.position() + MAX_PAIR_EXTENSIONS;
		final double available = Math.min(end, file.capacity()) - file.position();
		final byte[] raw = new byte[(int) Math.max(0, Math.min(SampleArrays.MAX_LENGTH, available))];
		final int got = file.read(raw, raw.length);
		return header.withExtensions(HeaderCodec.decodeExtensions(Arrays.copyOf(raw, got), header.order()));
	}

	private static IOException notNifti(final NiftiFile file, final byte[] start, final int got) {
		final StringBuilder message = new StringBuilder(file.path() + ": not a NIfTI file: got ");
		if (file.size() == 0) message.append("an empty file");
		else if (got < 4) message.append(got).append(" bytes");
		else {
			final ByteBuffer bytes = ByteBuffer.wrap(start);
			message.append("sizeof_hdr ").append(bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(0));
			message.append(" (").append(bytes.order(ByteOrder.BIG_ENDIAN).getInt(0))
				.append(" in the other byte order)");
		}
		message.append(", wanted a header whose sizeof_hdr is 348 or 540");
		if (!file.isGzip() && hasExtension(file.path(), ".gz")) {
			message.append("; nor is it gzip, in spite of its name");
		}
		return new IOException(message.toString());
	}

	/** Refuses a header that announces more than the file can hold, before memory is asked for. */
	private static void requirePlausible(final NiftiHeader header, final NiftiFile file) throws IOException {
		final double wanted = header.voxOffset() + (double) header.size() * header.type().bytes();
		if (wanted > file.capacity()) {
			throw new IOException(file.path() + ": truncated or damaged: " +
				NiftiHeader.shape(header.dims()) + " voxels of " + header.type() + " from byte " +
				header.voxOffset() + " on want " + new BigDecimal(wanted) + " bytes, the file has " + file.size() +
				(file.isGzip() ? ", too few even compressed" : ""));
		}
	}

	/** Returns the other file of a pair: same name up to the extension, plain or gzip, in the name's case. */
	private static Path partner(final Path path, final String extension, final String what)
		throws IOException {
		final String name = path.getFileName().toString();
		final String plain = hasExtension(path, ".gz") ? name.substring(0, name.length() - 3) : name;
		final int dot = plain.lastIndexOf('.');
		final String stem = dot < 0 ? plain : plain.substring(0, dot);
		final boolean upper = dot >= 0 && Character.isUpperCase(plain.charAt(plain.length() - 1));
		final String wanted = stem + (upper ? extension.toUpperCase(Locale.ROOT) : extension);
		for (final String candidate : new String[] { wanted, wanted + ".gz" }) {
			if (Files.exists(path.resolveSibling(candidate))) return path.resolveSibling(candidate);
		}
		throw new FileNotFoundException(path + ": its " + what + " file is missing: wanted " + wanted +
			" or " + wanted + ".gz beside it");
	}

	/** Returns whether the name ends so, letting ".gz" follow and ignoring case. */
	private static boolean hasExtension(final Path path, final String extension) {
		final String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
		return name.endsWith(extension) || name.endsWith(extension + ".gz");
	}
}
