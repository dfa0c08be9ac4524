package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import ij.measure.ResultsTable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.module.ModuleItem;
import org.voxmeta.analysis.Estimators;
import org.voxmeta.analysis.ResultTables.Kind;
import org.voxmeta.analysis.ResultsFile;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fiji.RecordedCall;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.estimator.TermSummary;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;

class MetaAnalysisOfATableCommandTest {

	private static final String LABEL = "Meta-Analysis of a Table...";
	private static final double[] Y = { 0.1, -0.2, 0.4, 0.9, 0.3, 0.5, -0.1 };
	private static final double[] V = { 0.1, 0.2, 0.3, 0.2, 0.1, 0.4, 0.25 };
	private static final double[] AGE = { 40, 51, 33, 60.5, 28, 47, 39 };
	private static final List<String> FILES = List.of("cumulative.csv", "egger.csv", "heterogeneity.csv",
		"influence.csv", "leaveoneout.csv", "permutation.csv", "ranktest.csv", "result.json", "studies.csv", "summary.csv",
		"trimandfill.csv");

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	static List<Estimator> estimators() {
		return Estimators.all();
	}

	@Test
	void aFileGivesTablesInAFolder() throws IOException {
		final Path out = folder.resolve("my results");

		fiji.runMacro(macro("table=[" + csv() + "] output=[" + out + "]")).clean();

		assertEquals(FILES, files(out));
		final TermSummary mean = DerSimonianLaird.withDefaults().fit(data()).summary().get(0);
		assertEquals(List.of("name,estimate,se,z,dof,p,logp,ci_l,ci_u,pi_l,pi_u", "intercept," + mean.estimate() + ","
			+ mean.se() + "," + mean.z() + ",6," + mean.p() + "," + mean.logp() + "," + mean.ciLower() + "," + mean
				.ciUpper() + "," + mean.piLower() + "," + mean.piUpper()), lines(out, "summary.csv"));
		assertEquals(8, lines(out, "leaveoneout.csv").size());
		assertEquals("study,rstudent,dffits,cook,cov_r,tau2_del,q_del,hat,weight,dfbeta_intercept", lines(out,
			"influence.csv").get(0));
		assertTrue(lines(out, "permutation.csv").get(1).endsWith(",128,true"), "all 2^7 flips");
		assertEquals(mean, ResultsFile.read(out.resolve("result.json")).summary().get(0));
	}

	@Test
	void anOpenTableGivesTheSameNumbers() throws IOException {
		final ResultsTable table = fiji.results();
		for (int k = 0; k < Y.length; k++) {
			table.addRow();
			table.addLabel("study " + k);
			table.addValue("log OR", Y[k]);
			table.addValue("SE", Math.sqrt(V[k]));
			table.addValue("drug", k % 2 == 0 ? "a" : "b");
		}
		final Path out = folder.resolve("out");

		fiji.runMacro(macro("table=Results y=[log OR] se=SE names=Label output=[" + out + "]")).clean();

		final Results read = ResultsFile.read(out.resolve("result.json"));
		assertTrue(Arrays.equals(Y, read.data().effects()), "all digits");
		assertEquals(DerSimonianLaird.withDefaults().fit(data()).get(MapKind.EST), read.get(MapKind.EST), 1e-15);
		assertEquals("study 3", read.data().names().get(3));
		assertEquals(Y.length, table.size(), "nothing is added to the table that was read");
	}

	@Test
	void headlessMacrosReadTheSummary() throws IOException {
		final FijiRun run = fiji.runMacro(macro("table=[" + csv() + "]")
			+ "print(nResults, getResultString('name', 0), getResult('estimate', 0));").clean();

		final double estimate = DerSimonianLaird.withDefaults().fit(data()).get(MapKind.EST);
		assertTrue(run.printed().get(0).startsWith("1 intercept " + String.format("%.3f", estimate)), run.printed()
			.toString());
		final List<String> log = run.log(LogLevel.INFO);
		assertEquals("With fewer than 20 studies, here 7, Wald tests reject too often; adjustment:Knapp-Hartung is advised",
			log.get(0));
		assertEquals(Kind.values().length + 1, log.size());
		for (int i = 1; i < log.size(); i++)
			assertTrue(log.get(i).startsWith("VoxMeta: " + Kind.values()[i - 1].label() + "\n"), log.get(i));
	}

