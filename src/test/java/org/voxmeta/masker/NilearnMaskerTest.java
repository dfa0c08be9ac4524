package org.voxmeta.masker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;


import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.PeerData;
import org.voxmeta.References;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.masker.signal.Confounds;
import org.voxmeta.masker.signal.SampleMask;
import org.voxmeta.stats.data.Signals;

/**
 * Compares maskers with nilearn's, on its numbers for a small series of images: two images in every step
 * without a cleaning, and the whole series in every way of the reference data.
 */
class NilearnMaskerTest {

	/** Of nilearn's float64 numbers; of values below 1, this is not relative. */
	private static final double TOLERANCE = 1e-12;

	/**
	 * Of nilearn's numbers for an image of float32, which it computes in that precision; of the largest value.
	 */
	private static final double SINGLE = 1e-5;

	@TestFactory
	Stream<DynamicTest> signalsOfTwoImagesEqualNilearns() throws IOException {
		final JsonObject data = PeerData.resource("/org/voxmeta/masker/maskers.json").getAsJsonObject();
		return PeerData.objects(data.get("cases")).stream().map(wanted -> DynamicTest.dynamicTest(wanted.get("name")
			.getAsString(), () -> {
				final boolean finite = wanted.get("frames").getAsString().equals("finite");
				final GridImage image = series(data, finite);
				assertSignals(PeerData.matrix(wanted.get("wanted")), masker(wanted, name -> image(data, name)).fit(
					List.of(image)).transform(image), null, !finite);
			}));
	}

	@TestFactory
	Stream<DynamicTest> imagesOfTwoRowsEqualNilearns() throws IOException {
		final JsonObject data = PeerData.resource("/org/voxmeta/masker/maskers.json").getAsJsonObject();
		return PeerData.objects(data.get("inverse")).stream().map(wanted -> DynamicTest.dynamicTest(wanted.get(
			"name").getAsString(), () -> {
				final double[][] signals = PeerData.matrix(wanted.get("signals"));
				final FittedMasker masker = (wanted.get("masker").getAsString().equals("NiftiMasker") ? ImageMasker.of(
					image(data, "mask")) : LabelsMasker.of(image(data, "labels"))).with("outside", 0).fit();

				final double[] got = Images.values(masker.inverseTransform(signals).values());

				final double[] voxels = PeerData.numbers(wanted.get("voxels"));
				final double[] all = new double[got.length];
				for (int t = 0; t < signals.length; t++)
					for (int i = 0; i < voxels.length; i++)
						all[t * 720 + (int) voxels[i]] = PeerData.matrix(wanted.get("wanted"))[t][i];
				assertArrayEquals(all, got, 1e-12);
			}));
	}

	@TestFactory
	Stream<DynamicTest> signalsEqualNilearns() throws IOException {
		return References.tests(() -> {
			final List<DynamicTest> tests = new ArrayList<>();
			for (final JsonObject wanted : PeerData.objects(index().get("cases")))
				tests.add(DynamicTest.dynamicTest(wanted.get("name").getAsString(), () -> compare(wanted)));
			assertEquals(43, tests.size());
			return tests.stream();
		});
	}

	@TestFactory
	Stream<DynamicTest> imagesOfSignalsEqualNilearns() throws IOException {
		return References.tests(() -> Map.of("inverse_1d", ImageMasker.of(image("mask")), "inverse_2d",
			ImageMasker.of(image("mask")), "inverse_labels", LabelsMasker.of(image("labels"))).entrySet().stream().map(
				entry -> DynamicTest.dynamicTest(entry.getKey(), () -> compareInverse(entry.getKey(), entry.getValue()
					.with("outside", 0).fit()))));
	}

	private static void compare(final JsonObject wanted) throws IOException {
		final GridImage image = image(wanted.get("image").getAsString());
		final FittedMasker masker = masker(wanted, NilearnMaskerTest::image).fit(List.of(image));
		assertEquals(List.of(), masker.notes());

		final Signals signals = masker.transform(image, confounds(wanted), sampleMask(wanted));

		final boolean voxels = wanted.get("masker").getAsString().equals("NiftiMasker");
		System.out.printf("%s: largest difference %.2g%n", wanted.get("name").getAsString(), assertSignals(table(
			"expected/" + wanted.get("name").getAsString() + ".csv"), signals, voxels ? lastAxisFastest(masker.mask())
			: null, wanted.get("image").getAsString().equals("func")));
	}

	/**
	 * Compares signals.
	 *
	 * @param order the column of the signals that is each wanted one; null for the same
	 */
	private static double assertSignals(final double[][] wanted, final Signals signals, final int[] order,
		final boolean single)
	{
		assertEquals(wanted.length, signals.studies());
		assertEquals(wanted[0].length, signals.voxels());
		final double size = Arrays.stream(wanted).flatMapToDouble(Arrays::stream).map(Math::abs).max()
			.orElseThrow();
		final double[][] all = signals.toArrays();
		double largest = 0;
		for (int t = 0; t < wanted.length; t++)
			for (int j = 0; j < wanted[t].length; j++) {
				final double got = all[t][order == null ? j : order[j]];
				final double scale = single ? size : Math.max(1, Math.abs(wanted[t][j]));
				largest = Math.max(largest, Math.abs(got - wanted[t][j]) / scale);
				assertEquals(wanted[t][j], got, scale * (single ? SINGLE : TOLERANCE), "sample " + t + ", signal " + j);
			}
		return largest;
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
		assertArrayEquals(wanted.header().dims(), got.values().dimensionsAsLongArray());
		assertArrayEquals(Images.values(wanted.img()), Images.values(got.values()), 1e-12);
	}

