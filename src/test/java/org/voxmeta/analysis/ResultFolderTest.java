package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;

class ResultFolderTest {

	private static final Set<MapKind> ALL = SmallStudies.mapsOfMean(DerSimonianLaird.withDefaults());
	private static final Map<String, Object> NOTHING = Map.of();

	@TempDir
	Path temporary;

	private final SmallStudies studies = SmallStudies.of(5, 4, 3, 2).withHoles();
	private Path folder;

	@BeforeEach
	void chooseAFolder() {
		folder = temporary.resolve("new").resolve("maps");
	}

	@Test
	void aMapIsWrittenAsItsImageWouldBe() throws IOException {
		final MetaAnalysisResult result = result(SmallStudies.of(3, 41, 30, 21).withHoles(), ALL);

		for (final NamedMap map : result.named(ALL)) {
			final ByteArrayOutputStream written = new ByteArrayOutputStream();
			result.write(map, written, true);

			final ByteArrayOutputStream image = new ByteArrayOutputStream();
			NiftiWriter.write(result.image(map), image, true);
			assertArrayEquals(image.toByteArray(), written.toByteArray(), map.key());
		}
	}

	@Test
	void everyMapIsAFileOfItsKey() throws IOException {
		final MetaAnalysisResult result = result(ALL);

		final List<Path> files = ResultFolder.at(folder).write(result, NOTHING, NOTHING, Progress.NONE);

		final List<Path> wanted = new ArrayList<>();
		for (final MapKind kind : ALL)
			wanted.add(folder.resolve(kind.key() + ".nii.gz"));
		wanted.add(folder.resolve("summary.csv"));
		wanted.add(folder.resolve("result.json"));
		assertEquals(wanted, files);
		assertEquals(wanted.stream().map(path -> path.getFileName().toString()).sorted().toList(),
			List.copyOf(content().keySet()));
		for (final MapKind kind : ALL)
			assertMap(result, kind);
	}

	@Test
	void onlyTheMapsThereAreAreWritten() throws IOException {
		ResultFolder.at(folder).write(result(EnumSet.of(MapKind.TAU2)), NOTHING, NOTHING, Progress.NONE);

		assertEquals(Set.of("tau2.nii.gz", "summary.csv", "result.json"), content().keySet());
	}

