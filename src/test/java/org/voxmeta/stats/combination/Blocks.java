package org.voxmeta.stats.combination;

import java.util.EnumSet;

import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/** Fits arrays without an image around them. */
final class Blocks {

	private Blocks() {
	}

	/** All maps of one block of z values, K×B, NaN = missing, without any check. */
	static MapBlock fit(final Estimator estimator, final Studies studies, final double[][] z) {
		final MapBlock maps = new MapBlock(EnumSet.allOf(MapKind.class), 1, z[0].length, new StudentTails());
		estimator.fit(VoxelBlock.of(new StudyData(studies, Signals.of(z), null)), maps);
		return maps;
	}
}
