package org.voxmeta.cluster;

import com.google.gson.Gson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.voxmeta.analysis.ClusterChoice;
import org.voxmeta.analysis.Estimators;
import org.voxmeta.analysis.PermutationAnalysis;
import org.voxmeta.analysis.StudyResampling;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.permutation.PermutationPlan;
import org.voxmeta.grid.Interpolation;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapChoice;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.Derivation;
import org.voxmeta.study.EffectScale;
import org.voxmeta.study.GroupChoice;

/**
 * What is asked for on the command line: the keys of the commands as {@code key=value}, and the options of
 * the estimator. They are put down as the record of a run has them, and are understood as those of a record.
 * Immutable.
 */
final class ClusterArguments {

	private static final String PERMUTATIONS = "permutations";
	private static final String TWO_SIDED = "twosided";
	private static final long MEGABYTE = 1 << 20;

	/** Keys of a fit and what they are unless given. */
	private static final Map<String, String> FIT = defaults( //
		"studies", "", //
		"estimator", "", //
		"groups", GroupChoice.AUTO.toString(), //
		"moderators", "", //
		"centre", "false", //
		"intercept", "true", //
		"contrast", "", //
		"predict", "", //
		"dropinvalid", "true", //
		"derive", Derivation.AUTO.toString(), //
		"effectsize", EffectScale.AUTO.toString(), //
		"mask", "", //
		"labels", "", //
		"resample", StudyResampling.of(Interpolation.LINEAR).toString(), //
		"aggressivemask", "true", //
		"minimumstudies", String.valueOf(BlockwiseFitter.LEAST_STUDIES), //
		"maps", "", //
		"output", "", //
		"slab", "64");

	/** Keys of a permutation test, which there is if its number of permutations is given. */
	private static final Map<String, String> TEST = defaults( //
		PERMUTATIONS, "0", //
		TWO_SIDED, "true", //
		"clusters", "none", //
		"threshold", String.valueOf(PermutationAnalysis.FORMING_P), //
		"term", "", //
		"blocks", "", //
		"connectivity", "auto", //
		"uncorrected", "false", //
		"stopafter", "0", //
		"seed", "0");

	private static final List<String> OF_STUDIES = List.of("studies", "dropinvalid", "groups", "moderators",
		"centre", "intercept", "contrast", "predict", "derive", "effectsize", "mask", "labels");

	private static final Set<String> FLAGS = Set.of("centre", "intercept", "dropinvalid", "aggressivemask",
		TWO_SIDED, "uncorrected");

	/** Keys of files, which other machines look for in folders of their own unless their paths are whole. */
	private static final Set<String> ADDRESSES = Set.of("studies", "mask", "labels", "output");

	private final Map<String, String> values;
	private final Estimator estimator;

	private ClusterArguments(final Map<String, String> values, final Estimator estimator) {
		this.values = values;
		this.estimator = estimator;
	}

	/**
	 * Reads arguments.
	 *
	 * @throws IllegalArgumentException if one is not {@code key=value}, its key is unknown or its value is not
	 *          allowed
	 */
	static ClusterArguments parse(final String... arguments) {
		final Map<String, String> given = new LinkedHashMap<>();
		for (final String argument : arguments) {
			final int equals = argument.indexOf('=');
			if (equals < 1) throw new IllegalArgumentException("Argument: got '" + argument + "', wanted key=value");
			given.put(argument.substring(0, equals).strip().toLowerCase(Locale.ROOT),
				argument.substring(equals + 1).strip());
		}
		for (final String key : List.of("studies", "estimator", "output"))
			if (given.getOrDefault(key, "").isEmpty()) throw new IllegalArgumentException("Argument " + key
				+ ": got none, wanted " + key + "=...; all keys are in docs/cluster.md");
		final Estimator named = Estimators.named(given.get("estimator"));
		final Map<String, String> options = new LinkedHashMap<>();
		final Map<String, String> values = new LinkedHashMap<>(FIT);
		values.putAll(TEST);
		given.forEach((key, value) -> {
			if (named.options().containsKey(key)) options.put(key, value);
			else if (!values.containsKey(key)) throw new IllegalArgumentException("Argument: got '" + key
				+ "', wanted one of " + known(values.keySet(), named));
			// one of an estimator's options is called like one of its test's, and means the same
			if (values.containsKey(key)) values.put(key, ADDRESSES.contains(key) ? ClusterFiles.whole(value) : flagged(
				key, value));
		});
		return new ClusterArguments(Map.copyOf(values), named.with(options));
	}

