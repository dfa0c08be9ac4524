package org.voxmeta.fiji;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

import net.imagej.patcher.LegacyInjector;

/**
 * Patches ImageJ for headless use as Fiji does, before any test class can load an {@code ij} class.
 * <p>
 * A class is patched by being defined in changed form, so this works only once and only first. JUnit opens
 * its launcher session before it looks at the test classes: a session listener is the one safe place.
 */
public final class ImageJPatch implements LauncherSessionListener {

	@Override
	public void launcherSessionOpened(final LauncherSession session) {
		LegacyInjector.preinit();
	}
}
