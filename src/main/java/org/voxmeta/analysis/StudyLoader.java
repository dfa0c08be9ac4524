package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.voxmeta.analysis.StudyInputs.Omission;
import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.study.Derivation;
import org.voxmeta.study.DroppedStudy;
import org.voxmeta.study.EffectScale;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.study.MapRecipe;
import org.voxmeta.study.MapRules;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.study.NeededMaps;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudySelection;
import org.voxmeta.study.StudySelector;
import org.voxmeta.study.StudyTable;

/**
 * Finds the studies of an analysis in a table, in stacks of maps, or in stacks that a table describes. Reads
 * tables and the headers of images. Immutable; options are set by {@code with} methods that return a copy.
 */
public final class StudyLoader {

	/** What a record has the {@link #keys} under. */
	static final String KEYS = "keys";

	private final Set<Need> needs;
	private final boolean dropInvalid;
	private final GroupChoice groups;
	private final String sampleSizes;
	private final ModeratorChoice moderators;
	private final Derivation derivation;
	private final EffectScale scale;
	private final StudyFiles files;

	private StudyLoader(final Set<Need> needs, final boolean dropInvalid, final GroupChoice groups,
		final String sampleSizes, final ModeratorChoice moderators, final Derivation derivation,
		final EffectScale scale, final StudyFiles files)
	{
		this.needs = needs;
		this.dropInvalid = dropInvalid;
		this.groups = groups;
		this.sampleSizes = sampleSizes;
		this.moderators = moderators;
		this.derivation = derivation;
		this.scale = scale;
		this.files = files;
	}

	/**
	 * A loader that refuses studies which lack something, groups them by the table's column {@code group}, asks
	 * for their mean, and derives maps that no study of a table has.
	 *
	 * @param needs what the estimator needs of each study
	 */
	public static StudyLoader of(final Set<Need> needs) {
		return new StudyLoader(EnumSet.copyOf(needs), false, GroupChoice.AUTO, "", ModeratorChoice.NONE,
			Derivation.AUTO, EffectScale.AUTO, StudyFiles.OPENED);
	}

	/**
	 * Whether a study of a table that lacks a map, a needed number or a moderator, or whose map's file is
	 * damaged, is left out instead of refused.
	 */
	public StudyLoader withDropInvalid(final boolean drop) {
		return new StudyLoader(needs, drop, groups, sampleSizes, moderators, derivation, scale, files);
	}

	/** Which studies belong together. */
	public StudyLoader withGroups(final GroupChoice wanted) {
		return new StudyLoader(needs, dropInvalid, wanted, sampleSizes, moderators, derivation, scale, files);
	}

	/**
	 * The numbers of subjects of the studies in stacks without a table, separated by commas; one number for all.
	 */
	public StudyLoader withSampleSizes(final String wanted) {
		return new StudyLoader(needs, dropInvalid, groups, wanted.strip(), moderators, derivation, scale, files);
	}

	/** The meta-regression, on columns of the table. */
	public StudyLoader withModerators(final ModeratorChoice wanted) {
		return new StudyLoader(needs, dropInvalid, groups, sampleSizes, wanted, derivation, scale, files);
	}

	/** Which maps of a table's studies are made of their others. */
	public StudyLoader withDerivation(final Derivation wanted) {
		return new StudyLoader(needs, dropInvalid, groups, sampleSizes, moderators, wanted, scale, files);
	}

	/** The units of a table's effects. */
	public StudyLoader withScale(final EffectScale wanted) {
		return new StudyLoader(needs, dropInvalid, groups, sampleSizes, moderators, derivation, wanted, files);
	}

	/** What opens the files of a table, such as {@link SignalCache#files}. */
	public StudyLoader withFiles(final StudyFiles wanted) {
		return new StudyLoader(needs, dropInvalid, groups, sampleSizes, moderators, derivation, scale, wanted);
	}

	/**
	 * The studies of a table, with their maps in files.
	 *
	 * @throws IOException if the table or an image's header cannot be read, or no study can be used
	 * @throws IllegalArgumentException if an option does not suit the table
	 */
	public StudyInputs ofTable(final Path file) throws IOException {
		refuseListedSizes();
		final StudySelection selection = select(StudySelector.of(needs), StudyTable.read(file));
		final StudyHeaders headers = StudyHeaders.read(
			selection.studies().stream().flatMap(study -> files(selection, study)).collect(Collectors.toSet()), files);
		final SortedMap<Integer, List<IOException>> failures = failures(selection, headers);
		if (failures.isEmpty()) return inputs(selection, headers);
		// to name all damaged files at once, also those whose headers are whole
		if (!dropInvalid) headers.readImages();
		return inputs(without(selection, failures(selection, headers)), headers);
	}

