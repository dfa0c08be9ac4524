package org.voxmeta;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * Data sets with what other software made of them: a few in the tests' resources, all in the reference data.
 */
public final class PeerData {

	private PeerData() {
	}

	/** The data sets of a resource. */
	public static List<JsonObject> ofResource(final String name) throws IOException {
		return objects(resource(name).getAsJsonArray());
	}

	/** The content of a resource. */
	public static JsonElement resource(final String name) throws IOException {
		try (Reader reader = new InputStreamReader(PeerData.class.getResourceAsStream(name),
			StandardCharsets.UTF_8)) {
			return JsonParser.parseReader(reader);
		}
	}

	/** The data sets of a folder of the reference data; the test is skipped where these are absent. */
	public static List<JsonObject> ofReference(final String folder) throws IOException {
		final List<JsonObject> sets = new ArrayList<>();
		try (Stream<Path> files = Files.list(References.path(folder))) {
			for (final Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
				final JsonObject data = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
				if (data.has("designs")) sets.add(data);
			}
		}
		return sets;
	}

	/** The objects in an array. */
	public static List<JsonObject> objects(final JsonElement array) {
		return elements(array).map(JsonElement::getAsJsonObject).toList();
	}

	/** A number, which may be text if JSON has none such. */
	public static double number(final JsonElement element) {
		return Double.parseDouble(element.getAsString());
	}

	/** Numbers in an array. */
	public static double[] numbers(final JsonElement array) {
		return elements(array).mapToDouble(PeerData::number).toArray();
	}

	/** Rows of numbers; a number alone is a row of its own. */
	public static double[][] matrix(final JsonElement rows) {
		final JsonArray array = rows.getAsJsonArray();
		final double[][] matrix = new double[array.size()][];
		for (int k = 0; k < matrix.length; k++)
			matrix[k] = array.get(k).isJsonArray() ? numbers(array.get(k)) : new double[] { number(array.get(k)) };
		return matrix;
	}

	/**
	 * The design of a data set's studies.
	 *
	 * @param columns names: {@code intercept}, and of covariates
	 * @param covariates an array of K numbers each
	 */
	public static Design design(final JsonElement columns, final JsonObject covariates, final int studies) {
		final List<String> names = elements(columns).map(JsonElement::getAsString).toList();
		final double[][] x = new double[studies][names.size()];
		for (int p = 0; p < names.size(); p++) {
			final double[] column = covariates.has(names.get(p)) ? numbers(covariates.get(names.get(p))) : null;
			for (int k = 0; k < studies; k++)
				x[k][p] = column == null ? 1 : column[k];
		}
		return Design.of(names, x);
	}

	/**
	 * Fits an estimator to as much of a data set as it needs, every voxel with the studies that it has.
	 *
	 * @param data with {@code y}, {@code v} and {@code n}
	 */
	public static FittedMaps fit(final Estimator estimator, final JsonObject data, final Design design) {
		final Studies studies = Studies.of(design).withSampleSizes(numbers(data.get("n")));
		final Signals y = Signals.of(matrix(data.get("y")));
		final Signals v = estimator.needs().contains(Need.VARIANCE) ? Signals.of(matrix(data.get("v"))) : null;
		final Set<MapKind> maps = EnumSet.of(MapKind.REASON);
		maps.addAll(estimator.maps());
		return BlockwiseFitter.of(estimator).withAggressiveMask(false).withThreads(1)
			.fit(new StudyData(studies, y, v), maps, Progress.NONE);
	}

	private static Stream<JsonElement> elements(final JsonElement array) {
		return StreamSupport.stream(array.getAsJsonArray().spliterator(), false);
	}
}
