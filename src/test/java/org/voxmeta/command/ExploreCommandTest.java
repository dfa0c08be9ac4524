package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import ij.ImagePlus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.log.LogLevel;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.ResultsFile;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.result.MapKind;

class ExploreCommandTest {

	private static final SmallStudies STUDIES = SmallStudies.of(8, 5, 4, 3).withHoles();
	private static final Map<String, List<String>> COLUMNS = Map.of("age", List.of("20", "31", "44", "25", "38",
		"52", "61", "29"), "drug/dose", List.of("a", "b", "a", "b", "b", "a", "b", "a"), "remark", List.of("p", "q",
			"r", "s", "t", "u", "v", "w"));

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void aVoxelsFiguresAndNumbersAreWritten() throws IOException {
		fit("aggressivemask=false");

		fiji.runMacro("run('Explore Meta-Analysis...', 'fit=z position=2,1,1 output=[" + out() + "]');").clean();

		assertEquals(new TreeSet<>(Set.of("forest.svg", "forest.png", "funnel.svg", "funnel.png", "baujat.svg",
			"baujat.png", "radial.svg", "radial.png", "moderator-n.svg", "moderator-n.png", "moderator-age.svg",
			"moderator-age.png", "moderator-drug-dose.svg", "moderator-drug-dose.png", "studies.csv", "maps.csv",
			"place.json")), files());
		assertTrue(Files.readString(out().resolve("forest.svg")).contains("study 3"));
		assertTrue(ImageIO.read(out().resolve("forest.png").toFile()).getWidth() > 1000);
		final Results results = ResultsFile.read(out().resolve("place.json"));
		final ImagePlus z = fiji.image("z");
		assertClose(z.getStack().getVoxel(2, 1, 1), results.get(MapKind.Z), 1e-6, "z");
		final Map<String, Double> maps = Files.readAllLines(out().resolve("maps.csv")).stream().skip(1).map(line ->
			line.split(",")).collect(Collectors.toMap(cells -> cells[0], cells -> Double.parseDouble(cells[2])));
		for (final String map : List.of("z", "est", "se", "tau2"))
			assertClose(fiji.image(map).getStack().getVoxel(2, 1, 1), maps.get(map), 1e-6, map);
	}

	@Test
	void theTableHasEveryStudyAndWhatItLacks() throws IOException {
		fit("aggressivemask=false");
		int lacking = 0;
		for (int j = 1; j < STUDIES.voxels(); j += 19) {
			fiji.runMacro("run('Explore Meta-Analysis...', 'fit=z position=" + j % 5 + "," + j / 5 % 4 + "," + j / 20
				+ " output=[" + out() + "]');").clean();

			final List<String> lines = Files.readAllLines(out().resolve("studies.csv"));
			assertEquals("study,effect,variance,se,ci_l,ci_u,weight,fitted,rstandard,lacks", lines.get(0));
			for (int k = 0; k < 8; k++) {
				final String[] cells = lines.get(k + 1).split(",", -1);
				assertEquals("study " + (k + 1), cells[0]);
				if (cells[9].isEmpty()) {
					assertEquals(STUDIES.effects()[k][j], (float) Double.parseDouble(cells[1]));
					assertEquals(STUDIES.variances()[k][j], (float) Double.parseDouble(cells[2]));
					assertFalse(cells[6].isEmpty());
				}
				else {
					lacking++;
					assertEquals("", cells[6]);
				}
			}
		}
		assertTrue(lacking > 0);
	}

	@Test
	void withoutAPlaceItIsTheLargestZ() throws IOException {
		fit("");

		final FijiRun run = fiji.runMacro("run('Explore Meta-Analysis...', 'fit=z');").clean();

		final ImagePlus z = fiji.image("z");
		double most = 0;
		String where = "";
		for (int j = 0; j < STUDIES.voxels(); j++) {
			final double value = Math.abs(z.getStack().getVoxel(j % 5, j / 5 % 4, j / 20));
			if (!(value > most)) continue;
			most = value;
			where = "Voxel (" + j % 5 + ", " + j / 5 % 4 + ", " + j / 20 + "), ";
		}
		final String wanted = where;
		assertTrue(run.log(LogLevel.INFO).stream().anyMatch(line -> line.contains(wanted)), run.log(LogLevel.INFO)
			.toString());
		// the run's own row, and one for each study
		assertEquals(9, fiji.results().size());
	}

