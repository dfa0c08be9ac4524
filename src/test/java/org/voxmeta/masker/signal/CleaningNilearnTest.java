package org.voxmeta.masker.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.PeerData;
import org.voxmeta.References;
import org.voxmeta.image.NiftiReader;

/** Cleans signals as nilearn does: a few voxels in every way, and all voxels of the reference images. */
class CleaningNilearnTest {

	private static final double TOLERANCE = 1e-12;

	/** SciPy's own filter is off by that much when a cut-off is just below half the sampling rate. */
	private static final double NEAR_NYQUIST = 1e-9;

	/** In nilearn, signals of a file in single precision are cleaned in single precision. */
	private static final double SINGLE = 1e-5;

	@TestFactory
	Stream<DynamicTest> voxelsEqualNilearns() throws IOException {
		final JsonObject data = PeerData.resource("/org/voxmeta/masker/signal/cleaning.json").getAsJsonObject();
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonElement element : data.getAsJsonArray("cases")) {
			final JsonObject test = element.getAsJsonObject();
			final String name = test.get("name").getAsString();
			final double tolerance = name.equals("bandpass_above_nyquist") ? NEAR_NYQUIST : TOLERANCE;
			final Confounds confounds = test.has("confounds")
				? Confounds.of(Tables.of(data.getAsJsonObject("confounds").get(test.get("confounds").getAsString())))
				: Confounds.none();
			tests.add(DynamicTest.dynamicTest(name, () -> Tables.assertNear(Tables.of(test.get("wanted")),
				cleaning(test.getAsJsonObject("settings")).clean(Tables.of(data.get("signals")), confounds, mask(test)),
				tolerance)));
		}
		assertEquals(41, tests.size());
		return tests.stream();
	}

	@TestFactory
	Stream<DynamicTest> imagesEqualNilearns() throws IOException {
		return References.tests(() -> {
			final Path folder = References.path("masker");
			final JsonArray cases = JsonParser.parseString(Files.readString(folder.resolve("index.json")))
				.getAsJsonObject().getAsJsonArray("cases");
			final List<DynamicTest> tests = new ArrayList<>();
			for (final JsonElement element : cases) {
				final JsonObject test = element.getAsJsonObject();
				final JsonObject settings = test.getAsJsonObject("args");
				if (test.get("masker").getAsString().equals("NiftiMasker") && !settings.has("smoothing_fwhm")
					&& settings.has("dtype")) tests.add(DynamicTest.dynamicTest(test.get("name").getAsString(), () ->
					compare(folder, test)));
			}
			assertEquals(23, tests.size());
			return tests.stream();
		});
	}

	private static void compare(final Path folder, final JsonObject test) throws IOException {
		final JsonObject settings = test.getAsJsonObject("args").deepCopy();
		settings.remove("dtype");
		if (test.get("note").getAsString().contains("cosine")) settings.addProperty("filter", "cosine");
		final RandomAccessibleInterval<? extends RealType<?>> image =
			NiftiReader.read(folder.resolve(test.get("image").getAsString() + ".nii.gz")).img();
		final double[][] signals = voxels(image, NiftiReader.read(folder.resolve("mask.nii.gz")).img());
		final Cleaning cleaning = cleaning(settings);
		Confounds confounds = test.get("confounds").getAsBoolean()
			? Confounds.of(csv(folder.resolve("confounds.csv"), 1)) : Confounds.none();
		if (cleaning.highVarianceConfounds()) confounds = confounds.and(HighVarianceConfounds.withDefaults()
			.of(voxels(image, null)));

		final double[][] cleaned = cleaning.clean(signals, confounds, mask(test.getAsJsonObject("transform")));

		Tables.assertNear(csv(folder.resolve("expected").resolve(test.get("name").getAsString() + ".csv"), 0),
			cleaned, test.get("image").getAsString().equals("func") ? SINGLE : TOLERANCE);
	}

	/** The series of the voxels of a mask, or of all, the last axis running fastest. */
	private static double[][] voxels(final RandomAccessibleInterval<? extends RealType<?>> image,
		final RandomAccessibleInterval<? extends RealType<?>> mask)
	{
		final RandomAccess<? extends RealType<?>> values = image.randomAccess();
		final List<double[]> series = new ArrayList<>();
		for (int x = 0; x < image.dimension(0); x++)
			for (int y = 0; y < image.dimension(1); y++)
				for (int z = 0; z < image.dimension(2); z++) {
					if (mask != null && mask.getAt(x, y, z).getRealDouble() == 0) continue;
					final double[] voxel = new double[(int) image.dimension(3)];
					for (int t = 0; t < voxel.length; t++)
						voxel[t] = values.setPositionAndGet(x, y, z, t).getRealDouble();
					series.add(voxel);
				}
		final double[][] rows = new double[series.get(0).length][series.size()];
		for (int j = 0; j < series.size(); j++)
			for (int t = 0; t < rows.length; t++)
				rows[t][j] = series.get(j)[t];
		return rows;
	}

	private static double[][] csv(final Path file, final int header) throws IOException {
		return Files.readAllLines(file).stream().skip(header).map(line -> Stream.of(line.split(",")).mapToDouble(
			Double::parseDouble).toArray()).toArray(double[][]::new);
	}

	private static Cleaning cleaning(final JsonObject settings) {
		Cleaning cleaning = Cleaning.withDefaults();
		for (final Map.Entry<String, JsonElement> setting : settings.entrySet())
			cleaning = cleaning.with(setting.getKey(), value(setting.getValue()));
		return cleaning;
	}

	private static Object value(final JsonElement value) {
		if (value.isJsonNull()) return null;
		if (value.isJsonArray()) return value.getAsJsonArray().asList().stream().map(JsonElement::getAsInt)
			.toList();
		if (value.getAsJsonPrimitive().isBoolean()) return value.getAsBoolean();
		return value.getAsJsonPrimitive().isNumber() ? (Object) value.getAsDouble() : value.getAsString();
	}

	private static SampleMask mask(final JsonObject test) {
		if (!test.has("sample_mask")) return SampleMask.all();
		final JsonArray mask = test.getAsJsonArray("sample_mask");
		if (!mask.get(0).getAsJsonPrimitive().isBoolean()) return SampleMask.ofIndices(mask.asList().stream()
			.mapToInt(JsonElement::getAsInt).toArray());
		final boolean[] keep = new boolean[mask.size()];
		for (int t = 0; t < keep.length; t++)
			keep[t] = mask.get(t).getAsBoolean();
		return SampleMask.ofBooleans(keep);
	}
}
