package org.voxmeta.stats.inference;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * Fits of single data sets by other software: of a small table that comes with the tests, or of all the files
 * of a reference folder, which are written alike.
 *
 * @param name data set, design and method
 * @param effects y, K
 * @param variances v, K
 * @param sampleSizes n, K, or null
 * @param design with a term for each column, then one for each study's prediction
 * @param result what the other software found
 */
record ReferenceFit(String name, double[] effects, double[] variances, double[] sampleSizes, Design design,
	JsonObject result)
{

	/** The fits of a table beside this class. */
	static List<ReferenceFit> inTable(final String table) {
		try (Reader reader = new InputStreamReader(ReferenceFit.class.getResourceAsStream(table),
			StandardCharsets.UTF_8))
		{
			final List<ReferenceFit> fits = new ArrayList<>();
			JsonParser.parseReader(reader).getAsJsonArray().forEach(data -> addAll(data.getAsJsonObject(), fits));
			return fits;
		}
		catch (final IOException exception) {
			throw new UncheckedIOException(exception);
		}
	}

	/** The fits of all data sets of a folder. */
	static List<ReferenceFit> inFolder(final Path folder) throws IOException {
		final List<Path> files;
		try (Stream<Path> all = Files.list(folder)) {
			files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
		}
		final List<ReferenceFit> fits = new ArrayList<>();
		for (final Path file : files) {
			final JsonObject data = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
			if (data.has("designs")) addAll(data, fits);
		}
		return fits;
	}

	private static void addAll(final JsonObject data, final List<ReferenceFit> fits) {
		for (final JsonElement element : data.getAsJsonArray("designs")) {
			final JsonObject model = element.getAsJsonObject();
			final Design design = design(data, model.getAsJsonArray("columns"));
			for (final JsonElement result : model.getAsJsonArray("results")) {
				final JsonObject wanted = result.getAsJsonObject();
				final String method = wanted.has("method") ? wanted.get("method").getAsString()
					: wanted.get("estimator").getAsString() + " " + wanted.get("args");
				if (!wanted.has("error")) fits.add(new ReferenceFit(data.get("name").getAsString() + " "
					+ model.get("name").getAsString() + " " + method, numbers(data.get("y")), numbers(data.get("v")),
					data.has("n") ? numbers(data.get("n")) : null, design, wanted));
			}
		}
	}

	private static Design design(final JsonObject data, final JsonArray columns) {
		final List<String> names = new ArrayList<>();
		columns.forEach(name -> names.add(name.getAsString()));
		final double[][] x = new double[data.getAsJsonArray("y").size()][names.size()];
		for (int p = 0; p < names.size(); p++) {
			final double[] column = names.get(p).equals("intercept") ? null
				: numbers(data.getAsJsonObject("covariates").get(names.get(p)));
			for (int k = 0; k < x.length; k++)
				x[k][p] = column == null ? 1 : column[k];
		}
		Design design = Design.of(names, x);
		if (names.size() > 1) for (int k = 0; k < x.length; k++)
			design = design.with(new Term("study " + k, x[k], true));
		return design;
	}

	/** The method, as the other software calls it. */
	String method() {
		return result.get("method").getAsString();
	}

	/** A number of the result. */
	double number(final String key) {
		return number(result.get(key));
	}

	/** The data as a block of one voxel. */
	VoxelBlock block() {
		final double[][] y = new double[effects.length][1];
		final double[][] w = new double[effects.length][1];
		for (int k = 0; k < y.length; k++) {
			y[k][0] = effects[k];
			w[k][0] = 1 / variances[k];
		}
		return VoxelBlock.of(Studies.of(design), y, w, 1);
	}

	/** All maps of an estimator for the data. */
	MapBlock fit(final Estimator estimator) {
		return fit(estimator, block());
	}

	/** All maps of an estimator for a block. */
	static MapBlock fit(final Estimator estimator, final VoxelBlock block) {
		final MapBlock maps = new MapBlock(EnumSet.allOf(MapKind.class), block.studies().design().terms().size(),
			block.size(), new StudentTails());
		estimator.fit(block, maps);
		return maps;
	}

	/** A number; those that JSON does not have are text, and null is NaN. */
	static double number(final JsonElement element) {
		return element == null || element.isJsonNull() ? Double.NaN : Double.parseDouble(element.getAsString());
	}

	static double[] numbers(final JsonElement array) {
		return StreamSupport.stream(array.getAsJsonArray().spliterator(), false).mapToDouble(ReferenceFit::number)
			.toArray();
	}
}