	@Test
	void theMeanOfASelectionOrAMaskIsTaken() throws IOException {
		fit("aggressivemask=false");
		final float[] mask = new float[STUDIES.voxels()];
		mask[21] = mask[22] = 1;
		final Path file = STUDIES.writeMap(folder.resolve("mask.nii.gz"), mask);
		fiji.runMacro("run('Explore Meta-Analysis...', 'fit=z roi=[" + file + "] output=[" + out() + "]');")
			.clean();
		final String wanted = Files.readString(out().resolve("studies.csv"));

		fiji.image("est").setPosition(2);
		fiji.image("est").setRoi(1, 0, 2, 1);
		fiji.runMacro("run('Explore Meta-Analysis...', 'fit=z roi=est output=[" + out() + "]');").clean();

		assertEquals(wanted, Files.readString(out().resolve("studies.csv")));
		assertTrue(wanted.contains("study 8"));
	}

	@Test
	void aFitInAFolderIsExploredWithoutItsMaps() throws IOException {
		fit("output=[" + folder.resolve("fit") + "]");
		final double z = fiji.image("z").getStack().getVoxel(3, 2, 2);
		fiji.reset();

		fiji.runMacro("run('Explore Meta-Analysis...', 'result=[" + folder.resolve("fit")
			+ "] position=[3 2 2] output=[" + out() + "]');").clean();

		assertTrue(Files.readAllLines(out().resolve("maps.csv")).stream().filter(line -> line.startsWith("z,"))
			.allMatch(line -> Math.abs(Double.parseDouble(line.substring(3)) - z) < 1e-5));
		// the fit's own record stays
		assertTrue(Files.readString(folder.resolve("fit/result.json")).contains("\"inputs\""));
	}

	@Test
	void theRecordedCallGivesTheSame() throws IOException {
		fit("aggressivemask=false");
		final String call = "run('Explore Meta-Analysis...', 'fit=z position=2,1,1 output=[" + out() + "]');";
		fiji.runMacro(call).clean();
		final Map<String, String> first = contents();

		fiji.runMacro(call).clean();

		assertEquals(first, contents());
	}

	@Test
	void whatIsNoPlaceIsRefused() throws IOException {
		fit("");

		assertRefused("position=1,2", "position: got '1,2', wanted 3 numbers from 0 on within 5x4x3, such as ");
		assertRefused("position=5,0,0", "position: got '5,0,0', wanted 3 numbers");
		assertRefused("position=a,0,0", "position: got 'a,0,0', wanted 3 numbers");
		assertRefused("position=0,0,0 roi=z", "position, roi: got '0,0,0' and 'z', wanted one of them");
		assertRefused("roi=nothing", "roi: got 'nothing', wanted the title of an open image or the path of a file");
		assertFalse(Files.exists(out()));
	}

	private void assertRefused(final String keys, final String wanted) {
		final FijiRun run = fiji.runMacro("run('Explore Meta-Analysis...', 'fit=z " + keys + " output=[" + out()
			+ "]');");
		assertTrue(run.log(LogLevel.ERROR).get(0).contains(wanted), run.log(LogLevel.ERROR).toString());
	}

	private void fit(final String keys) throws IOException {
		final Path table = STUDIES.writeWith(folder, COLUMNS);
		fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + table + "] maps=z,est,se,tau2 " + keys + "');")
			.clean();
	}

	private Path out() {
		return folder.resolve("place");
	}

	private Set<String> files() throws IOException {
		try (Stream<Path> files = Files.list(out())) {
			return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
		}
	}

	private Map<String, String> contents() throws IOException {
		try (Stream<Path> files = Files.list(out())) {
			return files.collect(Collectors.toMap(Path::toString, ExploreCommandTest::content));
		}
	}

	private static String content(final Path file) {
		try {
			return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
