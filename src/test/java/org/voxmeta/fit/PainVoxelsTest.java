package org.voxmeta.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;

/** Fits some voxels of real studies, sound and damaged, from images to maps, and compares with NiMARE. */
class PainVoxelsTest {

	private static final double TOLERANCE = 1e-9;
	private static final List<MapKind> COMPARED = List.of(MapKind.Z, MapKind.EST, MapKind.SE, MapKind.TAU2,
		MapKind.DOF, MapKind.LOGP);
	private static final List<MapKind> TESTS = List.of(MapKind.SE, MapKind.Z, MapKind.LOGP);

	@TestFactory
	Stream<DynamicTest> voxelsEqualNimares() throws IOException {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonElement element : read()) {
			final JsonObject data = element.getAsJsonObject();
			for (final Adjustment adjustment : Adjustment.values())
				for (final boolean aggressive : new boolean[] { true, false })
					tests.add(DynamicTest.dynamicTest(data.get("data").getAsString() + ", " + adjustment.label()
						+ (aggressive ? ", voxels of all studies" : ", each voxel with its studies"),
						() -> compare(data, adjustment, aggressive)));
		}
		assertEquals(12, tests.size());
		return tests.stream();
	}

	private static void compare(final JsonObject data, final Adjustment adjustment, final boolean aggressive)
		throws IOException
	{
		final JsonArray voxels = data.getAsJsonArray("voxels");
		final int studies = data.getAsJsonArray("studies").size();

		final FittedMaps maps = BlockwiseFitter.of(DerSimonianLaird.withDefaults().with(adjustment))
			.withAggressiveMask(aggressive).fit(StudyData.of(signals(voxels, "y", studies), signals(voxels, "v", studies)),
				EnumSet.allOf(MapKind.class), Progress.NONE);

		assertEquals(40, maps.voxels());
		for (int j = 0; j < maps.voxels(); j++) {
			final JsonObject voxel = voxels.get(j).getAsJsonObject();
			final int k = voxel.get("k").getAsInt();
			final String at = " at " + voxel.get("at");
			assertEquals(k, maps.get(MapKind.K)[j], "studies" + at);
			final Reason reason = k < 2 ? Reason.TOO_FEW_STUDIES : aggressive && k < studies ? Reason.AGGRESSIVE_MASK
				: Reason.NONE;
			assertEquals(reason.code(), maps.get(MapKind.REASON)[j], "reason" + at);
			for (final MapKind kind : COMPARED) {
				final double wanted = number((TESTS.contains(kind) ? voxel.getAsJsonObject(adjustment.label()) : voxel)
					.get(kind.key()));
				assertEquals(k < 2, Double.isNaN(wanted), kind.key() + at);
				assertClose(reason == Reason.NONE ? wanted : Double.NaN, maps.get(kind)[j], TOLERANCE, kind.key() + at);
			}
			assertClose(Math.pow(10, -maps.get(MapKind.LOGP)[j]), maps.get(MapKind.P)[j], TOLERANCE, "p" + at);
		}
		assertTrue(maps.count(Reason.NONE) >= 10, "fitted: " + maps.count(Reason.NONE));
	}

	/** Study k's values as an image of one row of voxels, taken out by a masker as those of a file are. */
	private static Signals signals(final JsonArray voxels, final String key, final int studies)
		throws IOException
	{
		final int n = voxels.size();
		final List<ImageSource> images = new ArrayList<>();
		for (int k = 0; k < studies; k++) {
			final double[] values = new double[n];
			for (int j = 0; j < n; j++)
				values[j] = number(voxels.get(j).getAsJsonObject().getAsJsonArray(key).get(k));
			images.add(() -> ArrayImgs.doubles(values, n, 1));
		}
		return FittedMasker.of(VoxelMask.all(n, 1), VoxelGrid.of(new long[] { n, 1 }, null)).transformStudies(images,
			"reading", 2, Progress.NONE);
	}

	/** Numbers that JSON does not have are text. */
	private static double number(final JsonElement element) {
		return Double.parseDouble(element.getAsString());
	}

	private static JsonArray read() throws IOException {
		try (Reader reader = new InputStreamReader(PainVoxelsTest.class.getResourceAsStream("pain_voxels.json"),
			StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonArray();
		}
	}
}
