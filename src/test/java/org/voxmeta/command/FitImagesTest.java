package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.log.LogLevel;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.stats.result.MapKind;

class FitImagesTest {

	private static final SmallStudies STUDIES = SmallStudies.of(12, 5, 4, 3).withHoles();

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void allMapsOfARunBelongToOneFit() throws IOException {
		fit("");

		final Fit fit = FitImages.of(fiji.image("z")).orElseThrow();

		assertEquals("DerSimonian-Laird", fit.estimator());
		assertTrue(fit.folder().isEmpty());
		for (final String map : new String[] { "p", "est", "tau2", "se" })
			assertSame(fit, FitImages.of(fiji.image(map)).orElseThrow());
	}

	@Test
	void aCopyKnowsTheFit() throws IOException {
		fit("");
		final Fit fit = FitImages.of(fiji.image("z")).orElseThrow();

		assertSame(fit, FitImages.of(fiji.image("z").duplicate()).orElseThrow());
		final Path tiff = folder.resolve("z.tif");
		IJ.saveAsTiff(fiji.image("z"), tiff.toString());
		assertSame(fit, FitImages.of(IJ.openImage(tiff.toString())).orElseThrow());

		fiji.reset();
		final Fit found = FitImages.of(IJ.openImage(tiff.toString())).orElseThrow();
		assertEquals(fit.id(), found.id());
		assertEquals(List.of(""), found.terms(""));
	}

	@Test
	void mapsOfARunInAFolderBelongToIt() throws IOException {
		fit("output=[" + folder.resolve("out") + "]");
		final String id = FitImages.of(fiji.image("z")).orElseThrow().id();
		fiji.reset();

		fiji.runMacro("run('NIfTI (VoxMeta)...', 'file=[" + folder.resolve("out/est.nii.gz") + "]');").clean();
		final Fit fit = FitImages.of(fiji.image("est.nii.gz")).orElseThrow();

		assertEquals(id, fit.id());
		assertEquals(folder.resolve("out"), fit.folder().orElseThrow());
		Files.copy(folder.resolve("out/est.nii.gz"), folder.resolve("out/other.nii.gz"));
		fiji.runMacro("run('NIfTI (VoxMeta)...', 'file=[" + folder.resolve("out/other.nii.gz") + "]');").clean();
		assertTrue(FitImages.of(fiji.image("other.nii.gz")).isEmpty());
	}

	@Test
	void anImageOfNoFitBelongsToNone() {
		assertTrue(FitImages.of(null).isEmpty());
		final ImagePlus image = IJ.createImage("any", "32-bit", 3, 3, 1);
		assertTrue(FitImages.of(image).isEmpty());
		image.setProp("voxmeta.result", "{");
		assertTrue(FitImages.of(image).isEmpty());
		image.setProp("voxmeta.result", "{\"estimator\":\"x\"}");
		assertTrue(FitImages.of(image).isEmpty());
	}

	@Test
	void mapsThatWereNotShownAreComputedOnDemand() throws IOException {
		fit("maps=est");
		final Fit fit = FitImages.of(fiji.image("est")).orElseThrow();
		final float[] est = pixels(fiji.image("est"));

		assertArrayEquals(est, values(fit.map(MapKind.EST, "").orElseThrow()));
		assertTrue(fit.map(MapKind.LOGP, "").isPresent());
		assertTrue(fit.map(MapKind.Z, "age").isEmpty());

		fit("maps=z");
		fit("output=[" + folder.resolve("out") + "] maps=z");
		assertArrayEquals(values(InputImage.read(folder.resolve("out/logp.nii.gz"))), values(fit.map(MapKind.LOGP, "")
			.orElseThrow()));
	}

	@Test
	void aFitOfOpenStacksIsFoundWhereverItsMapsAre() throws IOException {
		STUDIES.frames("y", STUDIES.effects(), 32).show();
		STUDIES.frames("v", STUDIES.variances(), 32).show();
		fiji.runMacro("run('DerSimonian-Laird...', 'effects=y variances=v');").clean();

		final FijiRun run = fiji.runMacro("run('Permutation Test...', 'fit=z permutations=50');").clean();

		assertEquals(50, fiji.results().getValue("permutations", 1));
		assertSame(FitImages.of(fiji.image("z")).orElseThrow(), FitImages.of((ImagePlus) run.output("p")).orElseThrow());
		// a map of corrected p is one of the fit
		fiji.runMacro("selectImage('p_fwe'); run('Permutation Test...', 'permutations=60');").clean();
		assertEquals(60, fiji.results().getValue("permutations", 2));
	}

	@Test
	void anImageOfNoFitIsRefusedWithTheOpenMaps() throws IOException {
		fit("maps=z,p");
		IJ.createImage("any", "32-bit", 3, 3, 1).show();

		final FijiRun run = fiji.runMacro("run('Permutation Test...', 'fit=any');");

		assertTrue(run.log(LogLevel.ERROR).get(0).contains("fit, result: got 'any', which is no map of a fit, wanted an open"
			+ " map of a meta-analysis, or its output folder or the result.json in it; open maps: z, p"), run.log(
				LogLevel.ERROR).toString());
	}

	@Test
	void runsOfOneKindHaveFitsOfTheirOwn() throws IOException {
		fit("");
		fit("");

		assertNotEquals(FitImages.of(fiji.image("z")).orElseThrow().id(), FitImages.of(fiji.image("z-1")).orElseThrow()
			.id());
	}

	@Test
	void correctedMapsBelongToTheFitOfTheirMap() throws IOException {
		fit("");

		fiji.runMacro("run('Correct p Map...', 'input=z correction=holm');").clean();

		assertSame(FitImages.of(fiji.image("z")).orElseThrow(), FitImages.of(fiji.image("p_holm")).orElseThrow());
	}

	@Test
	void everyImageSaysHowItWasMade() throws IOException {
		final Path table = STUDIES.writeWith(folder, Map.of());
		fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + table + "] maps=z,p minimumstudies=3');").clean();

		final String info = (String) fiji.image("p").getProperty("Info");

		assertTrue(info.startsWith("Made by VoxMeta: p\nFit: fit by DerSimonian-Laird of 20"), info);
		assertTrue(info.contains("\nCommand: run(\"DerSimonian-Laird...\", \"studies=" + table
			+ " minimumstudies=3 maps=z,p\");\n"), info);
		assertTrue(info.contains("\nVersions: VoxMeta ") && info.contains(", ImageJ " + IJ.getVersion()), info);
		fiji.runMacro("run('Correct p Map...', 'input=z');").clean();
		assertTrue(((String) fiji.image("p_fdr_bh").getProperty("Info")).contains(
			"\nCommand: run(\"Correct p Map...\", \"input=z\");\n"));
		assertNull(IJ.createImage("any", "32-bit", 3, 3, 1).getProperty("Info"));
	}

	private void fit(final String keys) throws IOException {
		final Path table = STUDIES.writeWith(folder, Map.of());
		fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + table + "] " + keys + "');").clean();
	}

	private static float[] pixels(final ImagePlus image) {
		return values(InputImage.of(image));
	}

	private static float[] values(final InputImage image) {
		final List<Float> values = new ArrayList<>();
		Views.flatIterable(image.gridImage().values()).forEach(value -> values.add(value.getRealFloat()));
		final float[] array = new float[values.size()];
		for (int i = 0; i < array.length; i++)
			array[i] = values.get(i);
		return array;
	}
}