	private static String known(final Set<String> keys, final Estimator estimator) {
		final Set<String> known = new TreeSet<>(keys);
		known.addAll(estimator.options().keySet());
		return String.join(", ", known);
	}

	private static String flagged(final String key, final String value) {
		if (!FLAGS.contains(key)) return value;
		final String flag = value.toLowerCase(Locale.ROOT);
		if (!flag.equals("true") && !flag.equals("false")) throw new IllegalArgumentException("Argument " + key
			+ ": got '" + value + "', wanted true or false");
		return flag;
	}

	private static Map<String, String> defaults(final String... keysAndValues) {
		final Map<String, String> defaults = new LinkedHashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2)
			defaults.put(keysAndValues[i], keysAndValues[i + 1]);
		return defaults;
	}

	/** The run as the text of a record says it. */
	String record() {
		final Map<String, Object> keys = new LinkedHashMap<>();
		OF_STUDIES.forEach(key -> keys.put(key, typed(key)));
		keys.put("samplesizes", "");
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("aggressivemask", typed("aggressivemask"));
		parameters.put("minimumstudies", whole("minimumstudies", BlockwiseFitter.LEAST_STUDIES));
		parameters.put("resample", text("resample"));
		return new Gson().toJson(Map.of("estimator", estimator.name(), "options", estimator.options(), "parameters",
			parameters, "inputs", Map.of("keys", keys)));
	}

	private Object typed(final String key) {
		return FLAGS.contains(key) ? (Object) is(key) : text(key);
	}

	/** The maps that are wanted. */
	MapChoice maps() {
		return text("maps").isEmpty() ? MapChoice.of(MapKind.defaults()) : MapChoice.parse(text("maps"));
	}

	/** The address of the study table. */
	String studies() {
		return text("studies");
	}

	/** The address of the folder to write to. */
	String output() {
		return text("output");
	}

	/** Bytes that the values of all studies in a slab may take. */
	long slabBytes() {
		return whole("slab", 1) * MEGABYTE;
	}

	/** Whether there is a permutation test. */
	boolean isTested() {
		return whole(PERMUTATIONS, 0) > 0;
	}

	/** A run's permutation test. */
	PermutationAnalysis test(final PermutationAnalysis analysis) {
		final PermutationPlan plan = PermutationPlan.DEFAULT.withCount((int) whole(PERMUTATIONS, 2))
			.withSeed(whole("seed", Integer.MIN_VALUE)).withTwoSided(is(TWO_SIDED)).withPerVoxel(is("uncorrected"))
			.withStopAfter((int) whole("stopafter", 0));
		final boolean auto = text("connectivity").equalsIgnoreCase("auto");
		return analysis.with(plan).withTerm(text("term")).withBlocks(text("blocks")).withClusters(ClusterChoice
			.parse(text("clusters")), number("threshold")).withNeighbours(auto ? 0 : (int) whole("connectivity", 1));
	}

	private String text(final String key) {
		return values.get(key);
	}

	private boolean is(final String key) {
		return Boolean.parseBoolean(text(key));
	}

	private double number(final String key) {
		try {
			return Double.parseDouble(text(key));
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException("Argument " + key + ": got '" + text(key) + "', wanted a number", e);
		}
	}

	private long whole(final String key, final long least) {
		final double number = number(key);
		if (!(number >= least && number <= Integer.MAX_VALUE && number == Math.rint(number)))
			throw new IllegalArgumentException("Argument " + key + ": got '" + text(key)
				+ "', wanted a whole number, " + least + " or more");
		return (long) number;
	}
}
