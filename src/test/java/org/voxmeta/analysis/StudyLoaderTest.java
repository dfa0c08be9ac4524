package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.study.ModeratorChoice;

/** Which studies, maps, numbers and groups an analysis gets, for each need and each way to give them. */
class StudyLoaderTest {

	private static final Set<Need> EFFECTS = Set.of(Need.EFFECT, Need.VARIANCE);
	private static final SmallStudies STUDIES = SmallStudies.of(4, 4, 3, 2);

	@TempDir
	Path folder;

	private int tables;

	@Test
	void everyNeedIsMetByATable() throws IOException {
		for (int k = 1; k <= 4; k++)
			for (final String kind : List.of("b", "v", "t", "z"))
				STUDIES.writeMap(folder.resolve(kind + k + ".nii"), STUDIES.effects()[k - 1]);
		final Path table = table("study,n,beta,varcope,t,z", "a,20,b1.nii,v1.nii,t1.nii,z1.nii",
			"b,25,b2.nii,v2.nii,t2.nii,z2.nii", "c,,b3.nii,v3.nii,t3.nii,z3.nii", "d,30,b4.nii,,,");

		final StudyInputs effects = load(EFFECTS, table);
		assertEquals(List.of("a (b1.nii)", "b (b2.nii)", "c (b3.nii)"), effects.values().names());
		assertEquals(List.of("a (v1.nii)", "b (v2.nii)", "c (v3.nii)"), effects.variances().names());
		assertFalse(effects.studies().hasSampleSizes());
		final StudyInputs sized = load(Set.of(Need.EFFECT, Need.SAMPLE_SIZE), table);
		assertEquals(List.of("a (b1.nii)", "b (b2.nii)", "d (b4.nii)"), sized.values().names());
		assertNull(sized.variances());
		assertArrayEquals(new double[] { 20, 25, 30 }, sized.studies().sampleSizes());
		assertEquals(List.of("Left out c: no n"), sized.notes());
		final StudyInputs t = load(Set.of(Need.T, Need.SAMPLE_SIZE), table);
		assertEquals(List.of("a (t1.nii)", "b (t2.nii)"), t.values().names());
		assertArrayEquals(new double[] { 20, 25 }, t.studies().sampleSizes());
		assertEquals(List.of("a (z1.nii)", "b (z2.nii)", "c (z3.nii)"), load(Set.of(Need.Z),
			table).values().names());
		assertEquals(2, load(Set.of(Need.Z, Need.SAMPLE_SIZE), table).studies().count());
	}

	@Test
	void everyNeedIsMetByStacksAndListedSizes() {
		for (final Need need : List.of(Need.EFFECT, Need.T, Need.Z)) {
			final StudyInputs alone = StudyLoader.of(Set.of(need)).ofStacks(stacks(need), StudyAxis.AUTO);
			final StudyInputs sized = StudyLoader.of(Set.of(need, Need.SAMPLE_SIZE)).withSampleSizes("20,25,30,35")
				.ofStacks(stacks(need), StudyAxis.AUTO);

			assertEquals(4, alone.values().size());
			assertNull(alone.variances());
			assertFalse(alone.studies().hasSampleSizes());
			assertArrayEquals(new double[] { 20, 25, 30, 35 }, sized.studies().sampleSizes());
			assertArrayEquals(sized.studies().sampleSizes(), (double[]) sized.record().get("samplesizes"));
		}
	}

	@Test
	void sampleSizesOfTheWrongKindAreRefused() throws IOException {
		final StudyLoader loader = StudyLoader.of(Set.of(Need.Z, Need.SAMPLE_SIZE));
		final Path table = STUDIES.write(folder);

		assertRefused(() -> loader.ofStacks(stacks(Need.Z), StudyAxis.T),
			"Sample sizes: got none, wanted a number for each of 4 studies, separated by commas, or one for all");
		assertRefused(() -> loader.withSampleSizes("20,20").ofStacks(stacks(Need.Z), StudyAxis.T),
			"Sample sizes: got 2, wanted 4, one for each study, or one for all");
		assertRefused(() -> loader.withSampleSizes("20").ofTable(table),
			"Sample sizes: got '20' and a study table, wanted them in its column n");
		assertRefused(() -> loader.withSampleSizes("20").ofStacks(stacks(Need.Z), StudyAxis.T, table),
			"Sample sizes: got '20' and a study table, wanted them in its column n");
	}

