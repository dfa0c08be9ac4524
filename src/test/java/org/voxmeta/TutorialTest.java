package org.voxmeta;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;

/**
 * Runs the macro of the tutorial: its page shows the pictures and the numbers of that run. With
 * {@code -Dvoxmeta.pictures=write} the run writes the page's pictures.
 */
class TutorialTest {

	private static final Path PAGE = Path.of("docs/tutorial.md");
	private static final Path MACRO = Path.of("macros/Tutorial.ijm");
	private static final Path PICTURES = Path.of("docs/images/tutorial");

	/** Of Fiji's windows, which this run does not open. */
	private static final String WINDOW = "window-";

	/** Fonts differ between machines, and the sizes of pictures with them. */
	private static final double SIZE_TOLERANCE = 0.04;

	/** How far apart two pictures may be in a field of the grid below, of 255; letters blur to less. */
	private static final double COLOUR_TOLERANCE = 40;
	private static final int FIELDS = 16;

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	static Path folder;

	private static FijiRun run;

	@BeforeAll
	static void runTheMacro() throws IOException {
		// other tests may have left images open
		fiji.reset();
		run = fiji.runMacro(MACRO, folder.toString()).clean();
		if (!"write".equals(System.getProperty("voxmeta.pictures"))) return;
		Files.createDirectories(PICTURES);
		for (final String name : drawn())
			Files.copy(folder.resolve("pictures").resolve(name), PICTURES.resolve(name),
				StandardCopyOption.REPLACE_EXISTING);
	}

	@Test
	void thePageQuotesWhatTheMacroPrints() throws IOException {
		final List<String> quoted = blocks("text").flatMap(String::lines).toList();

		assertTrue(quoted.size() > 15, quoted.toString());
		for (final String line : quoted)
			assertTrue(run.printed().contains(line), line + " is not among\n" + String.join("\n", run.printed()));
	}

	/** Numbers in bold letters are results. */
	@Test
	void numbersInTheTextAreThoseThatThePageQuotes() throws IOException {
		final Set<String> quoted = blocks("text").flatMap(text -> Stream.of(text.split("[^0-9.,E-]+"))).map(
			TutorialTest::plain).collect(Collectors.toSet());
		final List<String> told = found("\\*\\*(-?[\\d,.]+)\\*\\*").map(TutorialTest::plain).toList();

		assertTrue(told.size() > 8, told.toString());
		for (final String number : told)
			assertTrue(quoted.contains(number), number + " is not in the lines quoted: " + quoted);
	}

	@Test
	void theCommandsOfThePageAreThoseOfTheMacro() throws IOException {
		final String macro = Files.readString(MACRO);
		for (final String label : found("run\\(\"([^\"]+)\"").toList())
			assertTrue(macro.contains("run(\"" + label + "\""), label);
		final List<String> sections = found("(?m)^## (\\d+)\\. ").toList();
		assertEquals(Pattern.compile("(?m)^// (\\d+)\\. ").matcher(macro).results().map(
			match -> match.group(1)).toList(), sections);
	}

	/** What the page tells to fill in: a label in italics, with a value or a colon behind it. */
	@Test
	void labelsAreThoseOfDialogs() throws IOException {
		final Set<String> labels = fiji.context().service(CommandService.class).getCommandsOfType(Command.class)
			.stream().filter(command -> command.getDelegateClassName().startsWith("org.voxmeta.command."))
			.flatMap(command -> StreamSupport.stream(command.inputs().spliterator(), false))
			.map(ModuleItem::getLabel).collect(Collectors.toSet());
		final List<String> told = Stream.concat(found("(?m)^- \\*([^*]+)\\*:"),
			found("\\*([A-Za-z][^*\\n]+)\\* [`0-9]")).toList();

		assertTrue(told.size() > 12, told.toString());
		assertEquals(List.of(), told.stream().filter(label -> !labels.contains(label)).toList());
	}

	@Test
	void thePageShowsThePicturesOfTheRun() throws IOException {
		final Set<String> shown = found("\\]\\(images/tutorial/([^)]+)\\)").filter(name -> !name.startsWith(WINDOW))
			.collect(Collectors.toCollection(TreeSet::new));

		assertEquals(drawn(), shown);
		for (final String name : shown)
			assertAlike(ImageIO.read(folder.resolve("pictures").resolve(name).toFile()),
				ImageIO.read(PICTURES.resolve(name).toFile()), name);
	}

	/** As the page says of all of them. */
	@Test
	void everyClusterHasATrueEffectAtItsPeak() {
		final List<String> clusters = run.printed().stream().filter(line -> line.startsWith("Cluster ")).toList();

		assertTrue(clusters.size() > 10, clusters.toString());
		for (final String line : clusters)
			assertTrue(Math.abs(Double.parseDouble(line.substring(line.lastIndexOf(' ')))) > 0.1, line);
	}

	@Test
	void theReportIsWrittenWithItsReferences() throws IOException {
		assertTrue(Files.readString(folder.resolve("report.html")).contains("DerSimonian"));
		assertTrue(Files.readString(folder.resolve("report.bib")).contains("@article"));
	}

	private static Set<String> drawn() throws IOException {
		try (Stream<Path> files = Files.list(folder.resolve("pictures"))) {
			return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
		}
	}

	private static void assertAlike(final BufferedImage wanted, final BufferedImage got, final String name) {
		final String stale = name + ": run this test with -Dvoxmeta.pictures=write and look at the pictures";
		assertAll(stale, () -> assertEquals(wanted.getWidth(), got.getWidth(), SIZE_TOLERANCE * wanted.getWidth()),
			() -> assertEquals(wanted.getHeight(), got.getHeight(), SIZE_TOLERANCE * wanted.getHeight()));
		for (int row = 0; row < FIELDS; row++)
			for (int column = 0; column < FIELDS; column++)
				for (int shift = 0; shift <= 16; shift += 8)
					assertEquals(mean(wanted, column, row, shift), mean(got, column, row, shift), COLOUR_TOLERANCE, stale);
	}

	/** The mean of a colour in a field. */
	private static double mean(final BufferedImage image, final int column, final int row, final int shift) {
		final int width = image.getWidth() / FIELDS;
		final int height = image.getHeight() / FIELDS;
		double sum = 0;
		for (int y = row * height; y < (row + 1) * height; y++)
			for (int x = column * width; x < (column + 1) * width; x++)
				sum += image.getRGB(x, y) >> shift & 0xff;
		return sum / (width * height);
	}

	private static String plain(final String number) {
		return number.replace(",", "").replaceAll("\\.$", "");
	}

	private static Stream<String> blocks(final String language) throws IOException {
		return found("(?ms)^```" + language + "\n(.*?)^```$");
	}

	private static Stream<String> found(final String regex) throws IOException {
		return Pattern.compile(regex).matcher(Files.readString(PAGE)).results().map(match -> match.group(1));
	}
}
