package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.log.LogLevel;
import org.voxmeta.analysis.Citation;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;

/** The text of About VoxMeta, which is the same for the log, the window and scripts. */
class AboutCommandTest {

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void macroLogsTheTextOnce() {
		final FijiRun run = fiji.runMacro("run('About VoxMeta...');").clean();

		final String text = (String) run.output("text");
		assertEquals(List.of(text), run.log(LogLevel.INFO));
		assertTrue(text.startsWith("VoxMeta "), text);
	}

	@Test
	void textNamesVersionsMemoryAndReference() {
		final String text = (String) fiji.runCommand(AboutCommand.class, Map.of()).clean().output("text");

		for (final String line : List.of("ImageJ\\s+" + Pattern.quote(IJ.getVersion()), "Java\\s+"
			+ Pattern.quote(System.getProperty("java.version")) + ", .+", "Memory\\s+[\\d,]+ of [\\d,]+ MB in use",
			"System\\s+.*\\d+ processors", "Documentation\\s+https://.*", ".*Computer software.*", "@software\\{.*"))
			assertTrue(Pattern.compile("(?m)^" + line + "$").matcher(text).find(), line + " in\n" + text);
	}

	@Test
	void scriptOfThePageGivesTheText() throws IOException {
		final String page = Files.readString(Path.of("docs", "about.md"));
		final String code = page.replaceAll("(?s).*```groovy\n(.*?)```.*", "$1");
		final Path script = Files.writeString(folder.resolve("about.groovy"), code);

		final FijiRun run = fiji.runScript(script, Map.of()).clean();

		assertTrue(((String) run.output("text")).startsWith("VoxMeta "), run.console());
	}

	@Test
	void referenceIsThatOfTheCitationFile() throws IOException {
		final String cff = Files.readString(Path.of("CITATION.cff"));
		final String title = field(cff, "title").replace("\"", "");
		final String author = field(cff, "  - name");
		final String version = field(cff, "version");

		for (final String reference : List.of(Citation.text(version), Citation.bibtex(version)))
			for (final String part : List.of(title, author, version, field(cff, "repository-code")))
				assertTrue(reference.contains(part), part + " in " + reference);
		assertTrue(Files.readString(Path.of("pom.xml")).contains("<version>" + version + "</version>"), version);
	}

	@Test
	void windowShowsWhatTheTextSays() {
		final AboutText about = AboutText.now();

		final String html = about.html();

		final String shown = html.replaceAll("<[^>]*>", " ").replace("&lt;", "<").replace("&gt;", ">")
			.replace("&amp;", "&");
		assertEquals(words(about.plain()), words(shown));
	}

	private static String words(final String text) {
		return text.strip().replaceAll("\\s+", " ");
	}

	private static String field(final String cff, final String name) {
		return cff.lines().filter(line -> line.startsWith(name + ": ")).findFirst().orElseThrow().substring(
			name.length() + 2);
	}
}