	private SortedMap<Integer, List<IOException>> failures(final StudySelection selection,
		final StudyHeaders headers)
	{
		final SortedMap<Integer, List<IOException>> failures = new TreeMap<>();
		for (int k = 0; k < selection.studies().size(); k++) {
			final List<IOException> found = files(selection, selection.studies().get(k))
				.flatMap(path -> headers.failure(path).stream()).toList();
			if (!found.isEmpty()) failures.put(k, found);
		}
		return failures;
	}

	private StudyInputs inputs(final StudySelection selection, final StudyFiles headers) throws IOException {
		final StudyMaps values = StudyMaps.ofTable(selection, value(), headers);
		final StudyMaps variances = !needs.contains(Need.VARIANCE) ? null
			: StudyMaps.ofTable(selection, Need.VARIANCE, headers);
		final StudyFacts facts = new StudyFacts();
		facts.record("table", selection.table().path().toString());
		facts.record(KEYS, asked().keys(selection.table().path()));
		facts.record("studies",
			selection.studies().stream().map(study -> describe(study, selection.rules())).toList());
		if (needs.contains(Need.EFFECT))
			facts.record("effectsize", selection.rules().isStandardised() ? "g" : "beta");
		selection.derivations(needs).forEach(facts::remark);
		return facts.inputs(described().of(selection, facts), values, variances,
			failures -> inputs(without(selection, failures), headers));
	}

	/** The studies whose maps can be read, where the others may be left out. */
	private StudySelection without(final StudySelection selection,
		final SortedMap<Integer, List<IOException>> failures) throws IOException
	{
		final List<DroppedStudy> unreadable = new ArrayList<>();
		failures.forEach((k, found) -> unreadable.add(new DroppedStudy(selection.studies().get(k),
			found.stream().map(IOException::getMessage).collect(Collectors.joining("; ")))));
		final String problem = "cannot read the maps of " + failures.size() + " of " + selection.studies().size()
			+ " studies";
		final boolean damage = failures.values().stream().flatMap(List::stream).allMatch(ImageFiles::isDamage);
		if (!damage) throw selection.refusal(problem, unreadable);
		if (!dropInvalid) throw selection.refusal(problem + " (dropInvalid=true would drop these)", unreadable);
		return selection.without(unreadable);
	}

	/** The files of a study that are needed. */
	private Stream<Path> files(final StudySelection selection, final Study study) {
		return needs.stream().flatMap(need -> selection.rules().of(need, study).stream())
			.flatMap(recipe -> recipe.files().stream()).map(study.maps()::get);
	}

	/**
	 * The studies along an axis of stacks.
	 *
	 * @param stacks a stack for each kind of map that is needed
	 * @throws IllegalArgumentException if the stacks differ in their numbers of studies, or an option does not
	 *         suit them
	 */
	public StudyInputs ofStacks(final Map<Need, InputImage> stacks, final StudyAxis axis) {
		final KeptStudies kept = KeptStudies.of(stacks, value(), axis);
		if (!moderators.isNone() && kept.names().isEmpty()) throw new IllegalArgumentException("Moderators: got '"
			+ moderators.moderators() + "', but no study table with such columns; give one along with the stacks");
		final StudyFacts facts = new StudyFacts();
		final StudyMaps values = split(stacks, value(), axis, facts);
		final StudyMaps variances = split(stacks, Need.VARIANCE, axis, facts);
		facts.record(KEYS, asked().keys(stacks, axis, null));
		final ListedStudies studies = new ListedStudies(needs, dropInvalid, groups, sampleSizes, moderators, kept);
		final int[] used = studies.used(values.size(), facts);
		final Studies known = studies.of(values.size(), facts, used);
		if (used.length == values.size()) return facts.inputs(known, values, variances, Omission.NONE);
		StudyInputs.requireSameNumber(values, variances);
		return facts.inputs(known, values.at(used), variances == null ? null : variances.at(used), Omission.NONE);
	}

