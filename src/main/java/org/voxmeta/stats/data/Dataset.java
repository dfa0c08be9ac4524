package org.voxmeta.stats.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A single data set: the effects (or test statistics) of K studies, as one would type them into a table.
 * Immutable; the {@code with} methods return changed copies, and arrays are copied.
 */
public final class Dataset implements Serializable {

	private static final long serialVersionUID = 1L;

	private final double[] y;
	private final double[] v;
	private final Studies studies;
	private final List<String> names;

	private Dataset(final double[] y, final double[] v, final Studies studies, final List<String> names) {
		this.y = y;
		this.v = v;
		this.studies = studies;
		this.names = names;
	}

	/**
	 * Effects and their sampling variances.
	 *
	 * @param y effects, K finite numbers
	 * @param v variances, squared units of y, K numbers above 0
	 * @throws IllegalArgumentException if a number is missing or a variance is not above 0
	 */
	public static Dataset of(final double[] y, final double[] v) {
		if (v.length != y.length) throw new IllegalArgumentException("Variances: got " + v.length
			+ ", wanted " + y.length + ", one for each effect");
		for (int k = 0; k < v.length; k++)
			if (!(v[k] > VoxelBlock.MIN_VARIANCE && v[k] <= Double.MAX_VALUE))
				throw new IllegalArgumentException("Variances: study " + (k + 1) + " has " + v[k]
					+ ", wanted a number above 0");
		return new Dataset(finite(y), v.clone(), Studies.independent(y.length), numbered(y.length));
	}

	/**
	 * Effects or test statistics without variances.
	 *
	 * @param y K finite numbers
	 * @throws IllegalArgumentException if a number is missing
	 */
	public static Dataset of(final double[] y) {
		return new Dataset(finite(y), null, Studies.independent(y.length), numbered(y.length));
	}

	/** These data with the studies' names. */
	public Dataset withNames(final List<String> names) {
		requireOnePerStudy("Names", names.size());
		return new Dataset(y, v, studies, List.copyOf(names));
	}

	/** These data with the studies' numbers of subjects, above 0. */
	public Dataset withSampleSizes(final double[] sampleSizes) {
		return new Dataset(y, v, studies.withSampleSizes(sampleSizes), names);
	}

	/** These data with studies of the same label not independent of each other. */
	public Dataset withGroups(final List<String> labels) {
		requireOnePerStudy("Groups", labels.size());
		final Map<String, Integer> numbers = new LinkedHashMap<>();
		labels.forEach(label -> numbers.putIfAbsent(label, numbers.size()));
		return new Dataset(y, v, studies.withGroups(labels.stream().mapToInt(numbers::get).toArray()), names);
	}

	/** These data with a design instead of the intercept alone. */
	public Dataset with(final Design design) {
		requireOnePerStudy("Design", design.studies());
		Studies changed = Studies.of(design);
		if (studies.hasGroups()) changed = changed.withGroups(studies.groups());
		if (studies.hasSampleSizes()) changed = changed.withSampleSizes(studies.sampleSizes());
		return new Dataset(y, v, changed, names);
	}

	/**
	 * These data with moderators.
	 *
	 * @param moderators name to K values
	 * @param addIntercept whether the design has an intercept before them
	 * @throws IllegalArgumentException if they do not determine coefficients
	 */
	public Dataset withModerators(final Map<String, double[]> moderators, final boolean addIntercept) {
		final List<String> columns = new ArrayList<>(moderators.keySet());
		if (addIntercept) columns.add(0, "intercept");
		final double[][] x = new double[size()][columns.size()];
		for (int p = 0; p < columns.size(); p++) {
			final double[] values = moderators.get(columns.get(p));
			if (values != null) requireOnePerStudy(columns.get(p), values.length);
			for (int k = 0; k < x.length; k++)
				x[k][p] = values == null ? 1 : values[k];
		}
		return with(Design.of(columns, x));
	}

	/** These data with other effects, such as with flipped signs. */
	public Dataset withEffects(final double[] effects) {
		requireOnePerStudy("Effects", effects.length);
		return new Dataset(finite(effects), v, studies, names);
	}

	/** These data without variances, for models that do not know them. */
	public Dataset withoutVariances() {
		return new Dataset(y, null, studies, names);
	}

	/** Whether there are variances. */
	public boolean hasVariances() {
		return v != null;
	}

	/** K. */
	public int size() {
		return y.length;
	}

	/** Effects or test statistics, K. */
	public double[] effects() {
		return y.clone();
	}

	/** Sampling variances, K; null if there are none. */
	public double[] variances() {
		return v == null ? null : v.clone();
	}

	/** Study k's effect or test statistic. */
	public double effect(final int k) {
		return y[k];
	}

	/** Study k's inverse variance, as {@link VoxelBlock#weights()}; 1 if there are no variances. */
	public double weight(final int k) {
		return v == null ? 1 : 1 / v[k];
	}

	/** What is known of the studies besides. */
	public Studies studies() {
		return studies;
	}

	/** The studies' names, K. */
	public List<String> names() {
		return names;
	}

	/** These data as those of one voxel. */
	public StudyData data() {
		return new StudyData(studies, Signals.of(column(y)), v == null ? null : Signals.of(column(v)));
	}

	private static double[][] column(final double[] values) {
		return Arrays.stream(values).mapToObj(value -> new double[] { value }).toArray(double[][]::new);
	}

	private static double[] finite(final double[] y) {
		for (int k = 0; k < y.length; k++)
			if (!Double.isFinite(y[k])) throw new IllegalArgumentException("Effects: study " + (k + 1)
				+ " has " + y[k] + ", wanted a number");
		return y.clone();
	}

	private static List<String> numbered(final int count) {
		return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
	}

	private void requireOnePerStudy(final String what, final int count) {
		if (count != size()) throw new IllegalArgumentException(what + ": got " + count + ", wanted " + size()
			+ ", one for each study");
	}
}
