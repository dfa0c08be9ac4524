package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.command.MapAssertions.assertMap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.log.LogLevel;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.stats.result.MapKind;

/** The key {@code labels} in macros: regions in place of voxels. */
class LabelsKeyTest {

	private static final SmallStudies STUDIES = SmallStudies.of(5, 4, 3, 2);

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@BeforeEach
	void showStacks() {
		show("y", STUDIES.frames("y", STUDIES.effects(), 32));
		show("v", STUDIES.frames("v", STUDIES.variances(), 32));
	}

	@Test
	void regionsOfOneVoxelAreVoxels() {
		final float[] labels = new float[STUDIES.voxels()];
		for (int i = 0; i < labels.length; i++)
			labels[i] = labels.length - i;
		show("atlas", STUDIES.frames("atlas", new float[][] { labels }, 8));

		fiji.runMacro("run('DerSimonian-Laird...', 'effects=y variances=v labels=atlas');").clean();

		for (final MapKind kind : List.of(MapKind.Z, MapKind.EST, MapKind.TAU2))
			assertMap(STUDIES.plain(kind, true), fiji.image(kind.key()), 1e-6);
	}

	@Test
	void mapsHaveARegionsResultInAllItsVoxels() throws IOException {
		final float[] labels = new float[STUDIES.voxels()];
		for (int i = 0; i < labels.length; i++)
			labels[i] = i / 8;
		final Path atlas = STUDIES.writeMap(folder.resolve("atlas.nii.gz"), labels);

		final List<String> warnings = fiji.runMacro("run('DerSimonian-Laird...', 'effects=y variances=v labels=["
			+ atlas + "]');").clean().log(LogLevel.WARN);

		final double[] z = MapAssertions.values(fiji.image("z"));
		for (int i = 0; i < z.length; i++)
			assertEquals(i < 8 ? Double.NaN : z[i / 8 * 8], z[i], "voxel " + i);
		assertTrue(z[8] != z[16]);
		assertTrue(warnings.stream().anyMatch(warning -> warning.startsWith("Regions: variances are averaged")),
			warnings::toString);
		assertEquals(2, fiji.results().getValue("regions", 0));
	}

	@Test
	void stouffersTestRefusesRegions() {
		final float[] labels = new float[STUDIES.voxels()];
		labels[3] = labels[4] = 1;
		show("atlas", STUDIES.image("atlas", labels));

		assertEquals(List.of(
			"Stouffer: got regions of several voxels (LabelsMasker), wanted voxels; the average of z values"
			+ " is not a z value"), fiji.runMacro("run('Stouffer...', 'zmaps=y labels=atlas');").cancellations());
	}

	private static void show(final String title, final ImagePlus image) {
		image.setTitle(title);
		image.show();
	}
}