	@Test
	void sampleSizesThatNobodyNeedsAreTold() {
		final StudyInputs inputs = StudyLoader.of(Set.of(Need.Z)).withSampleSizes("20").ofStacks(stacks(Need.Z),
			StudyAxis.T);

		assertEquals(List.of("Sample sizes: given, but not used with these options"), inputs.notes());
	}

	@Test
	void groupsAreThoseOfTheColumnGroupUnlessOthersAreChosen() throws IOException {
		final Path table = STUDIES.write(folder, Map.of(1, "x", 3, "x", 4, "y"));

		final StudyInputs auto = load(EFFECTS, table);
		assertArrayEquals(new int[] { 0, 1, 0, 2 }, auto.studies().groups());
		assertEquals(List.of(
			"Groups by column 'group': 3 of 4 studies; not independent are those of x (2 studies)"),
			auto.remarks());
		assertEquals(List.of(), auto.notes());
		assertEquals("{source=column 'group', count=3, labels=[x, , x, y]}", auto.record().get("groups")
			.toString());
		final StudyInputs none = StudyLoader.of(EFFECTS).withGroups(GroupChoice.NONE).ofTable(table);
		assertFalse(none.studies().hasGroups());
		assertEquals(List.of("Studies of one group are treated as independent: x (2 studies)"), none.notes());
		assertFalse(none.record().containsKey("groups"));
		assertFalse(StudyLoader.of(EFFECTS).withGroups(GroupChoice.parse("n")).ofTable(table).studies()
			.hasGroups());
	}

	@Test
	void groupsOfStacksAreLabels() {
		final StudyInputs inputs = StudyLoader.of(EFFECTS).withGroups(GroupChoice.parse("1,1,2,3")).ofStacks(stacks(
			Need.EFFECT, Need.VARIANCE), StudyAxis.T);

		assertArrayEquals(new int[] { 0, 0, 1, 2 }, inputs.studies().groups());
		assertEquals(List.of(
			"Groups by the labels given: 3 of 4 studies; not independent are those of 1 (2 studies)"),
			inputs.remarks());
	}

	@Test
	void onlyGroupsOfUsedStudiesCount() throws IOException {
		STUDIES.write(folder);
		final Path table = table("study,beta,varcope,group", "a,beta-1.nii.gz,varcope-1.nii.gz,x",
			"b,beta-2.nii.gz,varcope-2.nii.gz,y", "c,beta-3.nii.gz,,x");

		assertFalse(load(EFFECTS, table).studies().hasGroups());
	}

	@Test
	void moderatorsBecomeTheDesign() throws IOException {
		final Path table = STUDIES.writeWith(folder, Map.of("age", List.of("30", "NA", "50", "70"), "drug",
			List.of("b", "c", "a", "b")));

		final StudyInputs inputs = StudyLoader.of(EFFECTS).withDropInvalid(true).withModerators(ModeratorChoice.of(
			"age,n")).ofTable(table);

		assertEquals(List.of("intercept", "age", "n"), inputs.studies().design().columns());
		assertArrayEquals(new double[] { 1, 50, 22 }, inputs.studies().design().row(1));
		assertEquals(List.of("Left out study 2: no value in 'age'"), inputs.notes());
		assertEquals(1, inputs.dropped());
		assertTrue(inputs.record().containsKey("design"));
		final IOException refused = assertThrows(IOException.class, () -> StudyLoader.of(EFFECTS).withModerators(
			ModeratorChoice.of("age")).ofTable(table));
		assertTrue(refused.getMessage().contains("line 3, study 2: no value in 'age'"), refused.getMessage());
	}

	@Test
	void groupLabelsCanBeAModerator() throws IOException {
		final Path table = STUDIES.write(folder, Map.of(1, "x", 2, "x", 3, "y", 4, "y"));

		final Studies studies = StudyLoader.of(EFFECTS).withModerators(ModeratorChoice.of("group")).ofTable(table)
			.studies();

		assertEquals(List.of("intercept", "group-y"), studies.design().columns());
		assertArrayEquals(new int[] { 0, 0, 1, 1 }, studies.groups());
	}

