package org.voxmeta.image;

/**
 * One header extension, kept as bytes.
 *
 * @param code the registered code of the program that wrote it (4 AFNI, 6 comment, ...)
 * @param content its bytes, padding included; copied on the way in and out
 */
public record NiftiExtension(int code, byte[] content) {

	/** Copies the content. */
	public NiftiExtension {
		content = content.clone();
	}

	/** Returns a copy of the bytes. */
	@Override
	public byte[] content() {
		return content.clone();
	}
}
