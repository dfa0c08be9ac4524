package org.voxmeta.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.inference.Dependence;
import org.voxmeta.stats.inference.Dependence.Robust;
import org.voxmeta.stats.inference.Dependence.Scheme;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** Fits 21 studies in memory, on one thread: independent ones, and in 14 groups of one to four. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class GroupBenchmark {

	private static final int[] GROUPS = { 0, 1, 1, 1, 1, 2, 3, 3, 3, 4, 5, 6, 6, 7, 8, 8, 9, 10, 11, 12, 13 };

	private Signals effects;
	private Signals holedEffects;
	private Signals variances;

	@Setup
	public void makeData() {
		final Random random = new Random(21);
		final float[][] y = new float[GROUPS.length][FitBenchmark.VOXELS];
		final float[][] holed = new float[GROUPS.length][FitBenchmark.VOXELS];
		final float[][] v = new float[GROUPS.length][FitBenchmark.VOXELS];
		for (int k = 0; k < y.length; k++)
			for (int j = 0; j < FitBenchmark.VOXELS; j++) {
				y[k][j] = (float) (0.3 + random.nextGaussian());
				holed[k][j] = random.nextInt(20) == 0 ? Float.NaN : y[k][j];
				v[k][j] = 0.2f + random.nextFloat();
			}
		effects = Signals.of(y);
		holedEffects = Signals.of(holed);
		variances = Signals.of(v);
	}

	@Benchmark
	public FittedMaps independent() {
		return fit(Studies.independent(GROUPS.length), effects, Dependence.DEFAULT);
	}

	@Benchmark
	public FittedMaps independentWithHoles() {
		return fit(Studies.independent(GROUPS.length), holedEffects, Dependence.DEFAULT);
	}

	@Benchmark
	public FittedMaps rescale() {
		return fit(grouped(), effects, Dependence.DEFAULT);
	}

	@Benchmark
	public FittedMaps rescaleWithHoles() {
		return fit(grouped(), holedEffects, Dependence.DEFAULT);
	}

	@Benchmark
	public FittedMaps collapse() {
		return fit(grouped(), effects, new Dependence(Robust.CLUBSANDWICH, Scheme.COLLAPSE, 0.8));
	}

	@Benchmark
	public FittedMaps individual() {
		return fit(grouped(), effects, new Dependence(Robust.CLUBSANDWICH, Scheme.INDIVIDUAL, 0.8));
	}

	@Benchmark
	public FittedMaps individualAsPymare() {
		return fit(grouped(), effects, new Dependence(Robust.PYMARE, Scheme.INDIVIDUAL, 0.8));
	}

	private static Studies grouped() {
		return Studies.independent(GROUPS.length).withGroups(GROUPS);
	}

	private FittedMaps fit(final Studies studies, final Signals values, final Dependence dependence) {
		return BlockwiseFitter.of(DerSimonianLaird.withDefaults().with(dependence)).withAggressiveMask(false)
			.withThreads(1).fit(new StudyData(studies, values, variances), MapKind.defaults(), Progress.NONE);
	}
}
