package org.voxmeta;

/** Runs VoxMeta's commands without Fiji. */
public final class Main {

	private Main() {
	}

	public static void main(final String[] args) {
	}
}
