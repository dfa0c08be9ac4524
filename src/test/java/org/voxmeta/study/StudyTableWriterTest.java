package org.voxmeta.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written reads back the same, or is refused. */
class StudyTableWriterTest {

	private static final double NAN = Double.NaN;
	private static final List<String> NASTY = List.of("\"", "\"\"", "\t", ",", ";", "\n", "\r", "\r\n", " ",
		"'", "#",
		"\\", "/", "a", "É", "ß", "\u00A0", "\u2003", "\u2028", "\u0085", "\uFEFF", "\uFFFE", "\uFFFF",
		"\u0001", "日本",
		"\uD83E\uDDE0", "=1+1", "NA", "0");

	@TempDir
	private Path dir;

	@Test
	void columnsAreThoseThatAnyStudyHas() throws IOException {
		final Path file = dir.resolve("studies.tsv");
		final Path outside = dir.toAbsolutePath().getParent().resolve("elsewhere.nii");

		StudyTableWriter.write(file, List.of(
			study("s1", Map.of(StudyMap.BETA, dir.resolve("s1").resolve("beta.nii")), 25, "",
			Map.of("true tau2", "0.5")),
			study("s2", Map.of(StudyMap.VARCOPE, outside), NAN, "", Map.of()),
			study("s3", Map.of(), 12.5, "", Map.of())));

		assertEquals("study\tn\tbeta\tvarcope\ttrue tau2\ns1\t25\ts1/beta.nii\t\t0.5\ns2\t\t\t" + outside
			+ "\t\ns3\t12.5\t\t\t\n", Files.readString(file));
	}

	@Test
	void csvHasCommasAndQuotesOnlyWhereNeeded() throws IOException {
		final Path file = dir.resolve("studies.csv");

		StudyTableWriter.write(file, List.of(study("a, \"b\"", beta("b.nii"), NAN, "g", Map.of("note",
			"x\ny"))));

		assertEquals("study,group,beta,note\n\"a, \"\"b\"\"\",g,b.nii,\"x\ny\"\n", Files.readString(file));
	}

	@Test
	void nastyStringsReadBackTheSame() throws IOException {
		final Random random = new Random(20);
		for (int run = 0; run < 600; run++) {
			final Path file = dir.resolve("studies." + List.of("tsv", "csv", "txt").get(run % 3));
			final List<Study> studies = nastyStudies(random);

			StudyTableWriter.write(file, studies);

			assertEquals(studies, withoutLines(StudyTable.read(file).studies()), () -> read(file));
		}
	}

	@Test
	void markAndCarriageReturnsOfAnotherEditorChangeNothing() throws IOException {
		final Random random = new Random(21);
		for (int run = 0; run < 200; run++) {
			final Path file = dir.resolve("studies.tsv");
			final List<Study> studies = nastyStudies(random);
			StudyTableWriter.write(file, studies);
			final String text = Files.readString(file);
			final StudyTable before = StudyTable.read(file);
			Files.writeString(file, "\uFEFF" + crlfOutsideQuotes(text));

			assertEquals(before.studies(), StudyTable.read(file).studies(), () -> read(file));
		}
	}

	@Test
	void oddFileNamesReadBackTheSame() throws IOException {
		final Path file = dir.resolve("studies.tsv");
		final List<String> names = List.of("~b.nii", "NA", "12", " b.nii", "b, 'c'.nii", "日本.nii");
		final List<Study> studies = new ArrayList<>();
		for (final String name : names)
			studies.add(study("s" + studies.size(), beta(name), NAN, "", Map.of()));

		StudyTableWriter.write(file, studies);

		final List<Study> back = StudyTable.read(file).studies();
		for (int k = 0; k < names.size(); k++)
			assertEquals(dir.toAbsolutePath().resolve(names.get(k)), back.get(k).maps().get(StudyMap.BETA)
				.normalize());
	}

