package org.voxmeta.image;

import java.util.Locale;

/**
 * Every sample type ("datatype") a NIfTI file can name, with its code and size.
 * <p>
 * Integer and real types are read and written; bits, complex numbers and colours are known by name only, so
 * that a file holding them is refused with a message that says what it holds.
 * </p>
 *
 * @see <a href="https://nifti.nimh.nih.gov/nifti-1/">the NIfTI-1 standard</a>
 */
public enum NiftiType {
	/** No type given (DT_UNKNOWN). */
	UNKNOWN(0, 0, Kind.OTHER),
	/** One bit per sample. */
	BINARY(1, 1, Kind.OTHER),
	/** Unsigned 8-bit integer. */
	UINT8(2, 8, Kind.UNSIGNED),
	/** Signed 16-bit integer. */
	INT16(4, 16, Kind.SIGNED),
	/** Signed 32-bit integer. */
	INT32(8, 32, Kind.SIGNED),
	/** IEEE 754 binary32. */
	FLOAT32(16, 32, Kind.REAL),
	/** Two binary32: real and imaginary part. */
	COMPLEX64(32, 64, Kind.OTHER),
	/** IEEE 754 binary64. */
	FLOAT64(64, 64, Kind.REAL),
	/** Three bytes: red, green, blue. */
	RGB24(128, 24, Kind.OTHER),
	/** Signed 8-bit integer. */
	INT8(256, 8, Kind.SIGNED),
	/** Unsigned 16-bit integer. */
	UINT16(512, 16, Kind.UNSIGNED),
	/** Unsigned 32-bit integer. */
	UINT32(768, 32, Kind.UNSIGNED),
	/** Signed 64-bit integer. */
	INT64(1024, 64, Kind.SIGNED),
	/** Unsigned 64-bit integer. */
	UINT64(1280, 64, Kind.UNSIGNED),
	/** IEEE 754 binary128; held as double in memory. */
	FLOAT128(1536, 128, Kind.REAL),
	/** Two binary64: real and imaginary part. */
	COMPLEX128(1792, 128, Kind.OTHER),
	/** Two binary128: real and imaginary part. */
	COMPLEX256(2048, 256, Kind.OTHER),
	/** Four bytes: red, green, blue, alpha. */
	RGBA32(2304, 32, Kind.OTHER);

	private enum Kind {
		SIGNED, UNSIGNED, REAL, OTHER
	}

	private final int code;
	private final int bits;
	private final Kind kind;

	NiftiType(final int code, final int bits, final Kind kind) {
		this.code = code;
		this.bits = bits;
		this.kind = kind;
	}

	/**
	 * Returns the type with the given NIfTI code.
	 *
	 * @param code the header's {@code datatype} field
	 * @return the type
	 * @throws IllegalArgumentException if the standard has no such code
	 */
	public static NiftiType of(final int code) {
		for (final NiftiType type : values()) {
			if (type.code == code) return type;
		}
		throw new IllegalArgumentException("NIfTI datatype: got code " + code +
			", which the standard does not have");
	}

	/** Returns the header's {@code datatype} number. */
	public int code() {
		return code;
	}

	/** Returns the size of one sample in bits, the header's {@code bitpix}. */
	public int bits() {
		return bits;
	}

	/** Returns the size of one sample in whole bytes (0 for {@link #UNKNOWN} and {@link #BINARY}). */
	public int bytes() {
		return bits / 8;
	}

	/** Returns whether files of this type are read and written. */
	public boolean isSupported() {
		return kind != Kind.OTHER;
	}

	/** Returns whether the samples are whole numbers, signed or not. */
	public boolean isInteger() {
		return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
	}

	/** Returns whether the samples are whole numbers without a sign. */
	public boolean isUnsigned() {
		return kind == Kind.UNSIGNED;
	}

	/** Returns the smallest value of an integer type. */
	double min() {
		return kind == Kind.SIGNED ? -Math.scalb(1.0, bits - 1) : 0;
	}

	/** Returns the first value above an integer type's range: exact for 64 bits too, unlike the largest. */
	double limit() {
		return Math.scalb(1.0, kind == Kind.SIGNED ? bits - 1 : bits);
	}

	/** Returns the type that holds samples of this file type in memory when nothing is to be scaled. */
	NiftiType inMemory() {
		return this == FLOAT128 ? FLOAT64 : this;
	}

	/** Returns the real type that holds samples of this file type once they are scaled. */
	NiftiType scaledInMemory() {
		return bits <= 16 || this == FLOAT32 ? FLOAT32 : FLOAT64;
	}

	/** Returns the name in lower case, as "float32". */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
