package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.PeerData;
import org.voxmeta.References;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.study.SignalsTable;

/** The files that the commands of signals write have nilearn's numbers. */
class NilearnSignalsTest {

	/** Of nilearn's float64 numbers; of values below 1, this is not relative. */
	private static final double TOLERANCE = 1e-12;

	/** Of nilearn's numbers for an image of float32, which it computes in that precision; of the largest value. */
	private static final double SINGLE = 1e-5;

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@TestFactory
	Stream<DynamicTest> signalsOfTwoImagesEqualNilearns() throws IOException {
		final JsonObject data = PeerData.resource("/org/voxmeta/masker/maskers.json").getAsJsonObject();
		for (final String image : List.of("mask", "labels"))
			write(data, image, NiftiType.UINT8, new double[][] { data.get(image).getAsString().chars().mapToDouble(
				digit -> digit - '0').toArray() });
		write(data, "maps", NiftiType.FLOAT32, PeerData.matrix(data.get("maps")));
		write(data, "func_finite", NiftiType.FLOAT64, PeerData.matrix(data.getAsJsonObject("frames").get("finite")));
		write(data, "func", NiftiType.FLOAT32, PeerData.matrix(data.getAsJsonObject("frames").get("holes")));
		return PeerData.objects(data.get("cases")).stream().map(wanted -> DynamicTest.dynamicTest(wanted.get("name")
			.getAsString(), () -> {
				final boolean finite = wanted.get("frames").getAsString().equals("finite");
				assertSignals(PeerData.matrix(wanted.get("wanted")), extract(folder, finite ? "func_finite" : "func",
					wanted), false, !finite);
			}));
	}

	@TestFactory
	Stream<DynamicTest> signalsEqualNilearns() throws IOException {
		return References.tests(() -> {
			final Path images = References.path("masker").toAbsolutePath();
			final JsonObject index = JsonParser.parseString(Files.readString(images.resolve("index.json")))
				.getAsJsonObject();
			final List<DynamicTest> tests = new ArrayList<>();
			for (final JsonObject wanted : PeerData.objects(index.get("cases"))) {
				final String name = wanted.get("name").getAsString();
				tests.add(DynamicTest.dynamicTest(name, () -> assertSignals(numbers(images.resolve("expected/" + name
					+ ".csv")), extract(images, wanted.get("image").getAsString(), wanted), true, wanted.get("image")
						.getAsString().equals("func"))));
			}
			assertEquals(43, tests.size());
			return tests.stream();
		});
	}

	@TestFactory
	Stream<DynamicTest> imagesOfSignalsEqualNilearns() throws IOException {
		return References.tests(() -> Stream.of("inverse_1d", "inverse_2d", "inverse_labels").map(name -> DynamicTest
			.dynamicTest(name, () -> {
				final Path images = References.path("masker").toAbsolutePath();
				final boolean voxels = !name.equals("inverse_labels");
				final double[][] given = numbers(images.resolve(name + ".csv"));
				final Path table = Files.write(folder.resolve(name + ".csv"), lines(given, voxels ? voxels(NiftiReader.read(
					images.resolve("mask.nii.gz"))) : null));

				run("Signals to Image...", "table=[" + table + "] " + (voxels ? "mask=[" + images + "/mask.nii.gz]"
					: "masker=labels labels=[" + images + "/labels.nii.gz]") + " outside=0 output=[" + folder.resolve(name
						+ ".nii") + "]");

				final NiftiImage wanted = NiftiReader.read(images.resolve("expected/" + name + ".nii.gz"));
				final NiftiImage got = NiftiReader.read(folder.resolve(name + ".nii"));
				final double[] values = MapAssertions.values(NiftiImages.toImagePlus(wanted, ""));
				MapAssertions.assertMap(values, NiftiImages.toImagePlus(got, name), 1e-7);
				assertArrayEquals(wanted.header().affine(), got.header().affine());
				assertArrayEquals(wanted.header().dims(), got.header().dims());
			})));
	}

	private SignalsTable extract(final Path images, final String image, final JsonObject wanted) throws IOException {
		final Path output = folder.resolve(wanted.get("name").getAsString() + ".csv");
		run("Extract Signals...", "input=[" + images.resolve(image + ".nii.gz") + "] " + keys(images, wanted)
			+ " output=[" + output + "]");
		return SignalsTable.read(output);
	}

	private void run(final String label, final String keys) {
		fiji.runMacro("run('" + label + "', '" + keys + "');").clean();
	}

	private static String keys(final Path images, final JsonObject wanted) {
		final boolean masked = wanted.get("name").getAsString().endsWith("_masked");
		final List<String> keys = new ArrayList<>();
		switch (wanted.get("masker").getAsString()) {
			case "NiftiLabelsMasker" -> keys.add("masker=labels labels=[" + images.resolve("labels.nii.gz") + "]");
			case "NiftiMapsMasker" -> keys.add("masker=maps maps=[" + images.resolve("maps.nii.gz") + "]");
			case "NiftiSpheresMasker" -> keys.add("masker=spheres");
			default -> keys.add("mask=[" + images.resolve("mask.nii.gz") + "]");
		}
		if (masked) keys.add("mask=[" + images.resolve("mask.nii.gz") + "]");
		final JsonObject args = wanted.getAsJsonObject("args");
		for (final String name : args.keySet())
			if (!name.equals("dtype") && !args.get(name).isJsonNull()) keys.add(key(name) + "=" + value(name, args.get(
				name)));
		if (wanted.has("confounds") && wanted.get("confounds").getAsBoolean()) keys.add("confounds=[" + images.resolve(
			"confounds.csv") + "]");
		final JsonElement samples = wanted.has("transform") ? wanted.getAsJsonObject("transform").get("sample_mask") : null;
		if (samples != null) keys.add("samplemask=" + joined(samples.getAsJsonArray(), ","));
		if (wanted.has("note") && wanted.get("note").getAsString().contains("filter=cosine")) keys.add("filter=cosine");
		return String.join(" ", keys);
	}

