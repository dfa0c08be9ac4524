package org.voxmeta.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.spark.SparkEnv;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.NullBuffers;
import org.voxmeta.stats.estimator.NullStatistic;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/** An estimator whose executor dies after some blocks if a file is there, which goes with it. */
record MortalEstimator(Estimator estimator, String kill) implements Estimator {

	private static final int BLOCKS = 3;
	private static final AtomicInteger DONE = new AtomicInteger();

	@Override
	public String name() {
		return estimator.name();
	}

	@Override
	public Map<String, String> options() {
		return estimator.options();
	}

	@Override
	public Set<Need> needs() {
		return estimator.needs();
	}

	@Override
	public Set<MapKind> maps() {
		return estimator.maps();
	}

	@Override
	public void check(final Studies studies) {
		estimator.check(studies);
	}

	@Override
	public void fit(final VoxelBlock block, final MapBlock maps) {
		die();
		estimator.fit(block, maps);
	}

	@Override
	public NullStatistic nullStatistic(final VoxelBlock block, final int term, final NullBuffers buffers) {
		die();
		return estimator.nullStatistic(block, term, buffers);
	}

	private void die() {
		try {
			if (!SparkEnv.get().executorId().equals("driver") && DONE.incrementAndGet() > BLOCKS
				&& Files.deleteIfExists(Path.of(kill))) Runtime.getRuntime().halt(1);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
