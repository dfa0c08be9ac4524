package org.voxmeta.masker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import org.voxmeta.grid.VoxelGrid;

/**
 * A short text that differs where anything added differs, apart from an accident nobody will see: an SHA-256
 * digest. Not thread-safe.
 */
final class Fingerprint {

	private static final int CHUNK = 8192;

	private final MessageDigest digest;
	private final byte[] bytes = new byte[CHUNK];
	private int used;

	Fingerprint() {
		try {
			digest = MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new AssertionError("every Java platform has SHA-256", e);
		}
	}

	void add(final String text) {
		final byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
		add(encoded.length);
		flush();
		digest.update(encoded);
	}

	void add(final long value) {
		if (used == CHUNK) flush();
		for (int shift = 56; shift >= 0; shift -= 8)
			bytes[used++] = (byte) (value >>> shift);
	}

	void add(final int[] values) {
		add(values.length);
		for (final int value : values)
			add(value);
	}

	void add(final double[] values) {
		add(values.length);
		for (final double value : values)
			add(Double.doubleToLongBits(value));
	}

	void add(final VoxelMask voxels) {
		add(Arrays.toString(voxels.dimensions()));
		add(voxels.size());
		voxels.forEach((j, i) -> add(i));
	}

	void add(final VoxelGrid grid) {
		add(Arrays.toString(grid.dimensions()));
		grid.affine().ifPresentOrElse(rows -> Arrays.stream(rows).forEach(this::add), () -> add("no affine"));
	}

	/** 64 hexadecimal digits for all that was added, after which nothing more can be. */
	String text() {
		flush();
		return HexFormat.of().formatHex(digest.digest());
	}

	private void flush() {
		digest.update(bytes, 0, used);
		used = 0;
	}
}
