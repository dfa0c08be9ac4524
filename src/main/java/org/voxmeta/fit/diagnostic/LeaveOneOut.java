package org.voxmeta.fit.diagnostic;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * Fits every voxel again without each study, or each group of studies, in turn: how far estimates and p go,
 * and whether what is significant stays so. A voxel's numbers are those of {@link
 * org.voxmeta.stats.estimator.Results#leaveOneOut} of a data set with its studies. Immutable, thread-safe.
 * <p>
 * Studies that a voxel lacks change nothing there when they are left out, and do not count. What an
 * estimator finds out from all voxels, such as how correlated studies are, it finds out once, with all
 * studies.
 */
public final class LeaveOneOut {

	private static final String STAGE = "leaving out studies";

	/** What counts as significant unless another level is wanted. */
	public static final double ALPHA = 0.05;

	private final Estimator estimator;
	private final double alpha;
	private final Set<MapKind> stacks;

	private LeaveOneOut(final Estimator estimator, final double alpha, final Set<MapKind> stacks) {
		this.estimator = estimator;
		this.alpha = alpha;
		this.stacks = stacks;
	}

	/** The refits of an estimator, summarised. */
	public static LeaveOneOut of(final Estimator estimator) {
		return new LeaveOneOut(estimator, ALPHA, EnumSet.noneOf(MapKind.class));
	}

	/**
	 * The p value that is significant at most.
	 *
	 * @throws IllegalArgumentException if it is not above 0 and below 1
	 */
	public LeaveOneOut withAlpha(final double level) {
		if (!(level > 0 && level < 1)) throw new IllegalArgumentException("Alpha: got " + level
			+ ", wanted a number above 0 and below 1");
		return new LeaveOneOut(estimator, level, stacks);
	}

	/** Maps of each refit to be kept: {@link MapKind#EST} or {@link MapKind#Z}, as far as there are such. */
	public LeaveOneOut withStacks(final Set<MapKind> kinds) {
		return new LeaveOneOut(estimator, alpha, EnumSet.copyOf(kinds));
	}

	/** Estimates, or z where tests are combined and nothing is estimated. */
	public static MapKind effect(final Estimator estimator) {
		return estimator.maps().contains(MapKind.EST) ? MapKind.EST : MapKind.Z;
	}

	/**
	 * Leaves out each unit in turn.
	 *
	 * @throws IllegalArgumentException if the estimator cannot work with such studies
	 * @throws CancellationException if the progress says so
	 */
	public LeftOutMaps of(final Voxels voxels, final Units units, final Progress progress) {
		final StudyData data = voxels.data();
		estimator.check(data.studies());
		final Set<MapKind> kept = EnumSet.noneOf(MapKind.class);
		stacks.stream().filter(estimator.maps()::contains).forEach(kept::add);
		final LeftOutMaps maps = new LeftOutMaps(voxels, units, effect(estimator), kept, alpha);
		final Set<MapKind> wanted = EnumSet.of(effect(estimator), MapKind.Z, MapKind.P, MapKind.LOGP);
		final BlockFit fits = new BlockFit(estimator.prepare(data), wanted);
		voxels.forEach(STAGE, progress, (from, block, pulse) -> {
			final LeftOutBlock tally = new LeftOutBlock(block, fits.of(block), alpha, effect(estimator));
			for (int unit = 0; unit < units.count(); unit++) {
				pulse.run();
				final VoxelBlock without = units.without(block, unit);
				final boolean[] changed = changed(units, block, unit);
				final MapBlock refit = fits.of(without);
				tally.add(unit, refit, changed);
				maps.putStacks(from, unit, tally, refit, changed);
			}
			maps.put(from, tally);
		});
		return maps;
	}

	private static boolean[] changed(final Units units, final VoxelBlock block, final int unit) {
		final boolean[] changed = new boolean[block.size()];
		for (int j = 0; j < changed.length; j++)
			changed[j] = units.isIn(block, unit, j);
		return changed;
	}
}
