package org.voxmeta.masker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;


import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.References;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.stats.data.Signals;

/** Compares maskers with nilearn's, on its numbers for a small series of images. */
class NilearnMaskerTest {

	/** Of nilearn's float64 numbers. */
	private static final double TOLERANCE = 1e-9;

	/** Of nilearn's float32 numbers, and of those on an image of float32, which it smooths in that precision. */
	private static final double SINGLE = 1e-5;

	@TestFactory
	Stream<DynamicTest> signalsEqualNilearns() throws IOException {
		return References.tests(() -> {
			final List<DynamicTest> tests = new ArrayList<>();
			for (final JsonElement element : index().getAsJsonArray("cases")) {
				final JsonObject wanted = element.getAsJsonObject();
				if (isExtractedOnly(wanted)) tests.add(DynamicTest.dynamicTest(wanted.get("name").getAsString(), () -> compare(wanted)));
			}
			assertEquals(15, tests.size());
			return tests.stream();
		});
	}

	@TestFactory
	Stream<DynamicTest> imagesOfSignalsEqualNilearns() throws IOException {
		final GridImage mask = image("mask.nii.gz");
		final Map<String, Masker> maskers = Map.of("inverse_1d", ImageMasker.of(mask), "inverse_2d", ImageMasker.of(
			mask), "inverse_labels", LabelsMasker.of(image("labels.nii.gz")));
		return maskers.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> compareInverse(
			entry.getKey(), entry.getValue().with("outside", 0).fit())));
	}

	private static boolean isExtractedOnly(final JsonObject wanted) {
		return !wanted.get("confounds").getAsBoolean() && wanted.getAsJsonObject("transform").isEmpty() && Set.of("dtype",
			"strategy", "seeds", "radius", "allow_overlap").containsAll(wanted.getAsJsonObject("args").keySet());
	}

	private static void compare(final JsonObject wanted) throws IOException {
		final String name = wanted.get("name").getAsString();
		final GridImage image = image(wanted.get("image").getAsString() + ".nii.gz");
		final boolean voxels = wanted.get("masker").getAsString().equals("NiftiMasker");
		final FittedMasker masker = masker(wanted).fit(List.of(image));
		assertEquals(List.of(), masker.notes());

		final Signals signals = masker.transform(image);

		final double[][] values = table("expected/" + name + ".csv");
		assertEquals(values.length, signals.studies());
		assertEquals(values[0].length, signals.voxels());
		final int[] order = voxels ? lastAxisFastest(masker.mask()) : null;
		final double tolerance = name.contains("f32") || name.equals("smooth") ? SINGLE : TOLERANCE;
		double largest = 0;
		for (int t = 0; t < values.length; t++) {
			final double[] row = new double[signals.voxels()];
			signals.row(t).read(0, row.length, row);
			for (int j = 0; j < row.length; j++)
				largest = Math.max(largest, difference(values[t][j], row[voxels ? order[j] : j]));
		}
		System.out.println(name + ": largest difference " + largest);
		assertTrue(largest <= tolerance, "largest difference " + largest);
	}

	private static void compareInverse(final String name, final FittedMasker masker) throws IOException {
		final double[][] given = table(name + ".csv");
		final int[] order = masker.averages() ? null : lastAxisFastest(masker.mask());
		final double[][] signals = new double[given.length][masker.size()];
		for (int t = 0; t < given.length; t++)
			for (int j = 0; j < masker.size(); j++)
				signals[t][order == null ? j : order[j]] = given[t][j];

		final GridImage got = signals.length == 1 ? masker.inverseTransform(signals[0]) : masker.inverseTransform(
			signals);

		final NiftiImage wanted = NiftiReader.read(References.path("masker/expected/" + name + ".nii.gz"));
		assertEquals(Arrays.toString(wanted.header().dims()), Arrays.toString(got.values().dimensionsAsLongArray()));
		final double[] values = Images.values(got.values());
		final double[] expected = Images.values(wanted.img());
		assertEquals(expected.length, values.length);
		for (int i = 0; i < values.length; i++)
			assertEquals(expected[i], values[i], 1e-12, "voxel " + i);
	}

	/** The masker of a case, its parameters set by nilearn's names. */
	private static Masker masker(final JsonObject wanted) throws IOException {
		final JsonObject args = wanted.getAsJsonObject("args");
		final String name = wanted.get("name").getAsString();
		Masker masker = switch (wanted.get("masker").getAsString()) {
			case "NiftiMasker" -> ImageMasker.of(image("mask.nii.gz"));
			case "NiftiLabelsMasker" -> LabelsMasker.of(image("labels.nii.gz"));
			case "NiftiMapsMasker" -> MapsMasker.of(image("maps.nii.gz"));
			default -> SpheresMasker.of(new double[3]);
		};
		if (name.endsWith("_masked")) masker = masker.with("mask_img", image("mask.nii.gz"));
		for (final String parameter : args.keySet())
			// VoxMeta computes in double precision whatever the image's is
			if (!parameter.equals("dtype")) masker = masker.with(parameter, value(args.get(parameter)));
		return masker;
	}

	private static Object value(final JsonElement json) {
		if (json.isJsonNull()) return null;
		if (json.isJsonArray()) return json.getAsJsonArray().asList().stream().map(NilearnMaskerTest::value).toList();
		if (json.getAsJsonPrimitive().isBoolean()) return json.getAsBoolean();
		return json.getAsJsonPrimitive().isNumber() ? json.getAsNumber() : json.getAsString();
	}

	/** Relative to the wanted value, or to 1 where that is below it, as standardised and filtered signals are. */
	private static double difference(final double wanted, final double got) {
		if (Double.isNaN(wanted) || Double.isNaN(got)) return Double.POSITIVE_INFINITY;
		return Math.abs(wanted - got) / Math.max(1, Math.abs(wanted));
	}

	/** For each of a mask's voxels in NumPy's order, its number in ours, where the first axis is fastest. */
	private static int[] lastAxisFastest(final VoxelMask mask) {
		final long[] dims = mask.dimensions();
		final Integer[] order = new Integer[mask.size()];
		Arrays.setAll(order, j -> j);
		Arrays.sort(order, (a, b) -> Long.compare(reversed(mask.index(a), dims), reversed(mask.index(b), dims)));
		return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
	}

	private static long reversed(final int voxel, final long[] dims) {
		long number = 0;
		long rest = voxel;
		for (final long size : dims) {
			number = number * size + rest % size;
			rest /= size;
		}
		return number;
	}

	private static GridImage image(final String file) throws IOException {
		final NiftiImage image = NiftiReader.read(References.path("masker").resolve(file));
		final double[][] affine = image.header().affine();
		return image.img().numDimensions() == 4 ? GridImage.series(image.img(), 3, affine) : GridImage.of(image.img(),
			affine);
	}

	private static double[][] table(final String file) throws IOException {
		return Files.readAllLines(References.path("masker").resolve(file)).stream().map(line -> Arrays.stream(line
			.split(",")).mapToDouble(Double::parseDouble).toArray()).toArray(double[][]::new);
	}

	private static JsonObject index() throws IOException {
		return JsonParser.parseString(Files.readString(References.path("masker/index.json"))).getAsJsonObject();
	}
}
