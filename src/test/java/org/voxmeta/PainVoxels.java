package org.voxmeta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxmeta.Numbers.assertClose;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** Some voxels of real studies without variances, in a test's resources, with what NiMARE makes of them. */
public final class PainVoxels {

	private PainVoxels() {
	}

	/**
	 * Fits the voxels of the resource {@code pain_voxels.json} and compares every map with NiMARE's.
	 *
	 * @param test the class whose resource it is
	 * @param name of NiMARE's case; studies are grouped if it begins with "grouped"
	 * @param tolerance relative
	 * @return the number of values compared
	 */
	public static int compare(final Class<?> test, final String name, final Estimator estimator,
		final double tolerance) throws IOException
	{
		int compared = 0;
		for (final JsonElement element : read(test)) {
			final JsonObject data = element.getAsJsonObject();
			final List<JsonObject> voxels = new ArrayList<>();
			for (final JsonElement voxel : data.getAsJsonArray("voxels"))
				if (voxel.getAsJsonObject().getAsJsonObject("expected").has(name)) voxels.add(voxel.getAsJsonObject());
			if (voxels.isEmpty()) continue;
			final Studies studies = studies(data, name.startsWith("grouped"));
			final FittedMaps maps = BlockwiseFitter.of(estimator).withAggressiveMask(false).fit(new StudyData(studies,
				signals(voxels), null), EnumSet.allOf(MapKind.class), Progress.NONE);
			for (int j = 0; j < voxels.size(); j++) {
				assertEquals(voxels.get(j).get("k").getAsInt(), maps.get(MapKind.K)[j], "studies of voxel " + j);
				final JsonObject expected = voxels.get(j).getAsJsonObject("expected").getAsJsonObject(name);
				for (final Map.Entry<String, JsonElement> wanted : expected.entrySet()) {
					final MapKind kind = MapKinds.of(wanted.getKey());
					assertClose(number(wanted.getValue()), maps.get(kind)[j], tolerance, kind.key() + " of voxel " + j
						+ " of " + data.get("data"));
					compared++;
				}
			}
		}
		return compared;
	}

	private static Studies studies(final JsonObject data, final boolean grouped) {
		final JsonArray sizes = data.getAsJsonArray("n");
		final double[] n = new double[sizes.size()];
		for (int k = 0; k < n.length; k++)
			n[k] = sizes.get(k).getAsDouble();
		final Studies studies = Studies.independent(n.length).withSampleSizes(n);
		if (!grouped) return studies;
		final List<String> labels = new ArrayList<>();
		data.getAsJsonArray("groups").forEach(label -> labels.add(label.getAsString()));
		return studies.withGroups(labels.stream().mapToInt(labels::indexOf).toArray());
	}

	/** In a map, exactly 0 is missing. */
	private static Signals signals(final List<JsonObject> voxels) {
		final int studies = voxels.get(0).getAsJsonArray("values").size();
		final double[][] values = new double[studies][voxels.size()];
		for (int j = 0; j < voxels.size(); j++)
			for (int k = 0; k < studies; k++) {
				final double value = number(voxels.get(j).getAsJsonArray("values").get(k));
				values[k][j] = value == 0 ? Double.NaN : value;
			}
		return Signals.of(values);
	}

	/** Numbers that JSON does not have are text. */
	private static double number(final JsonElement element) {
		return Double.parseDouble(element.getAsString());
	}

	private static JsonArray read(final Class<?> test) throws IOException {
		try (Reader reader = new InputStreamReader(test.getResourceAsStream("pain_voxels.json"),
			StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonArray();
		}
	}
}
