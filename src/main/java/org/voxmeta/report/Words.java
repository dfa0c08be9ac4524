package org.voxmeta.report;

/** Numbers with their nouns. */
final class Words {

	private Words() {
	}

	/** Such as {@code 1 study} or {@code 1,234 voxels}. */
	static String count(final long number, final String one, final String several) {
		return Num.countText(number) + " " + (number == 1 ? one : several);
	}
}
