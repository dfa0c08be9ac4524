package org.voxmeta.analysis;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.stats.result.Reason;

/** Whether a run that was done again gave what its record says. */
final class SameResult {

	/** Iterations end at 1e-8, and maps are kept in single precision; changed data differ more. */
	private static final double TOLERANCE = 1e-5;

	private SameResult() {
	}

	/**
	 * Compares numbers of studies and voxels, and the z maps beside the record, as far as they are still there.
	 *
	 * @param name what the message calls the record
	 * @param file the record's; null if it is in none
	 * @throws IOException if a z map cannot be read
	 * @throws IllegalArgumentException if something differs
	 */
	static void require(final String name, final Path file, final JsonObject record,
		final EstimatorRun.Fitted fitted) throws IOException
	{
		final List<String> differences = new ArrayList<>();
		final MetaAnalysisResult result = fitted.result();
		final JsonObject counts = JsonFields.object(record, "counts");
		compare(counts, "studies", fitted.reading().inputs().values().size(), differences);
		compare(counts, "dropped", fitted.reading().inputs().dropped(), differences);
		compare(counts, result.masker().averages() ? "regions" : "voxels", result.maps().voxels(), differences);
		compare(counts, "fitted", result.maps().count(Reason.NONE), differences);
		if (differences.isEmpty() && file != null) compareMaps(file, record, result, differences);
		if (!differences.isEmpty()) throw new IllegalArgumentException(name + ": its study table or its images have"
			+ " changed: got " + String.join(", ", differences)
			+ "; wanted them as they were, or the meta-analysis run again");
	}

	private static void compare(final JsonObject counts, final String what, final int got,
		final List<String> differences)
	{
		final int wanted = (int) JsonFields.number(counts, what);
		if (got != wanted) differences.add(got + " " + what + " instead of " + wanted);
	}

	private static void compareMaps(final Path file, final JsonObject record, final MetaAnalysisResult result,
		final List<String> differences) throws IOException
	{
		final JsonObject names = JsonFields.object(record, "maps");
		for (final NamedMap map : result.named(List.of(MapKind.Z))) {
			if (!names.has(map.key())) continue;
			final Path written = file.resolveSibling(JsonFields.text(names, map.key()));
			if (Files.isRegularFile(written) && !isSame(ImageFiles.read(written), result.image(map)))
				differences.add("another map than " + written.getFileName());
		}
	}

	private static boolean isSame(final NiftiImage a, final NiftiImage b) {
		if (a.header().size() != b.header().size()) return false;
		final Cursor<? extends RealType<?>> values = cursor(a.img());
		final Cursor<? extends RealType<?>> others = cursor(b.img());
		while (values.hasNext())
			if (!isSame(values.next().getRealDouble(), others.next().getRealDouble())) return false;
		return true;
	}

	private static Cursor<? extends RealType<?>> cursor(
		final RandomAccessibleInterval<? extends RealType<?>> image)
	{
		return Views.flatIterable(image).cursor();
	}

	private static boolean isSame(final double a, final double b) {
		return Double.compare(a, b) == 0 || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a));
	}
}
