package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.relativeDifference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.References;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.task.Progress;

/** Fits real studies from their files, and compares every voxel of every map with NiMARE's. */
class NimareAgreementTest {

	private static final double TOLERANCE = 1e-9;

	@ParameterizedTest(name = "{0} {1}")
	@CsvSource({ //
		"pain, dl_wald_aggressive, Wald, true, 20", //
		"pain, dl_wald_liberal, Wald, false, 20", //
		"pain, dl_aggressive, Knapp-Hartung, true, 20", //
		"pain, dl_liberal, Knapp-Hartung, false, 20", //
		"pain, dl_khc_liberal, Knapp-Hartung-conservative, false, 20", //
		"pain_holes, dl_wald_aggressive, Wald, true, 12", //
		"pain_holes, dl_wald_liberal, Wald, false, 12", //
		"pain_holes, dl_aggressive, Knapp-Hartung, true, 12", //
		"pain_holes, dl_liberal, Knapp-Hartung, false, 12", //
		"pain_holes, dl_khc_liberal, Knapp-Hartung-conservative, false, 12" })
	void mapsEqualNimares(final String data, final String caseName, final String adjustment,
		final boolean aggressive, final int studies) throws IOException
	{
		final Path folder = References.path(data);
		final Path expected = folder.resolve("expected").resolve(caseName);
		final StudyInputs inputs = StudyLoader.of(EnumSet.of(Need.EFFECT, Need.VARIANCE)).withDropInvalid(true)
			.withGroups(GroupChoice.NONE).ofTable(folder.resolve("data/studies.tsv"));
		assertEquals(studies, inputs.values().size());

		final MetaAnalysisResult result = EstimatorRun.of(DerSimonianLaird.withDefaults().with(Adjustment.parse(
			adjustment))).withAggressiveMask(aggressive).withMaps(EnumSet.allOf(MapKind.class))
			.run(inputs, InputImage.read(folder.resolve("data/mask.nii.gz")), "test", Progress.NONE).result();

		final List<String> differences = new ArrayList<>();
		for (final MapKind kind : MapKind.values()) {
			final Path file = expected.resolve(kind.key() + ".nii.gz");
			if (Files.exists(file)) differences.add(compare(result, kind, file));
		}
		assertTrue(differences.size() >= 4, "maps compared: " + differences);
		System.out.printf("%s %s: largest relative difference %s%n", data, caseName, String.join(", ", differences));
	}

	private static String compare(final MetaAnalysisResult result, final MapKind kind, final Path file)
		throws IOException
	{
		final double[] got = result.maps().get(kind);
		final VoxelMask mask = result.masker().mask();
		final Cursor<? extends RealType<?>> wanted = Views.flatIterable(NiftiReader.read(file).img()).cursor();
		double largest = 0;
		int j = 0;
		for (int i = 0; wanted.hasNext(); i++) {
			final double value = wanted.next().getRealDouble();
			final boolean inMask = j < mask.size() && mask.index(j) == i;
			if (!inMask) {
				assertTrue(Double.isNaN(value), kind.key() + " is NaN outside the mask at voxel " + i);
				continue;
			}
			final double difference = relativeDifference(value, got[j]);
			final String what = kind.key() + " of voxel " + i + ": wanted " + value + ", got " + got[j];
			if (kind == MapKind.DOF) assertEquals(0, difference, what);
			assertTrue(difference <= TOLERANCE, what);
			largest = Math.max(largest, difference);
			j++;
		}
		assertEquals(mask.size(), j, "all of the mask compared");
		return String.format(Locale.ROOT, "%s %.1e", kind.key(), largest);
	}
}
