package org.voxmeta.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.scijava.plugin.PluginInfo;
import org.voxmeta.command.DerSimonianLairdCommand;

/** Which Fiji the tests have: the stand-in, or ImageJ2's own code in the profile fiji. */
class RealFijiTest {

	@Test
	void profileDecidesWhichFijiTheTestsHave() {
		final String wanted = System.getProperty("voxmeta.fiji", "stand-in");

		assertEquals(wanted, RealFiji.isHere() ? "real" : "stand-in");
	}

	@Test
	void standInsAreLeftOutAndNothingElse() {
		final List<PluginInfo<?>> plugins = new ArrayList<>();

		RealFiji.plugins().findPlugins(plugins);

		final List<String> names = plugins.stream().map(PluginInfo::getClassName).toList();
		for (final Class<?> rule : FijiRules.class.getDeclaredClasses())
			assertFalse(names.contains(rule.getName()), rule.getName());
		assertFalse(names.contains(GroovyLanguage.class.getName()));
		for (final Class<?> kept : List.of(DerSimonianLairdCommand.class, FijiDialog.class, FijiDialog.Answer.class,
			FijiRecorder.FirstLook.class))
			assertTrue(names.contains(kept.getName()), kept.getName());
	}
}
