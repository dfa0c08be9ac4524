package org.voxmeta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.cli.HeadlessRunner;

/** The Java that the README and the pages show compiles, and macros have labels and keys that there are. */
class DocumentedCodeTest {

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
	private static final Pattern RUN = Pattern.compile("run\\(\"([^\"]+)\"(?:,\\s*(.*?))?\\);", Pattern.DOTALL);
	private static final Pattern KEY = Pattern.compile("(?:^|\\s)(\\w+)=");

	/** What a page's pieces take for given. */
	private static final Map<String, String> GIVEN = Map.ofEntries( //
		Map.entry("cache.md", "Path folder, String version, Path table, Path mask, DerSimonianLaird estimator"),
		Map.entry("check-studies.md", "InputImage mask"),
		Map.entry("cluster-table.md",
			"InputImage z, InputImage mask, double[] values, int[] indices, VoxelGrid grid"),
		Map.entry("convert-maps.md",
			"double m1, double sd1, int n1, double m2, double sd2, int n2, double[] a, double[] b, "
			+ "double[] c, double[] d"),
		Map.entry("correct-p-map.md", "InputImage z, InputImage mask, Path folder, String version, double[] logP"),
		Map.entry("glass-brain.md", "PreparedMap prepared"),
		Map.entry("grids.md", "DerSimonianLaird estimator, VoxelGrid target, VoxelGrid grid, double[] values"),
		Map.entry("make-mask.md",
			"net.imglib2.RandomAccessibleInterval<net.imglib2.type.numeric.real.FloatType> series, "
			+ "List<VoxelMask> masks, boolean[] marked"),
		Map.entry("overlay-on-template.md", "InputImage template, InputImage z"),
		Map.entry("report.md", "Path folder, Path file, String version"),
		Map.entry("resample.md", "Path path, ImagePlus imp"),
		Map.entry("single-data-sets.md",
			"double[] y, double[] v, double[] n, double[] latitude, List<String> names, Path path"),
		Map.entry("slice-mosaic.md", "Path file"));

	/** Of two classes of the same name, the one that is meant. */
	private static final List<String> MEANT = List.of("java.io.IOException", "java.nio.file.Path",
		"java.util.List", "java.util.Map", "org.voxmeta.grid.cluster.ClusterTable", "ij.ImagePlus",
		"org.voxmeta.stats.estimator.Results",
		"java.awt.image.BufferedImage", "org.voxmeta.view.Plane", "org.voxmeta.stats.effectsize.Measure");

	private static HeadlessRunner commands;

	@TempDir
	Path folder;

	@BeforeAll
	static void open() {
		commands = new HeadlessRunner((fraction, message) -> {
		});
	}

	@AfterAll
	static void close() {
		commands.close();
	}

	private record Code(String page, String language, String text) {

		@Override
		public String toString() {
			return page + ": " + text.lines().findFirst().orElse("");
		}
	}

	static List<Code> macros() throws IOException {
		return code().stream().filter(code -> code.language().equals("ijm")).toList();
	}

	private static List<Code> code() throws IOException {
		final List<Code> all = new ArrayList<>();
		try (Stream<Path> docs = Files.list(Path.of("docs"))) {
			for (final Path page : Stream.concat(Stream.of(Path.of("README.md")), docs.sorted()).toList())
				if (page.toString().endsWith(".md")) BLOCK.matcher(Files.readString(page)).results().forEach(block -> all.add(
					new Code(page.getFileName().toString(), block.group(1), block.group(2))));
		}
		return all;
	}

	@Test
	void javaCompiles() throws IOException {
		final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		assertNotNull(compiler, "a JDK");
		final DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
		final List<Code> codes = code().stream().filter(code -> code.language().equals("java")).toList();
		final Map<JavaFileObject, Code> programs = new LinkedHashMap<>();
		for (final Code code : codes)
			programs.put(source("Program" + programs.size(), code), code);

		try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
			compiler.getTask(null, files, problems, List.of("-d", folder.toString(), "-classpath", System.getProperty(
				"java.class.path"), "-proc:none"), null, programs.keySet()).call();
		}

		assertTrue(codes.size() > 10, codes.toString());
		assertEquals(List.of(), problems.getDiagnostics().stream().filter(problem -> problem
			.getKind() == Diagnostic.Kind.ERROR).map(problem -> programs.get(problem.getSource()) + ": " + problem
				.getMessage(null)).toList());
	}

	@ParameterizedTest
	@MethodSource("macros")
	void macrosUseKeysThatThereAre(final Code macro) {
		for (final MatchResult run : RUN.matcher(macro.text()).results().toList()) {
			// the others are ImageJ's own
			if (!commands.labels().contains(run.group(1))) continue;
			final Set<String> keys = commands.keys(run.group(1)).keySet();
			final String values = run.group(2) == null ? "" : run.group(2).replaceAll("\\[[^\\]]*\\]", "x").replace("\"",
				" ");
			KEY.matcher(values).results().forEach(key -> assertTrue(keys.contains(key.group(1)), run.group(1) + ": "
				+ key.group(1)));
		}
	}

	/** That of the README is run by {@link ReadmeExampleTest}; the others are run as files of their own. */
	@Test
	void groovyIsInTheReadmeOrAScriptOfItsOwn() throws IOException {
		final Set<String> scripts = new TreeSet<>();
		try (Stream<Path> files = Files.list(Path.of("src/main/resources/script_templates/Meta-Analysis"))) {
			for (final Path file : files.toList())
				scripts.add(Files.readString(file));
		}
		for (final Code code : code())
			if (Set.of("groovy", "python", "javascript").contains(code.language()) && !code.page().equals("README.md"))
				assertTrue(scripts.contains(code.text()), code + " is not the text of a script template");
	}

	private static String program(final String type, final Code code) throws IOException {
		final String imports = code.text().lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining(
			"\n"));
		final String text = code.text().lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining(
			"\n"));
		final String body = text.strip().startsWith("static ") ? text : "static void snippet(" + GIVEN.getOrDefault(code
			.page(), "") + ") throws Exception {\n" + text + "\n}";
		return Stream.concat(MEANT.stream(), types().stream()).filter(name -> body.matches("(?s).*\\b" + simple(name)
			+ "\\b.*")).collect(Collectors.toMap(DocumentedCodeTest::simple, name -> "import " + name + ";\n",
				(first, second) -> first)).values().stream().filter(line -> !imports.contains(line.strip())).collect(Collectors
					.joining()) + imports + "\nclass " + type + " {\n" + body + "\n}\n";
	}

	private static String simple(final String name) {
		return name.substring(name.lastIndexOf('.') + 1);
	}

	/** All classes of this project. */
	private static Set<String> types() throws IOException {
		final Path root = Path.of("src/main/java");
		try (Stream<Path> files = Files.walk(root)) {
			return files.map(root::relativize).map(Path::toString).filter(file -> file.endsWith(".java")).map(file -> file
				.substring(0, file.length() - ".java".length()).replace(File.separatorChar, '.')).collect(Collectors
					.toCollection(TreeSet::new));
		}
	}

	private static JavaFileObject source(final String name, final Code code) throws IOException {
		final String program = program(name, code);
		return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(final boolean ignoreEncodingErrors) {
				return program;
			}
		};
	}
}
