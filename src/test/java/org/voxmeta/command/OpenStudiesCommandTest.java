package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.command.MapAssertions.assertMap;

import ij.ImagePlus;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.log.LogLevel;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.stats.result.MapKind;

class OpenStudiesCommandTest {

	private static final String LABEL = "Open Studies...";
	private static final SmallStudies STUDIES = SmallStudies.of(5, 4, 3, 2);
	/** Maps are shown in single precision. */
	private static final double FLOAT = 1e-6;

	private static final Map<String, List<String>> DESCRIBED = Map.of("age", List.of("20", "31", "44", "27", "60"), "drug",
		List.of("a", "b", "a", "a", "b"));

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void everyKindIsAStackOfFrames() throws IOException {
		final FijiRun run = fiji.runMacro(macro("studies=[" + STUDIES.write(folder.resolve("my studies")) + "]")
			+ "selectImage('beta'); Stack.setFrame(2); print(getTitle(), nSlices, getMetadata('Label'));").clean();

		assertEquals(List.of("beta", "varcope"), fiji.images().stream().map(ImagePlus::getTitle).toList());
		assertArrayEquals(new int[] { 4, 3, 1, 2, 5 }, fiji.image("beta").getDimensions());
		assertMap(flat(STUDIES.effects()), fiji.image("beta"), 0);
		assertMap(flat(STUDIES.variances()), fiji.image("varcope"), 0);
		assertArrayEquals(STUDIES.header().affine(), NiftiImages.headerOf(fiji.image("beta")).affine());
		assertEquals(List.of("beta 10 study 2"), run.printed());
		assertSame(fiji.image("varcope"), ((Map<?, ?>) run.output("images")).get("varcope"));
		assertEquals(List.of("VoxMeta: opened beta of 5 studies", "VoxMeta: opened varcope of 5 studies"), run.log(
			LogLevel.INFO));
		assertEquals(List.of(), run.log(LogLevel.WARN));
	}

	@Test
	void filesOfTheStacksKeepTheStudies() throws IOException {
		final Path table = STUDIES.write(folder, Map.of(1, "x", 2, "x", 4, "y"));
		final Path out = folder.resolve("stacks");

		final FijiRun run = fiji.runMacro(macro("studies=[" + table + "] output=[" + out + "]") + "close('*'); open('"
			+ out.resolve("beta.tif") + "'); open('" + out.resolve("varcope.tif")
			+ "'); run('DerSimonian-Laird...', 'effects=beta.tif variances=varcope.tif maps=z output=[" + out + "]');")
			.clean();

		assertTrue(run.log(LogLevel.INFO).contains("VoxMeta: wrote 2 files to " + out));
		assertArrayEquals(new int[] { 4, 3, 1, 2, 5 }, fiji.image("beta.tif").getDimensions());
		assertMap(flat(STUDIES.effects()), fiji.image("beta.tif"), 0);
		final JsonObject inputs = record(out);
		assertEquals("the stack 'beta.tif'", inputs.getAsJsonObject("groups").get("source").getAsString());
		assertEquals("[\"study 1\",\"study 2\",\"study 3\",\"study 4\",\"study 5\"]", inputs.get("studies").toString());
	}

	@Test
	void anAnalysisOfTheStacksIsThatOfTheTable() throws IOException {
		final Path table = STUDIES.write(folder, Map.of(1, "x", 2, "x", 4, "y"));
		final Path out = folder.resolve("out");

		fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + table + "] maps=z,dof');" + macro("studies=["
			+ table + "]") + "run('DerSimonian-Laird...', 'effects=beta variances=varcope maps=z,dof output=[" + out
			+ "]');").clean();

