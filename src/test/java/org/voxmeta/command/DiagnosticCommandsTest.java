package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import ij.ImagePlus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.log.LogLevel;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.DiagnosticMap;
import org.voxmeta.analysis.DiagnosticMap.Look;
import org.voxmeta.analysis.DiagnosticOutcome;
import org.voxmeta.analysis.InfluenceAnalysis;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.JackknifeChoice;
import org.voxmeta.analysis.LeaveOneOutAnalysis;
import org.voxmeta.analysis.LeftOutUnit;
import org.voxmeta.analysis.RecordedRun;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fit.diagnostic.Measure;
import org.voxmeta.fit.diagnostic.PublicationBias.Model;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.task.Progress;

/** Leave One Out... and Influence... in macros. */
class DiagnosticCommandsTest {

	private static final SmallStudies STUDIES = SmallStudies.of(9, 5, 4, 3).withHoles();

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void aMacroLeavesOutStudies() throws IOException {
		fit("DerSimonian-Laird...", "");

		fiji.runMacro(macro("Leave One Out...", "result=[" + result() + "]")).clean();

		final DiagnosticOutcome wanted =
			LeaveOneOutAnalysis.of(recorded()).with(JackknifeChoice.of(0.001)).run("test", Progress.NONE);
		assertMaps(wanted, List.of("loo_est_range", "loo_p_max", "loo_significant"));
		assertThrows(AssertionError.class, () -> fiji.image("loo_p_min"));
		assertEquals(((Number) wanted.summary().get("significant in some")).doubleValue(), fiji.results().getValue(
			"significant in some", 1));
	}

	@Test
	void everyKeyReachesLeaveOneOut() throws IOException {
		fit("DerSimonian-Laird...", "moderators=age groups=lab weightscheme=individual");
		final Path where = result().resolve("p_age.nii.gz");

		fiji.runMacro(macro("Leave One Out...", "result=[" + result().resolve("result.json")
			+ "] maps=all leaveout=study"
			+ " alpha=0.2 threshold=0.3 where=[" + where + "] term=age contributions=z connectivity=26 minimumsize=2"
			+ " stacks=true output=[" + folder.resolve("test") + "]"));

		final DiagnosticOutcome wanted =
			LeaveOneOutAnalysis.of(recorded()).with(LeftOutUnit.STUDY).withAlpha(0.2).withStacks(
			true).with(JackknifeChoice.of(0.3).withWhere(InputImage.read(where)).withTerm("age").withStatistic("z")
				.withNeighbours(26).withMinimumSize(2)).run("test", Progress.NONE);
		assertMaps(wanted, wanted.maps().stream().map(DiagnosticMap::key).toList());
		for (final String table : List.of("leaveoneout_age", "leaveoneout_clusters_age",
			"leaveoneout_contributions_age"))
			assertEquals(wanted.tables().stream().filter(numbers ->
			numbers.name().equals(table)).findFirst().orElseThrow()
				.csv(), Files.readString(folder.resolve("test").resolve(table + ".csv")));
		assertTrue(Files.exists(folder.resolve("test").resolve("leaveoneout.json")));
	}

	@Test
	void aMacroShowsInfluence() throws IOException {
		fit("DerSimonian-Laird...", "");

		fiji.runMacro(macro("Influence...", "result=[" + result() + "]")).clean();

		final DiagnosticOutcome wanted = InfluenceAnalysis.of(recorded()).run("test", Progress.NONE);
		assertMaps(wanted, List.of("influence_most", "egger_z", "failsafe_n", "tau2_est_range", "influence_cook",
			"influence_dffits", "influence_tau2_change", "influence_q_change"));
		final ImagePlus cook = fiji.image("influence_cook");
		assertEquals(9, cook.getNFrames());
		for (int k = 0; k < 9; k++)
			for (int z = 1; z <= 3; z++)
				assertEquals(wanted.tables().get(0).rows().get(k).get(1),
				cook.getStack().getSliceLabel(cook.getStackIndex(1, z, k + 1)));
	}

