package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.task.Progress;

/** What a run says of its tests. */
class AdviceTest {

	@TempDir
	Path folder;

	@Test
	void knappHartungIsAdvisedBelowTwentyStudies() throws IOException {
		assertEquals(List.of(
			"With fewer than 20 studies, here 19, Wald tests reject too often; adjustment=Knapp-Hartung is"
			+ " advised"), run(19, "none", Adjustment.WALD).remarks());
		assertEquals(List.of(), run(20, "none", Adjustment.WALD).remarks());
		assertEquals(List.of(), run(5, "none", Adjustment.KNAPP_HARTUNG).remarks());
		assertEquals(List.of(), run(5, "none", Adjustment.WALD).notes());
	}

	@Test
	void tenGroupsOrFewerAreTold() throws IOException {
		final String told = "Groups: 12 studies are of only 10 groups; with 10 or fewer, robust standard errors tend to be too"
			+ " small";

		assertEquals(told, run(12, groups(12, 10), Adjustment.WALD).notes().get(0));
		assertEquals(List.of(), run(13, groups(13, 11), Adjustment.WALD).notes().stream().filter(note ->
			note.startsWith("Groups")).toList());
	}

	@Test
	void voxelsWithFewDegreesOfFreedomAreCounted() throws IOException {
		final EstimatorRun.Outcome outcome = run(4, groups(4, 3), Adjustment.WALD);

		assertEquals("Degrees of freedom: below 4 in 12 of 12 voxels (100.0 %); p values there tend to be too small", outcome
			.notes().get(1));
		assertEquals(List.of("z"), outcome.chosen().stream().map(map -> map.key()).toList());
	}

	@Test
	void groupsReplaceTheAdjustment() throws IOException {
		final List<String> remarks = run(12, groups(12, 11), Adjustment.KNAPP_HARTUNG).remarks();

		assertEquals("With groups, cluster-robust standard errors take the place of adjustment=Knapp-Hartung",
			remarks.get(1));
		assertEquals(1, run(12, groups(12, 11), Adjustment.WALD).remarks().size());
	}

	/** Labels of K studies of which the last ones are of one group. */
	private static String groups(final int studies, final int groups) {
		return IntStream.range(0, studies).mapToObj(k -> String.valueOf(Math.min(k, groups - 1))).collect(Collectors
			.joining(","));
	}

	private static EstimatorRun.Outcome run(final int count, final String groups, final Adjustment adjustment)
		throws IOException
	{
		final SmallStudies studies = SmallStudies.of(count, 4, 3);
		final DerSimonianLaird estimator = DerSimonianLaird.withDefaults().with(adjustment);
		final Map<Need, InputImage> stacks = new EnumMap<>(Map.of(Need.EFFECT, InputImage.of(studies.frames("y",
			studies.effects(), 32)), Need.VARIANCE, InputImage.of(studies.frames("v", studies.variances(), 32))));
		final StudyInputs inputs = StudyLoader.of(estimator.needs()).withGroups(GroupChoice.parse(groups))
			.ofStacks(stacks, StudyAxis.T);
		return EstimatorRun.of(estimator).withMaps(Set.of(MapKind.Z)).run(inputs, null, "test", Progress.NONE);
	}
}