	@Test
	void aTableCanDescribeStacks() throws IOException {
		final Path table = table("study;n;age;group", "a;20;30;x", "b;25;;y", "c;30;50;y", "d;35;60;y");

		final StudyInputs inputs = StudyLoader.of(Set.of(Need.EFFECT, Need.VARIANCE,
			Need.SAMPLE_SIZE)).withDropInvalid(true).withModerators(ModeratorChoice.of("age")).ofStacks(stacks(
			Need.EFFECT, Need.VARIANCE), StudyAxis.T, table);

		assertEquals(List.of("EFFECT (study 1)", "EFFECT (study 3)", "EFFECT (study 4)"), inputs.values().names());
		assertEquals(List.of("VARIANCE (study 1)", "VARIANCE (study 3)", "VARIANCE (study 4)"), inputs.variances()
			.names());
		assertArrayEquals(new double[] { 20, 30, 35 }, inputs.studies().sampleSizes());
		assertArrayEquals(new double[] { 1, 60 }, inputs.studies().design().row(2));
		assertArrayEquals(new int[] { 0, 1, 1 }, inputs.studies().groups());
		assertEquals(List.of("Left out b: no value in 'age'"), inputs.notes());
		assertEquals(List.of("a", "c", "d"), inputs.record().get("studies"));
	}

	@Test
	void aTableOfStacksMustFitThem() throws IOException {
		final StudyLoader loader = StudyLoader.of(EFFECTS);
		final Map<Need, InputImage> stacks = stacks(Need.EFFECT, Need.VARIANCE);
		final Path short1 = table("study,age", "a,1", "b,2", "c,3");
		final Map<Need, InputImage> uneven = new EnumMap<>(stacks);
		uneven.put(Need.VARIANCE, InputImage.of(STUDIES.image("v", STUDIES.variances()[0])));

		assertRefused(() -> loader.ofStacks(stacks, StudyAxis.T, short1),
			"Studies: got 3 in the study table, wanted 4, one for each map in the stacks, in their order");
		assertRefused(() -> loader.ofStacks(uneven, StudyAxis.T, short1),
			"Variances: got 1 maps, wanted 4, one for each effect map");
		final Path named = table("study,beta", "a,1.nii", "b,2.nii", "c,3.nii", "d,4.nii");
		assertRefused(() -> loader.ofStacks(stacks, StudyAxis.T, named),
			"Studies: got the column beta in the study table, and stacks of maps; wanted the maps in one of them");
		final Path other = table("study,z", "a,1.nii", "b,2.nii", "c,3.nii", "d,4.nii");
		assertEquals(4, loader.ofStacks(stacks, StudyAxis.T, other).studies().count());
	}

	@Test
	void moderatorsOfStacksNeedATable() {
		assertRefused(() -> StudyLoader.of(EFFECTS).withModerators(ModeratorChoice.of("age")).ofStacks(stacks(
			Need.EFFECT, Need.VARIANCE), StudyAxis.T),
			"Moderators: got 'age', but no study table with such columns; give one along with the stacks");
		assertRefused(() -> StudyLoader.of(EFFECTS).withModerators(ModeratorChoice.NONE.withContrasts("1"))
			.ofStacks(stacks(Need.EFFECT, Need.VARIANCE), StudyAxis.T), "Contrast: got '1', but no moderators");
	}

	@Test
	void stacksThatAreTakenSliceBySliceAreTold() {
		final SmallStudies flat = SmallStudies.of(1, 4, 3, 5);
		final Map<Need, InputImage> stacks = Map.of(Need.EFFECT, InputImage.of(flat.image("y", flat.effects()[0])),
			Need.VARIANCE, InputImage.of(flat.image("v", flat.variances()[0])));

		assertEquals(List.of("y: 5 studies along Z, each of 4x3 voxels"), StudyLoader.of(EFFECTS).ofStacks(stacks,
			StudyAxis.AUTO).remarks());
		assertEquals(List.of(), StudyLoader.of(EFFECTS).ofStacks(stacks, StudyAxis.Z).remarks());
		assertEquals(List.of(), StudyLoader.of(EFFECTS).ofStacks(stacks(Need.EFFECT, Need.VARIANCE), StudyAxis.AUTO)
			.remarks());
	}

	private static StudyInputs load(final Set<Need> needs, final Path table) throws IOException {
		return StudyLoader.of(needs).withDropInvalid(true).ofTable(table);
	}

	private static Map<Need, InputImage> stacks(final Need... needs) {
		final Map<Need, InputImage> stacks = new EnumMap<>(Need.class);
		for (final Need need : needs)
			stacks.put(need, InputImage.of(STUDIES.frames(need.name(), STUDIES.effects(), 32)));
		return stacks;
	}

	private Path table(final String... lines) throws IOException {
		return Files.write(folder.resolve("table" + ++tables + ".csv"), List.of(lines));
	}

	private static void assertRefused(final Executable call, final String message) {
		assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
	}
}