	/** The commands' keys are nilearn's names without underscores, but for the longest. */
	private static String key(final String parameter) {
		return switch (parameter) {
			case "smoothing_fwhm" -> "fwhm";
			case "t_r" -> "tr";
			default -> parameter.replace("_", "");
		};
	}

	private static String value(final String parameter, final JsonElement value) {
		if (parameter.equals("allow_overlap")) return value.getAsBoolean() ? "Yes" : "No";
		if (parameter.equals("seeds")) return "[" + value.getAsJsonArray().asList().stream().map(seed -> joined(seed
			.getAsJsonArray(), ",")).collect(Collectors.joining("; ")) + "]";
		return value.isJsonArray() ? joined(value.getAsJsonArray(), ",") : value.getAsString();
	}

	private static String joined(final JsonArray array, final String separator) {
		return array.asList().stream().map(JsonElement::getAsString).collect(Collectors.joining(separator));
	}

	/** Compares signals; nilearn's voxels are in NumPy's order, where the last axis is fastest. */
	private static void assertSignals(final double[][] wanted, final SignalsTable got, final boolean reorder,
		final boolean single)
	{
		final boolean voxels = got.names().get(0).matches("\\d+ \\d+ \\d+");
		final List<Integer> order = reorder && voxels ? IntStream.range(0, got.names().size()).boxed().sorted(Comparator
			.comparing(j -> position(got.names().get(j)), Arrays::compare)).toList() : IntStream.range(0, got.names().size())
				.boxed().toList();
		assertEquals(wanted.length, got.values().length);
		assertEquals(wanted[0].length, got.names().size());
		final double size = Arrays.stream(wanted).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();
		for (int t = 0; t < wanted.length; t++)
			for (int j = 0; j < wanted[t].length; j++)
				assertEquals(wanted[t][j], got.values()[t][order.get(j)], single ? SINGLE * size : TOLERANCE * Math.max(1,
					Math.abs(wanted[t][j])), "sample " + t + ", signal " + j);
	}

	private static int[] position(final String name) {
		return Arrays.stream(name.split(" ")).mapToInt(Integer::parseInt).toArray();
	}

	/** The positions of a mask's voxels, the last axis fastest. */
	private static List<String> voxels(final NiftiImage mask) {
		final double[] values = MapAssertions.values(NiftiImages.toImagePlus(mask, ""));
		final int nx = (int) mask.header().dims()[0];
		final int ny = (int) mask.header().dims()[1];
		return IntStream.range(0, values.length).filter(i -> values[i] != 0).mapToObj(i -> i % nx + " " + i / nx % ny + " "
			+ i / nx / ny).sorted(Comparator.comparing(NilearnSignalsTest::position, Arrays::compare)).toList();
	}

	/** A table of signals as the command writes them: voxels with the first axis fastest. */
	private static List<String> lines(final double[][] rows, final List<String> voxels) {
		final int width = rows[0].length;
		final List<Integer> order = IntStream.range(0, width).boxed().sorted(Comparator.comparing(j -> voxels == null
			? new int[] { j } : reversed(position(voxels.get(j))), Arrays::compare)).toList();
		final List<String> lines = new ArrayList<>();
		lines.add("sample," + order.stream().map(j -> voxels == null ? Integer.toString(j + 1) : voxels.get(j)).collect(
			Collectors.joining(",")));
		for (int t = 0; t < rows.length; t++) {
			final double[] row = rows[t];
			lines.add(t + "," + order.stream().map(j -> Double.toString(row[j])).collect(Collectors.joining(",")));
		}
		return lines;
	}

	private static int[] reversed(final int[] position) {
		return new int[] { position[2], position[1], position[0] };
	}

	private void write(final JsonObject data, final String name, final NiftiType type, final double[][] frames)
		throws IOException
	{
		final double[] size = PeerData.numbers(data.get("dims"));
		final long[] dims = Arrays.stream(size).mapToLong(length -> (long) length).toArray();
		final long[] all = frames.length == 1 ? dims : new long[] { dims[0], dims[1], dims[2], frames.length };
		// the resource has the shortest texts of single numbers
		final double[] values = Arrays.stream(frames).flatMapToDouble(Arrays::stream).map(value -> (float) value)
			.toArray();
		NiftiWriter.write(NiftiImage.of(NiftiHeader.of(all, type).withAffine(PeerData.matrix(data.get("affine"))),
			values), folder.resolve(name + ".nii.gz"));
	}

	private static double[][] numbers(final Path file) throws IOException {
		return Files.readAllLines(file).stream().map(line -> Arrays.stream(line.split(",")).mapToDouble(
			Double::parseDouble).toArray()).toArray(double[][]::new);
	}
}
