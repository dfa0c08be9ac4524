package org.voxmeta.analysis;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.result.MapKind;

/** Turns the results of a data set into JSON and back. */
final class ResultsJson {

	private static final String FORMAT = "VoxMeta results 1";

	/** Java's own functions may differ in the last digits between machines, and iterations end at 1e-8. */
	private static final double TOLERANCE = 1e-6;

	private ResultsJson() {
	}

	static JsonObject of(final Results results) {
		final JsonObject json = new JsonObject();
		json.addProperty("format", FORMAT);
		json.addProperty("estimator", results.estimator().name());
		final JsonObject options = new JsonObject();
		results.estimator().options().forEach(options::addProperty);
		json.add("options", options);
		json.add("data", data(results.data()));
		json.add("terms", terms(results));
		json.add("fit", numbers(results, 0, false));
		return json;
	}

	/**
	 * Fits the data again.
	 *
	 * @throws IllegalArgumentException if this is not JSON of {@link #of}, or has other numbers
	 */
	static Results read(final JsonObject json) {
		if (!json.has("format") || !FORMAT.equals(JsonFields.text(json, "format")))
			throw new IllegalArgumentException("'format': got " + json.get("format") + ", wanted \"" + FORMAT
				+ "\"");
		final Map<String, String> options = new LinkedHashMap<>();
		final JsonObject given = JsonFields.object(json, "options");
		given.keySet().forEach(key -> options.put(key, JsonFields.text(given, key)));
		final Estimator estimator = Estimators.named(JsonFields.text(json, "estimator")).with(options);
		final Dataset data = readData(JsonFields.object(json, "data"));
		final Results results = estimator.fit(data.with(withTerms(data.studies().design(),
			JsonFields.objects(json, "terms"))));
		requireNumbers(json, results);
		return results;
	}

	private static JsonObject data(final Dataset data) {
		final Studies studies = data.studies();
		final JsonObject json = new JsonObject();
		json.add("names", JsonFields.texts(data.names()));
		json.add("y", JsonFields.numbers(data.effects()));
		if (data.hasVariances()) json.add("v", JsonFields.numbers(data.variances()));
		if (studies.hasSampleSizes()) json.add("n", JsonFields.numbers(studies.sampleSizes()));
		if (studies.hasGroups()) json.add("groups", JsonFields.numbers(Arrays.stream(studies.groups())
			.asDoubleStream().toArray()));
		json.add("columns", JsonFields.texts(studies.design().columns()));
		final JsonArray x = new JsonArray();
		for (int k = 0; k < data.size(); k++)
			x.add(JsonFields.numbers(studies.design().row(k)));
		json.add("x", x);
		return json;
	}

	/** Every term with what it is of the coefficients, and its numbers. */
	private static JsonArray terms(final Results results) {
		final JsonArray json = new JsonArray();
		final List<Term> terms = results.data().studies().design().terms();
		for (int t = 0; t < terms.size(); t++) {
			final JsonObject term = new JsonObject();
			term.addProperty("name", terms.get(t).name());
			term.add("weights", JsonFields.numbers(terms.get(t).weights()));
			term.addProperty("prediction", terms.get(t).isPrediction());
			term.add("numbers", numbers(results, t, true));
			json.add(term);
		}
		return json;
	}

	private static JsonObject numbers(final Results results, final int term, final boolean perTerm) {
		final JsonObject json = new JsonObject();
		for (final MapKind kind : kinds(results, perTerm))
			json.add(kind.key(), JsonFields.number(results.get(kind, term)));
		return json;
	}

	private static Set<MapKind> kinds(final Results results, final boolean perTerm) {
		final Set<MapKind> kinds = EnumSet.copyOf(results.estimator().maps());
		kinds.removeIf(kind -> kind.isPerTerm() != perTerm);
		return kinds;
	}

	private static Dataset readData(final JsonObject json) {
		final double[] y = JsonFields.numbers(json, "y");
		Dataset data = json.has("v") ? Dataset.of(y, JsonFields.numbers(json, "v")) : Dataset.of(y);
		data = data.withNames(JsonFields.texts(json, "names"))
			.with(Design.of(JsonFields.texts(json, "columns"), JsonFields.rows(json, "x")));
		if (json.has("n")) data = data.withSampleSizes(JsonFields.numbers(json, "n"));
		if (json.has("groups")) data = data.withGroups(Arrays.stream(JsonFields.numbers(json, "groups"))
			.mapToObj(String::valueOf).toList());
		return data;
	}

	private static Design withTerms(final Design design, final List<JsonObject> terms) {
		Design more = design;
		for (final JsonObject term : terms.subList(Math.min(terms.size(), design.terms().size()),
			terms.size()))
			more = more.with(new Term(JsonFields.text(term, "name"), JsonFields.numbers(term, "weights"),
				JsonFields.flag(term, "prediction")));
		return more;
	}

	private static void requireNumbers(final JsonObject json, final Results results) {
		final List<JsonObject> terms = JsonFields.objects(json, "terms");
		final int wanted = results.data().studies().design().terms().size();
		if (terms.size() != wanted) throw new IllegalArgumentException("'terms': got " + terms.size()
			+ ", wanted " + wanted + ", as the design has");
		for (int t = 0; t < terms.size(); t++)
			requireNumbers(JsonFields.object(terms.get(t), "numbers"), results, t, true);
		requireNumbers(JsonFields.object(json, "fit"), results, 0, false);
	}

	/** Numbers that the file lacks, or has besides these, do not matter: another version may know more. */
	private static void requireNumbers(final JsonObject json, final Results results, final int term,
		final boolean perTerm)
	{
		for (final MapKind kind : kinds(results, perTerm)) {
			if (!json.has(kind.key())) continue;
			final double written = JsonFields.number(json, kind.key());
			final double fitted = results.get(kind, term);
			if (!isSame(written, fitted)) throw new IllegalArgumentException("'" + kind.key() + "': got "
				+ written + ", but the file's data give " + fitted
				+ "; the file was changed, or is of another version of VoxMeta");
		}
	}

	private static boolean isSame(final double a, final double b) {
		return Double.compare(a, b) == 0 || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
	}
}