	@Test
	void adviceAndWarningsAreThoseOfTheData() throws IOException {
		final String start = "table=[" + csv() + "] tables=summary permutations=0 ";

		final FijiRun adjusted = fiji.runMacro(macro(start + "options=[adjustment:Knapp-Hartung]")).clean();
		final FijiRun grouped = fiji.runMacro(macro(start + "groups=drug options=[adjustment:Knapp-Hartung]")).clean();

		assertEquals(1, adjusted.log(LogLevel.INFO).size(), "the summary alone");
		assertEquals(List.of(), adjusted.log(LogLevel.WARN));
		assertTrue(grouped.log(LogLevel.INFO).contains(
			"With groups, cluster-robust standard errors take the place of adjustment:Knapp-Hartung"), grouped.log(
				LogLevel.INFO).toString());
		assertTrue(grouped.log(LogLevel.WARN).get(0).startsWith("Groups: 7 studies are of only 2 groups;"), grouped.log(
			LogLevel.WARN).toString());
		assertEquals("Degrees of freedom of intercept: 1.0, below 4; its p value tends to be too small", grouped.log(
			LogLevel.WARN).get(1));
	}

	@Test
	void moderatorsAndOptions() throws IOException {
		final Path out = folder.resolve("out");

		final FijiRun run = fiji.runMacro(macro("table=[" + csv() + "] moderators=age,drug(b) predict=40,a"
			+ " estimator=[Weighted Least Squares] options=[adjustment: Knapp-Hartung; tau2: 0.05] level=0.9 seed=3"
			+ " permutations=100 output=[" + out + "]")).clean();

		final Results read = ResultsFile.read(out.resolve("result.json"));
		assertEquals(List.of("intercept", "age", "drug-a", "predict1"), read.summary().stream().map(TermSummary::name)
			.toList());
		assertEquals("Knapp-Hartung", read.estimator().options().get("adjustment"));
		assertEquals("0.9", read.estimator().options().get("level"));
		assertEquals(0.05, read.get(MapKind.TAU2));
		assertTrue(lines(out, "summary.csv").get(0).startsWith("name,estimate,se,t,dof,"));
		assertTrue(lines(out, "permutation.csv").get(2).endsWith(",100,false"));
		assertEquals(5, lines(out, "permutation.csv").size(), "no tau2, which was given");
		assertEquals("study,estimate_intercept,se_intercept,t_intercept,p_intercept,ci_l_intercept,ci_u_intercept,"
			+ "estimate_age,se_age,t_age,p_age,ci_l_age,ci_u_age,estimate_drug-a,se_drug-a,t_drug-a,p_drug-a,ci_l_drug-a,"
			+ "ci_u_drug-a,estimate_predict1,se_predict1,t_predict1,p_predict1,ci_l_predict1,ci_u_predict1,"
			+ "tau2,q,q_p,i2_tau2,h2_tau2", lines(out, "leaveoneout.csv").get(0));
		assertFalse(files(out).contains("trimandfill.csv"), "it is for means");
		assertTrue(run.log(LogLevel.INFO).get(0).startsWith("Moderator 'drug': a factor, the reference level is 'b'"));
	}