	/**
	 * The studies along an axis of stacks, described by a table that has a line for each, in their order.
	 *
	 * @param stacks a stack for each kind of map that is needed
	 * @throws IOException if the table cannot be read, or no study can be used
	 * @throws IllegalArgumentException if the table names such maps as well, or has not as many studies as the
	 *         stacks
	 */
	public StudyInputs ofStacks(final Map<Need, InputImage> stacks, final StudyAxis axis, final Path file)
		throws IOException
	{
		refuseListedSizes();
		final StudyTable table = StudyTable.readWithoutMaps(file);
		for (final Need need : stacks.keySet())
			if (table.has(need)) throw new IllegalArgumentException("Studies: got the column "
				+ NeededMaps.columns(need) + " in the study table, and stacks of maps; wanted the maps in one of them");
		final StudyFacts facts = new StudyFacts();
		final StudyMaps values = split(stacks, value(), axis, facts);
		final StudyMaps variances = split(stacks, Need.VARIANCE, axis, facts);
		StudyInputs.requireSameNumber(values, variances);
		if (values.size() != table.studies().size()) throw new IllegalArgumentException("Studies: got "
			+ table.studies().size() + " in the study table, wanted " + values.size()
			+ ", one for each map in the stacks, in their order");
		KeptStudies.of(stacks, value(), axis).requireOrder(table.studies());
		final StudySelection selection = select(needs.contains(Need.SAMPLE_SIZE)
			? StudySelector.of(Set.of(Need.SAMPLE_SIZE)) : StudySelector.ofAll(), table);
		facts.record("table", table.path().toString());
		facts.record(KEYS, asked().keys(stacks, axis, table.path()));
		facts.record("studies", selection.studies().stream().map(Study::id).toList());
		final int[] used = selection.indices();
		return facts.inputs(described().of(selection, facts), values.at(used),
			variances == null ? null : variances.at(used), Omission.NONE);
	}

	private DescribedStudies described() {
		return new DescribedStudies(needs, groups, moderators);
	}

	private StudyKeys asked() {
		return new StudyKeys(dropInvalid, groups, sampleSizes, moderators, derivation, scale);
	}

	private void refuseListedSizes() {
		if (!sampleSizes.isEmpty()) throw new IllegalArgumentException("Sample sizes: got '" + sampleSizes
			+ "' and a study table, wanted them in its column n");
	}

	private StudySelection select(final StudySelector selector, final StudyTable table) throws IOException {
		return selector.withModerators(moderators.columns(table.describingColumns())).withDropInvalid(dropInvalid)
			.withDerivation(derivation).withScale(scale).select(table);
	}

	/** The kind of map that an estimator takes as the studies' values. */
	private Need value() {
		return Stream.of(Need.EFFECT, Need.T, Need.Z).filter(needs::contains).findFirst().orElseThrow();
	}

	/** A study's files, and what was made of them. */
	private Map<String, String> describe(final Study study, final MapRules rules) {
		final Map<String, String> description = new LinkedHashMap<>();
		final List<String> derived = new ArrayList<>();
		description.put("study", study.id());
		for (final Need need : needs) {
			final MapRecipe recipe = rules.of(need, study).orElse(null);
			if (recipe == null) continue;
			recipe.files().forEach(map -> description.put(map.column(), study.maps().get(map).toString()));
			if (!recipe.isGiven()) derived.add(recipe.formula());
		}
		if (!derived.isEmpty()) description.put("derived", String.join("; ", derived));
		return description;
	}

	/** The maps of a kind in their stack; null if this kind is not needed. */
	private StudyMaps split(final Map<Need, InputImage> stacks, final Need need, final StudyAxis axis,
		final StudyFacts facts)
	{
		if (!needs.contains(need)) return null;
		final InputImage stack = stacks.get(need);
		final StudyMaps maps = StudyMaps.ofStack(stack, axis);
		facts.record(key(need), stack.name());
		if (need == value() && axis == StudyAxis.AUTO && KeptStudies.axis(stack, axis)
			== StudyAxis.Z) facts.remark(stack.name() + ": " + maps.size() + " studies along Z, each of "
			+ maps.grids().get(0).size() + " voxels");
		return maps;
	}

	/** The commands' key for a stack of such maps. */
	static String key(final Need need) {
		return switch (need) {
			case EFFECT -> "effects";
			case VARIANCE -> "variances";
			case T -> "tmaps";
			case Z -> "zmaps";
			case SAMPLE_SIZE -> "samplesizes";
		};
	}
}
