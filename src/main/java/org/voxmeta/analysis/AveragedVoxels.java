package org.voxmeta.analysis;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;

import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.Masker;
import org.voxmeta.masker.signal.Cleaning;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.Estimator;

/** What becomes of statistics when a masker makes one signal of several voxels. */
final class AveragedVoxels {

	private AveragedVoxels() {
	}

	/**
	 * Refuses what cannot be.
	 *
	 * @throws IllegalArgumentException if the estimator takes z values, whose average is none, or the masker
	 *           cleans signals, for which it takes a series
	 */
	static void require(final Estimator estimator, final Masker masker, final FittedMasker fitted) {
		if (fitted.averages() && estimator.needs().contains(Need.Z))
			throw new IllegalArgumentException(estimator.name() + ": got regions of several voxels (" + masker.name()
				+ "), wanted voxels; the average of z values is not a z value");
		final Cleaning cleaning = masker.settings().cleaning();
		if (!cleaning.changesNothing() || cleaning.highVarianceConfounds()) throw new IllegalArgumentException(
			masker.name()
			+ ": got a masker that cleans signals over time, wanted none that does, as a study has one map");
	}

	/** Maps of variances, of which averages leave negative ones out as missing. */
	static StudyMaps variances(final StudyMaps maps, final FittedMasker fitted) {
		if (!fitted.averages()) return maps;
		return new StudyMaps(maps.images().stream().map(image -> image.then("negative left out", image.grid(),
			AveragedVoxels::withoutNegatives)).toList(), maps.header());
	}

	private static RandomAccessibleInterval<? extends RealType<?>> withoutNegatives(
		final RandomAccessibleInterval<? extends RealType<?>> variances)
	{
		return Converters.convert2(variances, (in, out) -> {
			final double variance = in.getRealDouble();
			out.set(variance < 0 ? Double.NaN : variance);
		}, DoubleType::new);
	}

	/** What a user should know of an estimator's tests of a masker's signals. */
	static List<String> notes(final Estimator estimator, final FittedMasker fitted) {
		if (!fitted.averages() || !estimator.needs().contains(Need.VARIANCE)) return List.of();
		return List.of("Regions: variances are averaged like effects, but an average's variance is smaller than its"
			+ " voxels' average variance unless their errors are the same; standard errors tend to be too large");
	}
}