		assertMap(MapAssertions.values(fiji.image("z")), fiji.image("z-1"), 0);
		assertMap(MapAssertions.values(fiji.image("dof")), fiji.image("dof-1"), 0);
		final JsonObject inputs = record(out);
		assertEquals("[\"study 1\",\"study 2\",\"study 3\",\"study 4\",\"study 5\"]",
			inputs.get("studies").toString());
		assertEquals("the stack 'beta'", inputs.getAsJsonObject("groups").get("source").getAsString());
	}

	@Test
	void groupsOfAStackCanBeSetAside() throws IOException {
		final Path table = STUDIES.write(folder, Map.of(1, "x", 2, "x"));

		final FijiRun run = fiji.runMacro(macro("studies=[" + table + "]")
			+ "run('DerSimonian-Laird...', 'effects=beta variances=varcope groups=none maps=z');").clean();

		assertMap(STUDIES.plain(MapKind.Z, true), fiji.image("z"), FLOAT);
		assertEquals(List.of("Studies of one group are treated as independent: x (2 studies)"),
			run.log(LogLevel.WARN));
	}

	@Test
	void moderatorsAreThoseOfTheStack() throws IOException {
		final Path table = STUDIES.writeWith(folder, DESCRIBED);
		final Path out = folder.resolve("out");
		final String keys = " moderators=age,drug(b) predict=40,a maps=z,est_age,est_predict1";

		final FijiRun run = fiji.runMacro("run('Weighted Least Squares...', 'studies=[" + table + "]" + keys + "');"
			+ macro("studies=[" + table + "]") + "run('Weighted Least Squares...', 'effects=beta variances=varcope" + keys
			+ " output=[" + out + "]');").clean();

		for (final String map : List.of("z_intercept", "z_age", "z_drug-a", "est_age", "est_predict1"))
			assertMap(MapAssertions.values(fiji.image(map)), fiji.image(map + "-1"), 0);
		assertTrue(record(out).has("design"));
		assertEquals(List.of(), run.log(LogLevel.WARN));
	}

	@Test
	void moderatorsOfTheFramesThatAreLeftAreTaken() throws IOException {
		final Path table = STUDIES.writeWith(folder, DESCRIBED);
		final Path three = lines("study,beta,varcope,age", "a,beta-2.nii.gz,varcope-2.nii.gz,31",
			"b,beta-3.nii.gz,varcope-3.nii.gz,44", "c,beta-4.nii.gz,varcope-4.nii.gz,27");

		fiji.runMacro(macro("studies=[" + table + "]") + "selectImage('beta'); run('Duplicate...', 'title=y duplicate"
			+ " frames=2-4'); selectImage('varcope'); run('Duplicate...', 'title=v duplicate frames=2-4');"
			+ "run('Weighted Least Squares...', 'effects=y variances=v moderators=age maps=z_age');"
			+ "run('Weighted Least Squares...', 'studies=[" + three + "] moderators=age maps=z_age');").clean();

		assertMap(MapAssertions.values(fiji.image("z_age-1")), fiji.image("z_age"), 0);
	}

	@Test
	void groupsMayBeAnotherColumnOfTheStack() throws IOException {
		final Path table = STUDIES.writeWith(folder, DESCRIBED);

		final FijiRun run = fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + table + "] groups=drug maps=z');"
			+ macro("studies=[" + table + "]")
			+ "run('DerSimonian-Laird...', 'effects=beta variances=varcope groups=drug maps=z');").clean();

		assertMap(MapAssertions.values(fiji.image("z")), fiji.image("z-1"), 0);
		assertTrue(run.log(LogLevel.INFO).stream().anyMatch(line -> line.startsWith("Groups by column 'drug': 2 of 5")),
			run.log(LogLevel.INFO).toString());
	}

	@Test
	void aStudyOfAStackWithoutAModeratorIsLeftOut() throws IOException {
		final Path table = STUDIES.writeWith(folder, Map.of("age", List.of("20", "31", "NA", "27", "60")));
		final Path out = folder.resolve("out");
		final String stacks = "run('Weighted Least Squares...', 'effects=beta variances=varcope maps=z_age moderators=age";

		final FijiRun run = fiji.runMacro("run('Weighted Least Squares...', 'studies=[" + table
			+ "] moderators=age maps=z_age');" + macro("studies=[" + table + "]") + stacks + " output=[" + out + "]');")
			.clean();
		final FijiRun refused = fiji.runMacro(stacks + " dropinvalid=false');");

		assertMap(MapAssertions.values(fiji.image("z_age")), fiji.image("z_age-1"), 0);
		assertEquals(2, run.log(LogLevel.WARN).stream().filter("Left out study 3: no value in 'age'"::equals).count());
		assertEquals("[\"study 1\",\"study 2\",\"study 4\",\"study 5\"]", record(out).get("studies").toString());
		assertEquals(List.of("Studies: what is needed is missing in 1 of 5 studies of the stacks (dropInvalid=true would"
			+ " drop these), first in study 3: no value in 'age'"), refused.cancellations());
	}

	@Test
	void groupsAndSizesThatAreListedAreThoseOfAllStudies() throws IOException {
		final Path table = STUDIES.writeWith(folder, Map.of("age", List.of("20", "31", "NA", "27", "60")));
		final Path out = folder.resolve("out");

		fiji.runMacro(macro("studies=[" + table + "] maps=beta") + "run('Sample-Size-Based Likelihood...', 'effects=beta moderators=age samplesizes=11,12,13,14,15"
			+ " groups=1,2,3,2,4 weightscheme=individual maps=z_age output=[" + out + "]');").clean();

		assertEquals("[11.0,12.0,14.0,15.0]", record(out).get("samplesizes").toString());
		assertEquals("[\"1\",\"2\",\"2\",\"4\"]", record(out).getAsJsonObject("groups").get("labels").toString());
	}

	@Test
	void aModeratorThatNoStackHasIsRefused() throws IOException {
		final Path table = STUDIES.writeWith(folder, DESCRIBED);

		final FijiRun run = fiji.runMacro(macro("studies=[" + table + "]")
			+ "run('DerSimonian-Laird...', 'effects=beta variances=varcope moderators=dose');");

		assertEquals(1, run.cancellations().size());
		assertTrue(run.cancellations().get(0).startsWith("Moderators: got 'dose', wanted any of the table's columns"), run
			.cancellations().get(0));
	}

	@Test
	void sampleSizesAreThoseOfTheStack() throws IOException {
		final Path table = STUDIES.write(folder);

		fiji.runMacro("run('Permuted OLS...', 'studies=[" + table + "] weightbysize=true maps=t');"
			+ macro("studies=[" + table + "]") + "run('Permuted OLS...', 'effects=beta weightbysize=true maps=t');"
			+ "run('Permuted OLS...', 'effects=beta weightbysize=true samplesizes=20 maps=t');").clean();

		assertMap(MapAssertions.values(fiji.image("t")), fiji.image("t-1"), 0);
		assertTrue(Math.abs(MapAssertions.values(fiji.image("t"))[0] - MapAssertions.values(fiji.image("t-2"))[0])
			> 1e-6, "the key comes first");
	}

	@Test
	void someFramesAreAnalysedWithTheirOwnSizes() throws IOException {
		final Path out = folder.resolve("out");

		fiji.runMacro(macro("studies=[" + STUDIES.write(folder) + "] maps=beta") + "run('Duplicate...', 'title=some"
			+ " duplicate frames=2-4');"
			+ "run('Permuted OLS...', 'effects=some weightbysize=true maps=t output=[" + out + "]');").clean();

		assertEquals("[\"study 2\",\"study 3\",\"study 4\"]", record(out).get("studies").toString());
		assertEquals("[21.0,22.0,23.0]", record(out).get("samplesizes").toString());
	}

	@Test
	void savedStacksKeepTheStudies() throws IOException {
		final Path file = folder.resolve("betas.tif");
		final Path out = folder.resolve("out");

		fiji.runMacro(macro("studies=[" + STUDIES.write(folder, Map.of(1, "x", 5, "x")) + "] maps=beta")
			+ "saveAs('Tiff', '" + file + "'); close();" + "run('Permuted OLS...', 'effects=[" + file
			+ "] weightbysize=true maps=t output=[" + out + "]');").clean();

		assertEquals("[20.0,21.0,22.0,23.0,24.0]", record(out).get("samplesizes").toString());
		assertEquals("4", record(out).getAsJsonObject("groups").get("count").getAsString());
	}

	@Test
	void convertedStacksKeepTheStudies() throws IOException {
		final Path table = derivable();

		fiji.runMacro(macro("studies=[" + table + "] maps=t")
			+ "run('Convert Maps...', 'input=t conversion=[t to z]"
			+ " n=20,21,22,23,24');run('Stouffer...', 'zmaps=z weightbysize=true maps=z');"
			+ "run('Stouffer...', 'studies=[" + table + "] weightbysize=true maps=z');").clean();

		assertMap(MapAssertions.values(fiji.image("z-2")), fiji.image("z-1"), 1e-5);
	}

	@Test
	void derivedMapsAreOpenedWhenTheyAreWanted() throws IOException {
		final FijiRun run = fiji.runMacro(macro("studies=[" + derivable()
			+ "] maps=beta,varcope,z,g,varg")).clean();

		assertEquals(List.of("beta", "varcope", "z", "g", "varg"), fiji.images().stream().map(ImagePlus::getTitle)
			.toList());
		assertMap(flat(STUDIES.variances()), fiji.image("varcope"), FLOAT);
		assertEquals("All 5 studies: varcope from beta and t, z from t and n, g from t and n, variance of g from t and n", run
			.log(LogLevel.INFO).get(0).replaceAll("Study \\d.*", ""));
	}

	@Test
	void studiesThatLackAMapAreLeftOut() throws IOException {
		STUDIES.write(folder);
		final Path table = lines("study,beta,varcope", "a,beta-1.nii.gz,varcope-1.nii.gz", "b,beta-2.nii.gz,",
			"c,beta-3.nii.gz,varcope-3.nii.gz");

		final FijiRun both = fiji.runMacro(macro("studies=[" + table + "] maps=[beta, varcope]")).clean();
		final FijiRun auto = fiji.runMacro(macro("studies=[" + table + "]")).clean();

		assertEquals(List.of("Left out b: no varcope"), both.log(LogLevel.WARN));
		assertEquals(List.of(2, 2, 3), fiji.images().stream().map(ImagePlus::getNFrames).toList());
		assertEquals(List.of("VoxMeta: opened beta of 3 studies"), auto.log(LogLevel.INFO));
	}

	@Test
	void aSingleStudyIsNoStackOfSlices() throws IOException {
		STUDIES.write(folder);
		final Path table = lines("study,beta,varcope", "a,beta-1.nii.gz,varcope-1.nii.gz");

		final FijiRun run = fiji.runMacro(macro("studies=[" + table + "]")
			+ "run('DerSimonian-Laird...', 'effects=beta variances=varcope');");

		assertTrue(run.cancellations().get(0).contains("got 1"), run.cancellations().toString());
	}

	@Test
	void studiesMayComeToLieAlongZ() throws IOException {
		final SmallStudies flat = SmallStudies.of(4, 4, 3);
		final Path out = folder.resolve("out");

		fiji.runMacro(macro("studies=[" + flat.write(folder) + "]")
			+ "selectImage('beta'); Stack.setDimensions(1, 4, 1);"
			+ "selectImage('varcope'); Stack.setDimensions(1, 4, 1);"
			+ "run('DerSimonian-Laird...', 'effects=beta variances=varcope maps=z output=[" + out + "]');").clean();

		assertMap(flat.plain(MapKind.Z, true), fiji.image("z"), FLOAT);
		assertEquals("[\"study 1\",\"study 2\",\"study 3\",\"study 4\"]", record(out).get("studies").toString());
	}

	@Test
	void stacksOfDifferentStudiesAreRefused() throws IOException {
		STUDIES.write(folder);
		final Path table = lines("study,beta", "a,beta-1.nii.gz", "b,beta-2.nii.gz", "c,beta-3.nii.gz");
		final Path other = Files.writeString(folder.resolve("other.csv"),
			"study,varcope\na,varcope-1.nii.gz\nc,varcope-3.nii.gz\nb,varcope-2.nii.gz\n");
		final Path order = Files.writeString(folder.resolve("order.csv"), "study,age\nb,1\na,2\nc,3\n");
		final String open = macro("studies=[" + table + "]") + macro("studies=[" + other + "]");

		final FijiRun stacks = fiji.runMacro(open
			+ "run('DerSimonian-Laird...', 'effects=beta variances=varcope');");
		final FijiRun table2 = fiji.runMacro("run('Permuted OLS...', 'effects=beta studies=[" + order + "]');");

		assertEquals(List.of("Studies: map 2 of 'varcope' is labelled 'c', wanted 'b' as in 'beta'"), stacks
			.cancellations());
		assertEquals(List.of(
			"Studies: study 1 of the study table is 'b', wanted 'a', as map 1 of 'beta' is labelled; one"
			+ " line for each map, in their order"), table2.cancellations());
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { //
		"maps=auto; Studies: got none, wanted a study table", //
		"studies=no/such.tsv; no/such.tsv", //
		"studies=[TABLE] maps=beta,se; Maps: got 'se', wanted auto, or any of beta, varcope, t, z, g, varg", //
		"studies=[TABLE] derive=yes; Derive: got 'yes', wanted auto, all or none", //
		"studies=[TABLE] maps=t derive=none; maps of t are there for 0 of 5 studies, wanted at least 1", //
		"studies=[FEW] dropinvalid=false maps=beta; maps of beta are there for 1 of 2 studies, wanted all", //
		"studies=[FEW]; Maps: got auto, but no kind is there for all 2 studies (beta for 1, varcope for 1)", //
		"studies=[GONE]; there is no such file", //
		"studies=[GRIDS]; are on another grid" })
	void mistakesEndInOneMessage(final String keys, final String part) throws IOException {
		final Path table = STUDIES.write(folder);
		Files.writeString(folder.resolve("few.csv"), "study,beta,varcope\na,beta-1.nii.gz,\nb,,varcope-2.nii.gz\n");
		Files.writeString(folder.resolve("gone.csv"), "study,beta\na,beta-1.nii.gz\nb,gone.nii\n");
		final SmallStudies flat = SmallStudies.of(1, 4, 3);
		flat.writeMap(folder.resolve("flat.nii"), flat.effects()[0]);
		Files.writeString(folder.resolve("grids.csv"), "study,beta\na,beta-1.nii.gz\nb,flat.nii\n");

		final FijiRun run = fiji.runMacro(macro(keys.replace("TABLE", table.toString()).replace("FEW",
			folder.resolve("few.csv").toString()).replace("GONE",
			folder.resolve("gone.csv").toString()).replace("GRIDS", folder.resolve("grids.csv").toString())));

		assertEquals(1, run.cancellations().size(), run.console());
		assertTrue(run.cancellations().get(0).contains(part), run.cancellations().get(0));
		assertTrue(fiji.images().isEmpty());
	}

	@Test
	void theRecordedLineReplays() throws IOException {
		final Path table = STUDIES.write(folder);

		final FijiRun dialog = fiji.runDialog(LABEL, Map.of("studies", table.toFile(), "maps", "varcope")).clean();
		fiji.runMacro(dialog.recorded().get(0).macro()).clean();

		assertEquals(List.of(), dialog.recorded().get(0).complaints());
		assertMap(MapAssertions.values(fiji.image("varcope")), fiji.image("varcope-1"), 0);
	}

	/** A table of the studies' beta and t. */
	private Path derivable() throws IOException {
		STUDIES.write(folder);
		final List<String> lines = new ArrayList<>(List.of("study,n,beta,t"));
		for (int k = 0; k < 5; k++) {
			final float[] t = new float[STUDIES.voxels()];
			for (int j = 0; j < t.length; j++)
				t[j] = (float) (STUDIES.effects()[k][j] / Math.sqrt(STUDIES.variances()[k][j]));
			STUDIES.writeMap(folder.resolve("t" + k + ".nii"), t);
			lines.add("s" + k + "," + (20 + k) + ",beta-" + (k + 1) + ".nii.gz,t" + k + ".nii");
		}
		return lines(lines.toArray(String[]::new));
	}

	private Path lines(final String... lines) throws IOException {
		return Files.write(folder.resolve("table.csv"), List.of(lines));
	}

	private static JsonObject record(final Path out) throws IOException {
		return JsonParser.parseString(Files.readString(out.resolve("result.json"))).getAsJsonObject()
			.getAsJsonObject("inputs");
	}

	private static double[] flat(final float[][] maps) {
		return IntStream.range(0, maps.length * maps[0].length).mapToDouble(i -> maps[i / maps[0].length][i
			% maps[0].length]).toArray();
	}

	private static String macro(final String keys) {
		return "run('" + LABEL + "', '" + keys + "');";
	}
}