	/** The masker of a case, its parameters set by nilearn's names. */
	private static Masker masker(final JsonObject wanted, final Function<String, GridImage> images) {
		final JsonObject args = wanted.getAsJsonObject("args");
		Masker masker = switch (wanted.get("masker").getAsString()) {
			case "NiftiMasker" -> ImageMasker.of(images.apply("mask"));
			case "NiftiLabelsMasker" -> LabelsMasker.of(images.apply("labels"));
			case "NiftiMapsMasker" -> MapsMasker.of(images.apply("maps"));
			default -> SpheresMasker.of(new double[3]);
		};
		if (wanted.get("name").getAsString().endsWith("_masked")) masker = masker.with("mask_img", images.apply(
			"mask"));
		for (final String parameter : args.keySet())
			// VoxMeta computes in double precision whatever the image's is
			if (!parameter.equals("dtype")) masker = masker.with(parameter, value(args.get(parameter)));
		final boolean cosine = wanted.has("note") && wanted.get("note").getAsString().contains("filter=cosine");
		return cosine ? masker.with("filter", "cosine") : masker;
	}

	private static Confounds confounds(final JsonObject wanted) throws IOException {
		if (!wanted.get("confounds").getAsBoolean()) return Confounds.none();
		final List<String> lines = Files.readAllLines(References.path("masker/confounds.csv"));
		return Confounds.of("confounds.csv", List.of(lines.get(0).split(",")), numbers(lines.subList(1,
			lines.size())));
	}

	private static SampleMask sampleMask(final JsonObject wanted) {
		final JsonElement mask = wanted.getAsJsonObject("transform").get("sample_mask");
		if (mask == null) return SampleMask.all();
		final List<JsonElement> values = mask.getAsJsonArray().asList();
		if (!values.get(0).getAsJsonPrimitive().isBoolean()) return SampleMask.ofIndices(values.stream().mapToInt(
			JsonElement::getAsInt).toArray());
		final boolean[] keep = new boolean[values.size()];
		for (int t = 0; t < keep.length; t++)
			keep[t] = values.get(t).getAsBoolean();
		return SampleMask.ofBooleans(keep);
	}

	private static Object value(final JsonElement json) {
		if (json.isJsonNull()) return null;
		if (json.isJsonArray()) return json.getAsJsonArray().asList().stream().map(NilearnMaskerTest::value)
			.toList();
		if (json.getAsJsonPrimitive().isBoolean()) return json.getAsBoolean();
		return json.getAsJsonPrimitive().isNumber() ? json.getAsNumber() : json.getAsString();
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

	private static GridImage image(final String name) {
		try {
			final NiftiImage image = NiftiReader.read(References.path("masker").resolve(name + ".nii.gz"));
			final double[][] affine = image.header().affine();
			return image.img().numDimensions() == 4 ? GridImage.series(image.img(), 3, affine) : GridImage.of(
				image.img(), affine);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** The images of the resource: of double precision if finite, else of single. */
	private static GridImage series(final JsonObject data, final boolean finite) {
		final double[][] frames = PeerData.matrix(data.getAsJsonObject("frames").get(finite ? "finite" : "holes"));
		return GridImage.stack(Arrays.stream(frames).map(frame -> image(data, frame, finite)).toList());
	}

	private static GridImage image(final JsonObject data, final String name) {
		if (name.equals("maps")) return GridImage.stack(Arrays.stream(PeerData.matrix(data.get(name))).map(map ->
			image(data, map, false)).toList());
		return image(data, data.get(name).getAsString().chars().mapToDouble(digit -> digit - '0').toArray(), true);
	}

	/** The resource has the shortest texts of single numbers. */
	private static GridImage image(final JsonObject data, final double[] values, final boolean inDoubles) {
		final long[] dims = Arrays.stream(PeerData.numbers(data.get("dims"))).mapToLong(size -> (long) size)
			.toArray();
		final float[] floats = new float[values.length];
		final double[] doubles = new double[values.length];
		for (int i = 0; i < values.length; i++)
			doubles[i] = floats[i] = (float) values[i];
		return GridImage.of(inDoubles ? ArrayImgs.doubles(doubles, dims) : ArrayImgs.floats(floats, dims), PeerData
			.matrix(data.get("affine")));
	}

	private static double[][] table(final String file) throws IOException {
		return numbers(Files.readAllLines(References.path("masker").resolve(file)));
	}

	private static double[][] numbers(final List<String> lines) {
		return lines.stream().map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
			.toArray(double[][]::new);
	}

	private static JsonObject index() throws IOException {
		return JsonParser.parseString(Files.readString(References.path("masker/index.json"))).getAsJsonObject();
	}
}
