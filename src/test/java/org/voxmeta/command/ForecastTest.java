package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.module.Module;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.image.StackStudies;
import org.voxmeta.stats.data.Need;

/** What a dialog says that its command will do, and what a command takes that is given nothing. */
class ForecastTest {

	private static final SmallStudies STUDIES = SmallStudies.of(6, 5, 4, 3);

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void studiesAndVoxelsOfATable() throws IOException {
		final Path table = STUDIES.writeWith(folder, Map.of("age", List.of("20", "30", "40", "50", "60", "70")));

		assertEquals("6 studies, 60 voxels", forecast(Map.of("studies", table.toFile())));
		assertEquals("6 studies, terms intercept, age, 60 voxels", forecast(Map.of("studies", table.toFile(), "moderators",
			"age")));
		final float[] mask = new float[60];
		mask[7] = 1;
		mask[8] = Float.NaN;
		mask[9] = 2;
		final Path file = STUDIES.writeMap(folder.resolve("mask.nii.gz"), mask);
		assertEquals("6 studies, 2 voxels in the mask", forecast(Map.of("studies", table.toFile(), "mask", ImageInput.named(
			file.toString()))));
	}

	@Test
	void studiesThatAreLeftOutAreToldWithTheReason() throws IOException {
		final Path table = STUDIES.writeWith(folder, Map.of());
		final List<String> lines = Files.readAllLines(table);
		for (int line = 2; line < 5; line++)
			lines.set(line, lines.get(line).replaceFirst("\\t[^\\t]*$", "\t"));
		Files.write(table, lines);

		final String forecast = forecast(Map.of("studies", table.toFile()));

		assertTrue(forecast.startsWith("3 studies, 60 voxels, 3 left out\nLeft out "), forecast);
		assertTrue(forecast.endsWith("\n... and 1 more"), forecast);
	}

	@Test
	void whatIsWrongIsToldInsteadOfAForecast() {
		assertEquals("Studies: got none, wanted a study table, or effects and variances", assertThrows(
			IllegalArgumentException.class, () -> forecast(Map.of())).getMessage());
		final File missing = folder.resolve("none.tsv").toFile();
		assertTrue(assertThrows(IOException.class, () -> forecast(Map.of("studies", missing))).getMessage().contains(
			"none.tsv"));
	}

	/** A dialog has two lines for all of the forecast. */
	@Test
	void longTitlesAreShortenedInTheirMiddle() throws IOException {
		fiji.runMacro("run('Open Studies...', 'studies=[" + STUDIES.writeWith(folder, Map.of()) + "]');"
			+ "selectImage('beta'); rename('The Northern Consortium for Imaging of Working Memory, betas');").clean();

		assertEquals("The Northern…emory, betas and varcope: 6 studies, 60 voxels", forecast(Map.of()));
	}

	@Test
	void openStacksAreTakenWhereNothingIsGiven() throws IOException {
		fiji.runMacro("run('Open Studies...', 'studies=[" + STUDIES.writeWith(folder, Map.of()) + "]');").clean();
		assertEquals("beta and varcope: 6 studies, 60 voxels", forecast(Map.of()));

		final FijiRun run = fiji.runMacro("run('DerSimonian-Laird...', '');").clean();

		assertTrue(run.log(LogLevel.INFO).contains("VoxMeta: took the open stacks beta and varcope"), run.log(LogLevel.INFO)
			.toString());
		assertEquals("beta", run.module().getInput("effects").toString());
		fiji.runMacro("run('DerSimonian-Laird...', 'effects=beta variances=varcope');").clean();
		for (int slice = 1; slice <= fiji.image("z").getStackSize(); slice++)
			assertArrayEquals((float[]) fiji.image("z").getStack().getPixels(slice), (float[]) fiji.image("z-1").getStack()
				.getPixels(slice));
	}

	@Test
	void stacksOfOtherProgramsAreKnownByTheirTitles() throws IOException {
		STUDIES.frames("Variances of it", STUDIES.variances(), 32).show();
		assertThrows(IllegalArgumentException.class, () -> forecast(Map.of()));
		STUDIES.frames("response", STUDIES.effects(), 32).show();
		assertEquals("response and Variances of it: 6 studies, 60 voxels", forecast(Map.of()));

		STUDIES.frames("variances of another", STUDIES.variances(), 32).show();
		fiji.images().get(1).getWindow();
		assertEquals("response and variances of another: 6 studies, 60 voxels", forecast(Map.of()));
		fiji.runMacro("selectImage('response');");
		assertThrows(IllegalArgumentException.class, () -> forecast(Map.of()));
	}

	@Test
	void mapsOfAFitAreNeverTakenForStudies() throws IOException {
		STUDIES.frames("y", STUDIES.effects(), 32).show();
		STUDIES.frames("v", STUDIES.variances(), 32).show();
		fiji.runMacro("run('DerSimonian-Laird...', 'effects=y variances=v maps=est,z');").clean();
		fiji.image("y").close();
		fiji.image("v").setTitle("variance");

		assertThrows(IllegalArgumentException.class, () -> forecast(Map.of()));
	}

	@Test
	void aStackOfAnotherKindIsNotTaken() {
		final ImagePlus z = STUDIES.frames("z", STUDIES.effects(), 32);
		StackStudies.keepKind(z, "z");
		z.show();

		assertFalse(OpenStacks.find(Collections.singleton(Need.Z)).isEmpty());
		assertTrue(OpenStacks.find(Collections.singleton(Need.T)).isEmpty());
	}

	private static String forecast(final Map<String, Object> inputs) throws IOException {
		final CommandService commands = fiji.context().service(CommandService.class);
		final Module module = commands.getModuleService().createModule(commands.getCommand(DerSimonianLairdCommand.class));
		inputs.forEach(module::setInput);
		return ((Forecasting) module.getDelegateObject()).forecast();
	}
}