	@Test
	void theRecordIsJsonThatNamesTheMaps() throws IOException {
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("estimator", "<DL> & \"co\" \u00b2");
		record.put("numbers", new double[] { 0.1, 1e-300 });

		ResultFolder.at(folder).write(result(EnumSet.of(MapKind.Z, MapKind.P)), record, NOTHING, Progress.NONE);

		final JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("result.json")))
			.getAsJsonObject();
		assertEquals("<DL> & \"co\" \u00b2", json.get("estimator").getAsString());
		assertEquals(1e-300, json.getAsJsonArray("numbers").get(1).getAsDouble());
		assertEquals("{\"z\":\"z.nii.gz\",\"p\":\"p.nii.gz\"}", json.get("maps").toString());
	}

	@Test
	void theSummaryIsATableOfOneRow() throws IOException {
		final Map<String, Object> summary = new LinkedHashMap<>();
		summary.put("estimator", "one, \"two\"");
		summary.put("fitted", 12);

		ResultFolder.at(folder).write(result(EnumSet.of(MapKind.Z)), NOTHING, summary, Progress.NONE);

		assertEquals("estimator,fitted\n\"one, \"\"two\"\"\",12\n",
			Files.readString(folder.resolve("summary.csv")));
	}

	@Test
	void filesOfAnEarlierRunAreReplacedAndOthersKept() throws IOException {
		Files.createDirectories(folder);
		Files.writeString(folder.resolve("z.nii.gz"), "old");
		Files.writeString(folder.resolve("result.json"), "old");
		Files.writeString(folder.resolve("mine.txt"), "mine");

		final MetaAnalysisResult result = result(EnumSet.of(MapKind.Z));
		ResultFolder.at(folder).write(result, NOTHING, NOTHING, Progress.NONE);

		assertEquals(Set.of("z.nii.gz", "summary.csv", "result.json", "mine.txt"), content().keySet());
		assertEquals("mine", Files.readString(folder.resolve("mine.txt")));
		assertMap(result, MapKind.Z);
	}

	@Test
	void cancellingAtAnyStepLeavesTheFolderAsItWas() throws IOException {
		final MetaAnalysisResult result = result(ALL);
		Files.createDirectories(folder);
		Files.writeString(folder.resolve("z.nii.gz"), "old");
		for (int step = 0; step <= ALL.size(); step++) {
			final long last = step;
			final ResultFolder results = ResultFolder.at(folder);

			assertThrows(CancellationException.class, () -> results.write(result, NOTHING, NOTHING,
				(stage, done, total) -> done < last));

			assertEquals("{z.nii.gz=3}", content().toString(), "cancelled at step " + step);
		}
	}

	@Test
	void aFileThatCannotBeReplacedLeavesTheFolderAsItWas() throws IOException {
		final MetaAnalysisResult result = result(ALL);
		Files.createDirectories(folder);
		Files.writeString(folder.resolve("z.nii.gz"), "old");
		final Path blocked = Files.createDirectories(folder.resolve("result.json"));
		final ResultFolder results = ResultFolder.at(folder);

		final String message = assertThrows(IOException.class, () -> results.write(result, NOTHING, NOTHING,
			Progress.NONE)).getMessage();

		assertTrue(message.startsWith(blocked.toString()), message);
		assertEquals("{z.nii.gz=3}", content().toString());
	}

	@Test
	void aFileInPlaceOfTheFolderIsRefused() throws IOException {
		final Path file = Files.writeString(temporary.resolve("file"), "mine");

		assertEquals("Output: " + file + " is a file, wanted a folder",
			assertThrows(IOException.class, () -> ResultFolder.at(file)).getMessage());
		final String message = assertThrows(IOException.class, () -> ResultFolder.at(file.resolve("maps")))
			.getMessage();
		assertTrue(message.startsWith("Output: cannot write to folder " + file.resolve("maps") + ": "), message);
		assertEquals("mine", Files.readString(file));
	}

	@Test
	void choosingAFolderMakesNothing() throws IOException {
		ResultFolder.at(folder);
		assertFalse(Files.exists(folder.getParent()));

		Files.createDirectories(folder);
		ResultFolder.at(folder);
		assertEquals("{}", content().toString());
	}

	@Test
	void aRelativeFolderIsThatOfTheWorkingFolder() throws IOException {
		final Path relative = Path.of("").toAbsolutePath().relativize(folder.toAbsolutePath());

		ResultFolder.at(relative).write(result(EnumSet.of(MapKind.Z)), NOTHING, NOTHING, Progress.NONE);

		assertEquals(Set.of("z.nii.gz", "summary.csv", "result.json"), content().keySet());
	}

	private MetaAnalysisResult result(final Set<MapKind> kinds) throws IOException {
		return result(studies, kinds);
	}

	private static MetaAnalysisResult result(final SmallStudies studies, final Set<MapKind> kinds)
		throws IOException
	{
		final StudyInputs inputs = StudyInputs.ofStacks(InputImage.of(studies.frames("y", studies.effects(), 32)),
			InputImage.of(studies.frames("v", studies.variances(), 32)), StudyAxis.T);
		return EstimatorRun.of(DerSimonianLaird.withDefaults()).withAggressiveMask(false).withMaps(kinds)
			.run(inputs, null, "test", Progress.NONE).result();
	}

	/** The file has the result's values in single precision, and what belongs outside the mask there. */
	private void assertMap(final MetaAnalysisResult result, final MapKind kind) throws IOException {
		final NiftiImage image = NiftiReader.read(folder.resolve(kind.key() + ".nii.gz"));
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image.img()).cursor();
		final double[] inMask = result.maps().get(kind);
		int j = 0;
		for (int i = 0; cursor.hasNext(); i++) {
			final boolean in = j < inMask.length && result.masker().mask().index(j) == i;
			final double outside = kind == MapKind.REASON ? Reason.OUTSIDE_MASK.code() : Double.NaN;
			assertClose(in ? (float) inMask[j++] : outside, cursor.next().getRealDouble(), 0, kind.key() + " at " + i);
		}
		assertEquals(inMask.length, j);
		assertTrue(j < studies.voxels(), "no study has the first voxel");
	}

	/** Every file of the folder, hidden ones too, with its length. */
	private Map<String, Long> content() throws IOException {
		final Map<String, Long> content = new TreeMap<>();
		try (Stream<Path> paths = Files.list(folder)) {
			for (final Path path : paths.filter(Files::isRegularFile).toList())
				content.put(path.getFileName().toString(), Files.size(path));
		}
		return content;
	}
}
