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
import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.kernel.FTail;
import org.voxmeta.stats.kernel.StudentTail;

/** Tail probabilities of a statistic for each voxel of a brain mask, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class TailBenchmark {

	private static final int VOXELS = FitBenchmark.VOXELS;

	private final double[] t = new double[VOXELS];
	private final double[] deviate = new double[VOXELS];
	private final double[] chiSquare = new double[VOXELS];
	private final double[] f = new double[VOXELS];
	private final double[] dof = new double[VOXELS];
	private final double[] z = new double[VOXELS];
	private final double[] logp = new double[VOXELS];
	private final StudentTail student = StudentTail.of(17.5);
	private final FTail omnibus = FTail.of(3, 17.5);

	/** Degrees of freedom from 1 to 40; |t| up to 10. */
	@Setup
	public void makeData() {
		final Random random = new Random(1);
		for (int j = 0; j < VOXELS; j++) {
			dof[j] = 1 + 39 * random.nextDouble();
			t[j] = 20 * random.nextDouble() - 10;
			deviate[j] = 3 * random.nextGaussian();
			chiSquare[j] = dof[j] * Math.exp(0.7 * random.nextGaussian());
			f[j] = Math.exp(random.nextGaussian());
		}
	}

	@Benchmark
	public double[] studentOneDof() {
		student.zAndLogTwoSided(t, z, logp, VOXELS);
		return logp;
	}

	@Benchmark
	public double[] studentDofOfEach() {
		StudentTail.zAndLogTwoSided(t, dof, z, logp, VOXELS);
		return logp;
	}

	@Benchmark
	public double[] studentInverseOneDof() {
		student.tOf(deviate, z, VOXELS);
		return z;
	}

	@Benchmark
	public double[] chiSquareDofOfEach() {
		ChiSquareTail.logUpper(chiSquare, dof, logp, VOXELS);
		return logp;
	}

	@Benchmark
	public double[] fOnePairOfDof() {
		omnibus.logUpper(f, logp, VOXELS);
		return logp;
	}
}
