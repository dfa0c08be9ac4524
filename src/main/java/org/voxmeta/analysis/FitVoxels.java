package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.LengthUnit;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * The voxels of a fit one by one: the K studies' values at a voxel, and what the estimator makes of them. It
 * holds the rows that were read; a look at a voxel reads K of their values. Immutable, thread-safe.
 */
public final class FitVoxels {

	private final StudyReading reading;
	private final BlockwiseFitter fitter;
	private final Set<MapKind> kinds;
	private final List<String> names;
	/** The region of each voxel of the mask; null where voxels were fitted. */
	private final int[] regions;

	/** The place in the mask of the largest |z|, of the first term. */
	private final int peak;

	private FitVoxels(final StudyReading reading, final BlockwiseFitter fitter, final int[] regions,
		final int peak)
	{
		this.reading = reading;
		this.fitter = fitter.prepared(reading.data()).withThreads(1);
		this.regions = regions;
		this.peak = peak;
		kinds = EnumSet.copyOf(EstimatorRun.available(fitter.estimator(), reading.inputs().studies().design()));
		names = names(reading.inputs());
	}

	/**
	 * The voxels of a fit. What is not known any more is read and checked again.
	 *
	 * @throws IOException if an image cannot be read
	 * @throws IllegalArgumentException if something is not there any more, or has changed
	 * @throws CancellationException if the progress says so
	 */
	public static FitVoxels of(final Fit fit, final Progress progress) throws IOException {
		return of(fit.run(), progress);
	}

	/** The voxels of a run that is done again. */
	static FitVoxels of(final RecordedRun run, final Progress progress) throws IOException {
		final EstimatorRun.Fitted fitted = run.fit(EnumSet.of(MapKind.Z), progress);
		final StudyReading reading = fitted.reading();
		return new FitVoxels(reading, run.run().fitter(), regions(reading.masker()),
			peak(reading.masker(), fitted.result().maps().row(MapKind.Z, 0)));
	}

	private static int peak(final FittedMasker masker, final Signals.Row signals) {
		if (masker.averages()) return peak(new Signals.DoubleRow(masker.voxelValues(Signals.of(List.of(signals))
			.toArrays()[0])));
		return peak(signals);
	}

	private static int peak(final Signals.Row z) {
		final int[] peak = { 0 };
		final double[] largest = { -1 };
		z.forEach((j, value) -> {
			if (Math.abs(value) > largest[0]) {
				peak[0] = j;
				largest[0] = Math.abs(value);
			}
		});
		return peak[0];
	}

	private static int[] regions(final FittedMasker masker) {
		if (!masker.averages()) return null;
		final double[] numbers = masker.voxelValues(IntStream.range(0, masker.size()).asDoubleStream().toArray());
		return Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
	}

	/** As the record names the studies; those of plain stacks are numbered. */
	private static List<String> names(final StudyInputs inputs) {
		final List<String> names = new ArrayList<>();
		final Object known = inputs.record().get("studies");
		if (known instanceof List<?> list && list.size() == inputs.values().size())
			list.forEach(study -> names.add(study instanceof Map<?, ?> map ? String.valueOf(map.get("study"))
				: String.valueOf(study)));
		else IntStream.rangeClosed(1, inputs.values().size()).forEach(k -> names.add("study " + k));
		return List.copyOf(names);
	}

	/** Where the voxels are. */
	public VoxelGrid grid() {
		return reading.masker().grid();
	}

	/** The studies' names, K. */
	public List<String> names() {
		return names;
	}

	/** The estimator, as it knows what all voxels tell. */
	public Estimator estimator() {
		return fitter.estimator();
	}

	/** The voxel whose z is farthest from 0, of the first term: where there is most to see. */
	public long[] peak() {
		final long[] dims = reading.masker().mask().dimensions();
		final long[] position = new long[dims.length];
		long rest = reading.masker().mask().index(peak);
		for (int d = 0; d < dims.length; d++) {
			position[d] = rest % dims[d];
			rest /= dims[d];
		}
		return position;
	}

	/** The columns of the study table that say something about the studies, those of the model first. */
	public List<String> columns() {
		final List<String> model = reading.inputs().studies().design().columns();
		return reading.inputs().columns().names().stream().sorted(Comparator.comparing(name -> model.stream()
			.noneMatch(column -> column.equals(name) || column.startsWith(name + "-")))).toList();
	}

