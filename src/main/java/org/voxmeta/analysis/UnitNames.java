package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.voxmeta.fit.diagnostic.Units;

/** What studies, or groups of them, are called where they are left out. */
final class UnitNames {

	private UnitNames() {
	}

	/** The names of studies: their ids where these are known, else their numbers. */
	static List<String> of(final StudyInputs inputs) {
		final List<String> ids = new ArrayList<>();
		if (inputs.record().get("studies") instanceof List<?> studies) for (final Object study : studies)
			ids.add(String.valueOf(study instanceof Map<?, ?> described ? described.get("study") : study));
		return ids.size() == inputs.values().size() ? List.copyOf(ids) : IntStream.rangeClosed(1,
			inputs.values().size()).mapToObj(k -> "study " + k).toList();
	}

	/** The names of units: those of their studies. */
	static List<String> of(final StudyInputs inputs, final Units units) {
		final List<String> studies = of(inputs);
		return IntStream.range(0, units.count()).mapToObj(unit ->
			Arrays.stream(units.members(unit)).mapToObj(studies::get).collect(Collectors.joining(" + "))).toList();
	}
}
