package org.voxmeta.stats.estimator;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** Fits of a single voxel. */
final class OneVoxel {

	private OneVoxel() {
	}

	/** The maps of a mean. */
	static FittedMaps fit(final Estimator estimator, final double[] y, final double[] v) {
		return fit(estimator, y, v, Design.intercept(y.length));
	}

	/** The maps of a regression. */
	static FittedMaps fit(final Estimator estimator, final double[] y, final double[] v, final Design design) {
		return fit(estimator, new StudyData(Studies.of(design), column(y), column(v)));
	}

	/** The maps of t statistics of so many subjects. */
	static FittedMaps fitT(final Estimator estimator, final double[] t, final double[] n) {
		return fit(estimator, new StudyData(Studies.independent(t.length).withSampleSizes(n), column(t), null));
	}

	/** The design of a line through studies at these places. */
	static Design line(final double... x) {
		final double[][] rows = new double[x.length][];
		for (int k = 0; k < x.length; k++)
			rows[k] = new double[] { 1, x[k] };
		return Design.of(List.of("intercept", "x"), rows);
	}

	private static FittedMaps fit(final Estimator estimator, final StudyData data) {
		final Set<MapKind> maps = EnumSet.of(MapKind.REASON);
		maps.addAll(estimator.maps());
		return BlockwiseFitter.of(estimator).withAggressiveMask(false).withThreads(1).fit(data, maps,
			Progress.NONE);
	}

	private static Signals column(final double[] values) {
		final double[][] column = new double[values.length][];
		for (int k = 0; k < values.length; k++)
			column[k] = new double[] { values[k] };
		return Signals.of(column);
	}
}
