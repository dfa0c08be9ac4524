package org.voxmeta.site;

import java.util.Set;

/**
 * The libraries of VoxMeta that every Fiji has. A site names them as dependencies; a site that shipped them
 * would replace those of Fiji and of all other plugins.
 */
final class FijiLibraries {

	private static final Set<String> ARTIFACTS = Set.of("scijava-common", "imglib2", "ij", "commons-math3",
		"commons-io", "commons-codec", "gson");

	private FijiLibraries() {
	}

	/** Whether Fiji has the artifact. */
	static boolean has(final String artifact) {
		return ARTIFACTS.contains(artifact);
	}

	/** Where Fiji has an artifact's jar, without its version. */
	static String name(final String artifact) {
		return "jars/" + artifact + ".jar";
	}
}