	@Test
	void onlyTheTablesWantedAreShown() throws IOException {
		final FijiRun run = fiji.runMacro(macro("table=[" + csv() + "] tables=egger,summary permutations=0"
			+ " options=adjustment:Knapp-Hartung")).clean();

		assertEquals(2, run.log(LogLevel.INFO).size());
		assertTrue(run.log(LogLevel.INFO).get(0).startsWith("VoxMeta: summary\n"));
		assertTrue(run.log(LogLevel.INFO).get(1).startsWith("VoxMeta: egger\n"));
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void everyEstimatorRuns(final Estimator estimator) throws IOException {
		final Path out = folder.resolve("out");

		fiji.runMacro(macro("table=[" + csv() + "] estimator=[" + estimator.name() + "] permutations=50 output=[" + out
			+ "]")).clean();

		assertEquals(estimator.fit(data().withSampleSizes(new double[] { 20, 21, 22, 23, 24, 25, 26 })).summary().get(0).p(),
			ResultsFile.read(out.resolve("result.json")).summary().get(0).p());
		assertTrue(files(out).containsAll(List.of("summary.csv", "heterogeneity.csv", "leaveoneout.csv",
			"permutation.csv")), files(out).toString());
	}

	@Test
	void theDialogOffersEveryEstimator() {
		final ModuleItem<?> item = fiji.context().service(CommandService.class).getCommand(
			MetaAnalysisOfATableCommand.class).getInput("estimator");

		assertEquals(Estimators.all().stream().map(Estimator::name).toList(), item.getChoices());
	}

	@Test
	void rowsLeftOutAreInTheLog() throws IOException {
		final Path file = Files.writeString(folder.resolve("gap.csv"), "y,v\n1,1\n2,\n3,1\n");

		final FijiRun run = fiji.runMacro(macro("table=[" + file + "]")).clean();

		assertEquals(List.of("Left out line 3: no value in 'v'"), run.log(LogLevel.WARN));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`', value = { //
		"y=effect; Column y: got 'effect', wanted one of ", //
		"y=drug; line 2, column 'drug': got 'b', wanted a number", //
		"v=y; line 3, column 'y': got '-0.2', wanted a number above 0", //
		"estimator=Bayes; Estimator: got 'Bayes', wanted one of DerSimonian-Laird,", //
		"options=colour:red; Option: got 'colour', wanted any of adjustment,", //
		"options=[adjustment]; Options: got 'adjustment', wanted name:value", //
		"options=level:0.9; Options: got level, wanted it as a key of its own", //
		"options=adjustment:none; Adjustment: got 'none', wanted Wald,", //
		"level=95; Level: got 95.0, wanted a number between 0 and 1", //
		"level=high; Option level: got 'high', wanted a number", //
		"permutations=1; Permutations: got 1, wanted 2 or more, or 0 for no test", //
		"permutations=many; Permutations: got 'many', wanted a whole number", //
		"tables=forest; Tables: got 'forest', wanted any of summary,", //
		"moderators=sex; Moderators: got 'sex', wanted any of the table's columns", //
		"groups=lab; Groups: got 'lab', wanted auto, none, or one of the table's columns" })
	void mistakesEndInOneMessage(final String keys, final String part) throws IOException {
		final Path out = folder.resolve("out");

		assertRefused("table=[" + csv() + "] output=[" + out + "] " + keys, part);

		assertFalse(Files.exists(out));
	}

	@Test
	void unknownTablesAreNamed() {
		assertRefused("table=Effects",
			"Table: got 'Effects', wanted the title of an open table or the path of a file; open tables: none");
		assertRefused("", "Table: got none, wanted the title of an open table or the path of a file; open tables: none");
	}

	@Test
	void anOutputThatIsAFileIsRefused() throws IOException {
		assertRefused("table=[" + csv() + "] output=[" + csv() + "]", "is a file, wanted a folder");
	}

	@Test
	void theRecordedLineReplays() throws IOException {
		final Path out = folder.resolve("out");

		final FijiRun dialog = fiji.runDialog(LABEL, Map.of("table", csv().toFile(), "options", "adjustment:Knapp-Hartung",
			"output", out.toFile())).clean();
		final List<String> first = lines(out, "summary.csv");
		Files.delete(out.resolve("summary.csv"));
		final RecordedCall line = dialog.recorded().get(0);
		fiji.runMacro(line.macro()).clean();

		assertEquals(List.of(), line.complaints());
		assertEquals(first, lines(out, "summary.csv"));
		assertEquals(Adjustment.KNAPP_HARTUNG.label(), ResultsFile.read(out.resolve("result.json")).estimator().options()
			.get("adjustment"));
	}

	@Test
	void javaProgramsGetAnExceptionWithTheMessage() {
		final Future<?> run = fiji.context().service(CommandService.class).run(MetaAnalysisOfATableCommand.class, true,
			"estimator", "Bayes");

		final String message = assertThrows(ExecutionException.class, run::get).getCause().getCause().getMessage();

		assertTrue(message.startsWith("Estimator: got 'Bayes'"), message);
	}

	private static Dataset data() {
		return Dataset.of(Y, V);
	}

	private Path csv() throws IOException {
		final List<String> lines = new ArrayList<>(List.of("study,y,v,n,age,drug"));
		for (int k = 0; k < Y.length; k++)
			lines.add("study " + k + "," + Y[k] + "," + V[k] + "," + (20 + k) + "," + AGE[k] + "," + (k % 3 == 0 ? "b" : "a"));
		return Files.write(folder.resolve("my data.csv"), lines);
	}

	private static List<String> files(final Path folder) throws IOException {
		try (var files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	private static List<String> lines(final Path folder, final String file) throws IOException {
		return Files.readAllLines(folder.resolve(file));
	}

	private static void assertRefused(final String keys, final String part) {
		final FijiRun run = fiji.runMacro(macro(keys));

		assertEquals(1, run.cancellations().size(), run.console());
		assertEquals(run.cancellations(), run.log(LogLevel.ERROR));
		assertEquals(List.of(), run.exceptions());
		assertTrue(run.cancellations().get(0).contains(part), run.cancellations().get(0));
	}

	private static String macro(final String keys) {
		return "run('" + LABEL + "', '" + keys + "');";
	}
}