	/** The studies' cells in one of the {@link #columns}, K, blank where missing. */
	public List<String> cells(final String column) {
		return reading.inputs().columns().cells(column);
	}

	private String quantity() {
		if ("g".equals(reading.inputs().record().get("effectsize"))) return "Hedges' g";
		final Set<Need> needs = estimator().needs();
		return needs.contains(Need.Z) ? "z" : needs.contains(Need.T) ? "t" : "Effect";
	}

	/** Whether averages of regions were fitted, not voxels. */
	public boolean isOfRegions() {
		return regions != null;
	}

	/** The files that a study's map of effects or statistics was made of; none if it was open. */
	public List<Path> files(final int study) {
		return reading.inputs().values().images().get(study).files();
	}

	/**
	 * The title, or the file, of the stack that the studies' effects or statistics lie in; nothing if they are
	 * no stack.
	 */
	public Optional<String> stack() {
		final Object keys = reading.inputs().record().get(StudyLoader.KEYS);
		return Stream.of(Need.EFFECT, Need.T, Need.Z).map(StudyLoader::key).map(key -> keys instanceof Map<?, ?> map
			? map.get(key) : null).filter(Objects::nonNull).map(Object::toString).findFirst();
	}

	/**
	 * The fit at a voxel, or in the region it belongs to.
	 *
	 * @param position the voxel's, from 0, along as many axes as the grid has or more
	 */
	public LocalFit at(final long... position) {
		final int j = voxel(position);
		if (regions == null || j < 0) {
			final FitPlace place =
				place(FitPlace.Kind.VOXEL, 1, "", Arrays.stream(position).asDoubleStream().toArray());
			return j < 0 ? nothing(place, "") : fit(place, column(reading.values(), j), reading.variances() == null
				? null : column(reading.variances(), j));
		}
		final int region = regions[j];
		final FitPlace place = place(FitPlace.Kind.REGION, (int) Arrays.stream(regions).filter(r -> r == region)
			.count(), reading.masker().name(region), Arrays.stream(position).asDoubleStream().toArray());
		return fit(place, column(reading.values(), region),
			reading.variances() == null ? null : column(reading.variances(), region));
	}

	/**
	 * The fit to the average of voxels, as a run on a label image has it: of each study, the mean of its effects
	 * over those of the voxels that it has, and the mean of its variances likewise. So the variances are those
	 * of single voxels, which an average's is not unless errors are the same throughout; negative ones are left
	 * out.
	 *
	 * @param voxels their numbers in the grid, the first axis fastest; those outside the mask do not count, such
	 *          as those that no study has
	 */
	public LocalFit mean(final int... voxels) {
		final int[] inMask = Arrays.stream(voxels).map(this::inMask).filter(j -> j >= 0)
			.sorted().distinct().toArray();
		final FitPlace place = place(FitPlace.Kind.MEAN, inMask.length, "", voxels.length == 0 ? new double[0]
			: middle(voxels));
		if (regions != null) return nothing(place, "This fit is of regions; look at one of them, without a ROI");
		if (voxels.length == 0) return nothing(place, "No voxels are selected: draw a ROI on a map of this fit");
		if (inMask.length == 0) return nothing(place, "The ROI has no voxel in the mask");
		if (inMask.length > 1 && estimator().needs().contains(Need.Z)) return nothing(place,
			estimator().name() + " combines z values, whose average is not a z value; look at a voxel instead");
		return fit(place, means(reading.values(), inMask, false),
			reading.variances() == null ? null : means(reading.variances(), inMask, true));
	}

	private LocalFit nothing(final FitPlace place, final String why) {
		return LocalFit.refused(place, estimator(), LocalStudies.none(names, quantity(), reading.variances()
			!= null), why);
	}

	private LocalFit fit(final FitPlace place, final double[] y, final double[] v) {
		final FittedMaps maps = fitter.fit(new StudyData(reading.inputs().studies(), signals(y), v == null ? null
			: signals(v)), kinds, Progress.NONE);
		final double[] variances = new double[y.length];
		Arrays.fill(variances, Double.NaN);
		final LocalStudies studies = new LocalStudies(names, quantity(), y, v == null ? variances : v, v != null);
		final LocalFit fit = LocalFit.of(place, estimator(), fitter.minimumStudies(), studies, maps, null);
		// what the estimator knows is of all studies, which some of them would mistake for theirs
		if (!fit.isFitted() || estimator().needsAllVoxels(reading.inputs().studies())) return fit;
		return LocalFit.of(place, estimator(), fitter.minimumStudies(), studies, maps, results(studies,
			fit.present()));
	}

