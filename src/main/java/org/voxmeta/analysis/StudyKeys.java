package org.voxmeta.analysis;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.data.Need;
import org.voxmeta.study.Derivation;
import org.voxmeta.study.EffectScale;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.study.ModeratorChoice;

/** What was asked for of the studies, in the words of the commands' keys. */
record StudyKeys(boolean dropInvalid, GroupChoice groups, String sampleSizes, ModeratorChoice moderators,
	Derivation derivation, EffectScale scale)
{

	/** What was asked for, in the words of the commands' keys: enough to find the same studies again. */
	Map<String, Object> keys(final Path table) {
		final Map<String, Object> keys = new LinkedHashMap<>();
		if (table != null) keys.put("studies", table.toAbsolutePath().toString());
		keys.put("dropinvalid", dropInvalid);
		keys.put("groups", groups.toString());
		keys.put("samplesizes", sampleSizes);
		keys.put("moderators", moderators.moderators());
		keys.put("centre", moderators.centre());
		keys.put("intercept", moderators.intercept());
		keys.put("contrast", moderators.contrasts());
		keys.put("predict", moderators.predictions());
		keys.put("derive", derivation.toString());
		keys.put("effectsize", scale.toString());
		return keys;
	}

	/** The same for studies in stacks. */
	Map<String, Object> keys(final Map<Need, InputImage> stacks, final StudyAxis axis, final Path table) {
		final Map<String, Object> keys = keys(table);
		stacks.forEach((need, stack) -> keys.put(StudyLoader.key(need), stack.place()));
		keys.put("studyaxis", axis.name());
		return keys;
	}
}
