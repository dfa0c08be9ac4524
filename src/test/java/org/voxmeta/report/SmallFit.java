package org.voxmeta.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.StudyLoader;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudyTableWriter;
import org.voxmeta.task.Progress;

/** A fit of made-up studies in files, with an effect in the first third of the voxels. Immutable. */
record SmallFit(Path folder, Estimator estimator, List<String> names, List<Long> dims, double effect,
	String moderators,
	int groups, UnaryOperator<EstimatorRun> run)
{

	static final String VERSION = "1.2.3";

	private static final double[][] AFFINE = { { -2, 0, 0, 90 }, { 0, 2, 0, -126 }, { 0, 0, 2, -72 }, { 0, 0, 0,
		1 } };

	/** A fit by DerSimonian and Laird's estimator of so many studies on 6 x 5 x 4 voxels. */
	static SmallFit of(final Path folder, final int studies) {
		return new SmallFit(folder, DerSimonianLaird.withDefaults(), IntStream.rangeClosed(1, studies).mapToObj(
			k -> "study " + k).toList(), List.of(6L, 5L, 4L), 0.9, "", 0, run -> run);
	}

	SmallFit with(final Estimator other) {
		return new SmallFit(folder, other, names, dims, effect, moderators, groups, run);
	}

	SmallFit withNames(final List<String> others) {
		return new SmallFit(folder, estimator, others, dims, effect, moderators, groups, run);
	}

	SmallFit withDims(final Long... others) {
		return new SmallFit(folder, estimator, names, List.of(others), effect, moderators, groups, run);
	}

	SmallFit withEffect(final double other) {
		return new SmallFit(folder, estimator, names, dims, other, moderators, groups, run);
	}

	SmallFit withModerators(final String others) {
		return new SmallFit(folder, estimator, names, dims, effect, others, groups, run);
	}

	/** With so many groups, between which the studies are shared. */
	SmallFit withGroups(final int number) {
		return new SmallFit(folder, estimator, names, dims, effect, moderators, number, run);
	}

	SmallFit withRun(final UnaryOperator<EstimatorRun> other) {
		return new SmallFit(folder, estimator, names, dims, effect, moderators, groups, other);
	}

	/** The folder that the fit is written to. */
	Path output() {
		return folder.resolve("fit");
	}

	/** Writes the studies and fits them. */
	Fit fit() throws IOException {
		final EstimatorRun fitted = run.apply(EstimatorRun.of(estimator).withAggressiveMask(false)
			.withOutput(output()));
		return fitted.run(StudyLoader.of(estimator.needs()).withModerators(new ModeratorChoice(moderators, false,
			true, "",
			"")).ofTable(table()), null, VERSION, Progress.NONE).fit();
	}

	/** Writes the studies; returns their table. */
	Path table() throws IOException {
		Files.createDirectories(folder);
		final Random random = new Random(5);
		final int voxels = dims.stream().mapToInt(Long::intValue).reduce(1, (a, b) -> a * b);
		final List<Study> studies = new ArrayList<>();
		for (int k = 0; k < names.size(); k++) {
			final float[] beta = new float[voxels];
			final float[] varcope = new float[voxels];
			final float[] z = new float[voxels];
			for (int j = 0; j < voxels; j++) {
				varcope[j] = (float) (0.05 + 0.1 * random.nextDouble());
				beta[j] = (float) ((j < voxels / 3 ? effect : 0) + Math.sqrt(varcope[j]) * random.nextGaussian());
				z[j] = (float) (beta[j] / Math.sqrt(varcope[j]));
			}
			// a study that lacks voxels
			if (k == 1) beta[0] = z[0] = Float.NaN;
			final Map<StudyMap, Path> maps = new EnumMap<>(StudyMap.class);
			maps.put(StudyMap.BETA, write("beta", k, beta));
			maps.put(StudyMap.VARCOPE, write("varcope", k, varcope));
			maps.put(StudyMap.T, write("t", k, z));
			maps.put(StudyMap.Z, write("z", k, z));
			studies.add(new Study(names.get(k), maps, 20 + k, groups == 0 ? "" : "g" + k % groups, Map.of("age",
				String.valueOf(20
				+ 7 * k % 31)), 0));
		}
		final Path table = folder.resolve("studies.tsv");
		StudyTableWriter.write(table, studies);
		return table;
	}

	Path writeMap(final String name, final float... values) throws IOException {
		final Path file = folder.resolve(name + ".nii.gz");
		NiftiWriter.write(NiftiImage.of(NiftiHeader.of(dims.stream().mapToLong(d -> d).toArray(), NiftiType.FLOAT32)
			.withAffine(
			AFFINE).withUnits("mm", "sec"), values), file);
		return file;
	}

	private Path write(final String kind, final int k, final float... values) throws IOException {
		return writeMap(kind + "-" + k, values);
	}
}
