package org.voxmeta.study;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sentences about what maps of studies are made of others. */
final class Derivations {

	private Derivations() {
	}

	/**
	 * A sentence for each study with such maps, such as "Study 3 'x': varcope from beta and t"; one sentence
	 * where it is the same for all studies.
	 *
	 * @param numbers of the studies, counted from 0
	 * @param recipes of a study's maps
	 */
	static List<String> of(final List<Study> studies, final int[] numbers,
		final Function<Study, Collection<MapRecipe>> recipes)
	{
		final List<String> labels = studies.stream().map(study -> recipes.apply(study).stream().filter(recipe ->
			!recipe.isGiven()).map(MapRecipe::label).collect(Collectors.joining(", "))).toList();
		if (studies.size() > 1 && !labels.get(0).isEmpty() && labels.stream().distinct().count()
			== 1) return List.of("All " + studies.size() + " studies: " + labels.get(0));
		return IntStream.range(0, labels.size()).filter(k -> !labels.get(k).isEmpty()).mapToObj(k -> "Study "
			+ (numbers[k] + 1) + " " + Cells.shown(studies.get(k).id()) + ": " + labels.get(k)).toList();
	}
}