	private Results results(final LocalStudies local, final int[] present) {
		final Studies studies = reading.inputs().studies();
		final double[] y = at(local.effects(), present);
		Dataset data = (local.hasVariances() ? Dataset.of(y, at(local.variances(), present)) : Dataset.of(y))
			.withNames(Arrays.stream(present).mapToObj(names::get).toList());
		if (studies.hasSampleSizes()) data = data.withSampleSizes(at(studies.sampleSizes(), present));
		if (studies.hasGroups())
			data = data.withGroups(Arrays.stream(present).mapToObj(k -> String.valueOf(studies.groups()[k])).toList());
		final Design design = studies.design();
		return estimator().fit(data.with(present.length == names.size() ? design : design.at(present)));
	}

	/** The place in the mask of a voxel of the grid; below 0 if it is outside. */
	private int voxel(final long... position) {
		final long[] dims = reading.masker().mask().dimensions();
		long index = 0;
		long stride = 1;
		for (int d = 0; d < position.length; d++) {
			final long size = d < dims.length ? dims[d] : 1;
			if (position[d] < 0 || position[d] >= size) return -1;
			index += stride * position[d];
			stride *= size;
		}
		return inMask((int) index);
	}

	private int inMask(final int index) {
		final VoxelMask mask = reading.masker().mask();
		return index >= 0 && index < mask.gridSize() && mask.contains(index) ? mask.firstFrom(index) : -1;
	}

	private FitPlace place(final FitPlace.Kind kind, final int voxels, final String name,
		final double... position)
	{
		final int axes = Math.min(3, grid().dimensions().length);
		final double[] world = grid().affine()
			.filter(affine -> grid().dimensions().length <= 3 && position.length > 0)
			.map(affine -> IntStream.range(0, axes).mapToDouble(row -> affine[row][3]
				+ IntStream.range(0, Math.min(3, position.length))
					.mapToDouble(axis -> affine[row][axis] * position[axis]).sum()).toArray())
			.orElse(new double[0]);
		return new FitPlace(kind, position, world, LengthUnit.written(reading.inputs().values().header()
			.spaceUnit()), voxels, name);
	}

	/** The middle of the box around voxels. */
	private double[] middle(final int[] voxels) {
		final long[] dims = reading.masker().mask().dimensions();
		final double[] middle = new double[dims.length];
		long stride = 1;
		for (int d = 0; d < dims.length; d++) {
			final long step = stride;
			final long size = dims[d];
			final long least = Arrays.stream(voxels).mapToLong(index -> index / step % size).min().orElse(0);
			final long most = Arrays.stream(voxels).mapToLong(index -> index / step % size).max().orElse(0);
			middle[d] = (least + most) / 2.0;
			stride *= size;
		}
		return middle;
	}

	private static double[] column(final Signals signals, final int j) {
		final double[] values = new double[signals.studies()];
		final double[] value = new double[1];
		for (int k = 0; k < values.length; k++) {
			signals.row(k).read(j, 1, value);
			values[k] = value[0];
		}
		return values;
	}

	private static double[] means(final Signals signals, final int[] voxels, final boolean withoutNegatives) {
		final double[] means = new double[signals.studies()];
		final double[] values = new double[voxels.length];
		for (int k = 0; k < means.length; k++) {
			signals.row(k).read(voxels, 0, voxels.length, values);
			double sum = 0;
			int count = 0;
			for (final double value : values)
				if (Double.isFinite(value) && !(withoutNegatives && value < 0)) {
					sum += value;
					count++;
				}
			means[k] = sum / count;
		}
		return means;
	}

	private static Signals signals(final double[] values) {
		return Signals.of(Arrays.stream(values).mapToObj(value -> new double[] { value }).toArray(double[][]::new));
	}

	private static double[] at(final double[] values, final int[] indices) {
		return Arrays.stream(indices).mapToDouble(k -> values[k]).toArray();
	}
}