	@Test
	void whatWouldNotReadBackTheSameIsRefusedAndNothingIsWritten() throws IOException {
		final Study fine = study("s", beta("b.nii"), NAN, "", Map.of());

		assertRefused("no studies", "no studies");
		assertRefused("no column 'beta'", "no column 'beta'", study("s", Map.of(), 3, "", Map.of()));
		assertRefused("the same id twice", "line 3, column 'study': got 's'", fine, fine);
		assertRefused("an id that means missing", "got 'NA'", study("NA", beta("b.nii"), NAN, "", Map.of()));
		assertRefused("a spaced id", "' s'", study(" s", beta("b.nii"), NAN, "", Map.of()));
		assertRefused("a group that means missing", "'n/a'", study("s", beta("b.nii"), 3, "n/a", Map.of()));
		assertRefused("a known moderator", "'se'", study("s", beta("b.nii"), 3, "", Map.of("se", "x.nii")));
		assertRefused("a spaced moderator", "' x'", study("s", beta("b.nii"), 3, "", Map.of(" x", "")));
		assertRefused("a same moderator", "'BETA' twice", study("s", beta("b.nii"), 3, "", Map.of("BETA",
			"x")));
		assertRefused("an unnamed moderator", "no name", study("s", beta("b.nii"), 3, "", Map.of("", "x")));
		assertRefused("half a character", "'s'", study("s", beta("b.nii"), 3, "", Map.of("x", "\uD83E")));
		assertRefused("a zero character", "zero byte", study("s", beta("b.nii"), 3, "", Map.of("x", "\0")));
		try (Stream<Path> files = Files.list(dir)) {
			assertEquals(List.of(), files.toList());
		}
	}

	@Test
	void anExistingTableIsReplacedAndNothingElseIsLeft() throws IOException {
		final Path file = dir.resolve("studies.tsv");
		Files.writeString(file, "old");

		StudyTableWriter.write(file, List.of(study("s", beta("b.nii"), NAN, "", Map.of())));

		assertEquals("study\tbeta\ns\tb.nii\n", Files.readString(file));
		try (Stream<Path> files = Files.list(dir)) {
			assertEquals(List.of(file), files.toList());
		}
	}

	@Test
	void aFailedWriteLeavesNoPartBehind() throws IOException {
		final List<Study> studies = List.of(study("s", beta("b.nii"), NAN, "", Map.of()));
		final Path folder = Files.createDirectories(dir.resolve("taken.tsv").resolve("x")).getParent();
		final Path absent = dir.resolve("absent").resolve("studies.tsv");

		assertThrows(IOException.class, () -> StudyTableWriter.write(folder, studies));
		final String message = assertThrows(NoSuchFileException.class, () -> StudyTableWriter.write(absent,
			studies))
			.getMessage();

		assertTrue(message.contains(absent.toAbsolutePath().toString()), message);
		try (Stream<Path> files = Files.list(dir)) {
			assertEquals(List.of(folder), files.toList());
		}
	}

	private void assertRefused(final String what, final String part, final Study... studies) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> StudyTableWriter.write(dir.resolve("studies.tsv"), List.of(studies)), what).getMessage();
		assertTrue(message.contains(part) && message.contains("studies.tsv"), message);
	}

	private List<Study> nastyStudies(final Random random) {
		final List<String> names = List.of("m" + nasty(random) + "x", "k" + nasty(random) + "y");
		final List<Study> studies = new ArrayList<>();
		for (int k = 0; k < 1 + random.nextInt(4); k++) {
			final Map<StudyMap, Path> maps = new EnumMap<>(StudyMap.class);
			maps.put(StudyMap.BETA, dir.toAbsolutePath().resolve("b " + k + ".nii"));
			if (random.nextBoolean())
				maps.put(StudyMap.SE, dir.toAbsolutePath().resolve("s, '" + k + "'.nii"));
			final Map<String, String> moderators = new LinkedHashMap<>();
			names.forEach(name -> moderators.put(name, nasty(random)));
			studies.add(study(k + nasty(random) + "x", maps, random.nextBoolean() ? NAN : random.nextInt(50)
				+ 0.5,
				random.nextBoolean() ? "" : "g" + nasty(random) + "g", moderators));
		}
		return studies;
	}

	private static String nasty(final Random random) {
		final StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(5); i > 0; i--)
			text.append(NASTY.get(random.nextInt(NASTY.size())));
		return text.toString();
	}

	private static String crlfOutsideQuotes(final String text) {
		final StringBuilder changed = new StringBuilder();
		boolean quoted = false;
		for (final char c : text.toCharArray()) {
			quoted ^= c == '"';
			changed.append(c == '\n' && !quoted ? "\r\n" : String.valueOf(c));
		}
		return changed.toString();
	}

	private Map<StudyMap, Path> beta(final String name) {
		return Map.of(StudyMap.BETA, dir.toAbsolutePath().resolve(name));
	}

	private static Study study(final String id, final Map<StudyMap, Path> maps, final double n,
		final String group,
		final Map<String, String> moderators)
	{
		return new Study(id, maps, n, group, moderators, 0);
	}

	private static List<Study> withoutLines(final List<Study> studies) {
		return studies.stream()
			.map(s -> study(s.id(), s.maps(), s.sampleSize(), s.group(), s.moderators())).toList();
	}

	private static String read(final Path file) {
		try {
			return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
		}
		catch (final IOException e) {
			return e.toString();
		}
	}
}