	@Test
	void everyKeyReachesInfluence() throws IOException {
		fit("Hedges...", "moderators=age");

		fiji.runMacro(macro("Influence...", "result=[" + result() + "] maps=all measures=hat,rstudent by=dffits"
			+ " sensitivity=false egger=mixed alpha=0.1 output=[" + folder.resolve("test") + "]")).clean();

		final DiagnosticOutcome wanted = InfluenceAnalysis.of(recorded()).with(EnumSet.of(Measure.HAT,
			Measure.RSTUDENT))
			.withMost(Measure.DFFITS).withSensitivity(false).withEgger(Optional.of(Model.MIXED)).withAlpha(0.1)
			.run("test",
				Progress.NONE);
		assertMaps(wanted, wanted.maps().stream().map(DiagnosticMap::key).toList());
		assertTrue(Files.exists(folder.resolve("test").resolve("influence.json")));
	}

	@Test
	void stacksAreFoundByTheirTitles() throws IOException {
		STUDIES.frames("y", STUDIES.effects(), 32).show();
		STUDIES.frames("v", STUDIES.variances(), 32).show();
		fiji.runMacro("run('DerSimonian-Laird...', 'effects=y variances=v output=[" + result() + "]');").clean();

		fiji.runMacro(macro("Influence...", "result=[" + result() + "] maps=cook")).clean();

		assertEquals("study 9", fiji.image("influence_cook").getStack().getSliceLabel(27));
	}

	@Test
	void wrongInputEndsInOneMessage() throws IOException {
		for (final String label : List.of("Leave One Out...", "Influence...")) {
			assertError(label, "fit, result: got none, wanted an open map of a meta-analysis, or its output folder or the result.json in it",
				"alpha=0.1");
			assertError(label, "no such file, wanted the record of an estimator's run", "result=[" + folder.resolve("nowhere") + "]");
			assertError(label, "Maps: got 'tau', wanted any of", "maps=tau");
		}
		fit("Permuted OLS...", "");
		final String result = "result=[" + result() + "] ";
		assertError("Leave One Out...", "Leave out: got 'lab', wanted auto, study, group", result + "leaveout=lab");
		assertError("Leave One Out...", "alpha: got '0,1', wanted a number", result + "alpha=0,1");
		assertError("Leave One Out...", "Threshold: got p = 2.0", result + "threshold=2");
		assertError("Influence...", "Influence: got Permuted OLS", result);
		assertError("Influence...", "Measures: got 'covratio', wanted any of", result + "measures=covratio");
		assertError("Influence...", "Egger's regression: got 'lm', wanted linear, mixed or none", result
			+ "egger=lm");
	}

	private void fit(final String label, final String keys) throws IOException {
		final Path table = STUDIES.writeWith(folder, Map.of("age", IntStream.range(0, 9).mapToObj(k ->
			String.valueOf(20 + k * 7 % 17)).toList(), "lab", List.of("a", "b", "b", "c", "d", "e", "e", "f", "g")));
		fiji.runMacro("run('" + label + "', 'studies=[" + table + "] aggressivemask=false " + keys + " output=["
			+ result() + "]');");
	}

	private RecordedRun recorded() throws IOException {
		return RecordedRun.read(result());
	}

	private static void assertMaps(final DiagnosticOutcome wanted, final List<String> keys) {
		for (final DiagnosticMap map : wanted.maps()) {
			if (!keys.contains(map.key())) continue;
			final ImagePlus got = fiji.image(map.key());
			final ImagePlus expected = NiftiImages.toImagePlus(map.image(), map.key());
			assertEquals(map.isStack() ? 9 : 1, got.getNFrames());
			for (int slice = 1; slice <= expected.getStackSize(); slice++) {
				if (map.look() == Look.LABEL) assertArrayEquals((short[]) expected.getStack().getPixels(slice),
					(short[]) got.getStack().getPixels(slice), map.key());
				else assertArrayEquals((float[]) expected.getStack().getPixels(slice),
					(float[]) got.getStack().getPixels(slice), map.key());
			}
		}
	}

	private void assertError(final String label, final String wanted, final String keys) {
		final FijiRun run = fiji.runMacro(macro(label, keys));
		final List<String> errors = run.log(LogLevel.ERROR);
		assertEquals(run.cancellations(), errors);
		assertEquals(1, errors.size(), errors::toString);
		assertTrue(errors.get(0).contains(wanted), errors.get(0));
	}

	private Path result() {
		return folder.resolve("out");
	}

	private static String macro(final String label, final String keys) {
		return "run('" + label + "', '" + keys + "');";
	}
}
