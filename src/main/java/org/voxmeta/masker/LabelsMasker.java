package org.voxmeta.masker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

import org.voxmeta.grid.VoxelGrid;

/**
 * A signal for each label of an image of labels: a statistic of the values of its voxels, in ascending order
 * of the labels. As nilearn's {@code NiftiLabelsMasker}. Immutable, thread-safe.
 */
public final class LabelsMasker implements Masker {

	private final GridImage image;
	private final List<String> names;
	private final long background;
	private final RegionStatistic statistic;
	private final ResamplingTarget target;
	private final boolean keepMasked;
	private final MaskerSettings settings;

	private LabelsMasker(final GridImage image, final List<String> names, final long background,
		final RegionStatistic statistic, final ResamplingTarget target, final boolean keepMasked,
		final MaskerSettings settings)
	{
		this.image = image;
		this.names = names;
		this.background = background;
		this.statistic = statistic;
		this.target = target;
		this.keepMasked = keepMasked;
		this.settings = settings;
	}

	/**
	 * The mean of each label but 0.
	 *
	 * @param labels an image of whole numbers, of any type; NaN is background
	 * @throws IllegalArgumentException if it is a series
	 */
	public static LabelsMasker of(final GridImage labels) {
		if (labels.samples() != 1) throw new IllegalArgumentException("Labels: got a series of " + labels
			.samples() + " images, wanted one");
		return new LabelsMasker(labels, List.of(), 0, RegionStatistic.MEAN, ResamplingTarget.DATA, false,
			MaskerSettings.NONE);
	}

	/**
	 * Names of the labels but the background's, in ascending order, perhaps "Background" before them; none: they
	 * are named by their numbers.
	 */
	public LabelsMasker withNames(final List<String> labels) {
		return new LabelsMasker(image, List.copyOf(labels), background, statistic, target, keepMasked, settings);
	}

	/** The label of voxels that are of no region; 0 unless set. */
	public LabelsMasker withBackground(final long label) {
		return new LabelsMasker(image, names, label, statistic, target, keepMasked, settings);
	}

	/** What a signal says of a region's voxels. */
	public LabelsMasker with(final RegionStatistic wanted) {
		return new LabelsMasker(image, names, background, wanted, target, keepMasked, settings);
	}

	/**
	 * On which grid labels and images meet: {@link ResamplingTarget#DATA} unless set, or LABELS or NONE.
	 *
	 * @throws IllegalArgumentException if it is another
	 */
	public LabelsMasker with(final ResamplingTarget wanted) {
		if (wanted == ResamplingTarget.MASK || wanted == ResamplingTarget.MAPS) throw Given.wrong(
			"resampling_target", wanted.label(), "data, labels or none");
		return new LabelsMasker(image, names, background, statistic, wanted, keepMasked, settings);
	}

	/** Whether a label outside the mask has a signal too, which is 0; otherwise it is left out, and noted. */
	public LabelsMasker withKeepMasked(final boolean keep) {
		return new LabelsMasker(image, names, background, statistic, target, keep, settings);
	}

	@Override
	public LabelsMasker with(final MaskerSettings wanted) {
		return new LabelsMasker(image, names, background, statistic, target, keepMasked, wanted);
	}

	@Override
	public MaskerSettings settings() {
		return settings;
	}

	@Override
	public String name() {
		return "LabelsMasker";
	}

	@Override
	public Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("labels_img", image);
		parameters.put("labels", names);
		parameters.put("background_label", background);
		parameters.put("strategy", statistic.label());
		parameters.put("resampling_target", target.label());
		parameters.put("keep_masked_labels", keepMasked);
		parameters.putAll(settings.parameters());
		return Collections.unmodifiableMap(parameters);
	}

	@Override
	public LabelsMasker with(final String parameter, final Object value) {
		return switch (parameter) {
			case "labels_img" -> withImage(Given.present(parameter, Given.image(parameter, value)));
			case "labels" -> withNames(value == null ? List.of() : Given.texts(value));
			case "background_label" -> withBackground(Given.whole(parameter, value));
			case "strategy" -> with(RegionStatistic.parse(Given.word(value)));
			case "resampling_target" -> with(Given.target(parameter, value, "data, labels or none"));
			case "keep_masked_labels" -> withKeepMasked(Given.flag(parameter, value));
			default -> with(settings.with(parameter, value, this));
		};
	}

	private LabelsMasker withImage(final GridImage labels) {
		return new LabelsMasker(of(labels).image, names, background, statistic, target, keepMasked, settings);
	}

	@Override
	public FittedMasker fit(final VoxelGrid images) {
		final double[] own = Preparation.values(image.sample(0));
		LabelVoxels.requireWhole(own, image.grid().dimensions());
		final SortedMap<Long, int[]> all = LabelVoxels.of(own, background, VoxelMask.all(image.grid()
			.dimensions()));
		if (all.isEmpty()) throw new IllegalArgumentException("Labels: got no label besides the background's, "
			+ background);
		final RegionGrid place = RegionGrid.of(target, images, "labels", image.grid(), settings);
		final SortedMap<Long, int[]> left = LabelVoxels.of(place.labels(image), background,
			place.mask());
		if (left.isEmpty()) throw new IllegalArgumentException("Labels: none of " + all.size()
			+ " labels has a voxel in the mask");
		final Map<Long, String> named = names(all.keySet());
		final Set<Long> signals = keepMasked ? all.keySet() : left.keySet();
		final List<int[]> regions = signals.stream().map(label -> left.getOrDefault(label, new int[0])).toList();
		final List<String> lost = all.keySet().stream().filter(label -> !left.containsKey(label)).map(named::get)
			.toList();
		return new FittedMasker(settings, place.grid(), RegionExtraction.of(place.grid().dimensions(), regions,
			signals.stream().map(named::get).toList(), statistic), place.notes("Labels", image.grid(), lost,
				all.size(), keepMasked));
	}

	private Map<Long, String> names(final Set<Long> labels) {
		final boolean first = !names.isEmpty() && names.get(0).equalsIgnoreCase("background");
		final List<String> own = first ? names.subList(1, names.size()) : names;
		if (!names.isEmpty() && own.size() != labels.size()) throw new IllegalArgumentException("Label names: got "
			+ own.size() + ", wanted " + labels.size() + " for the labels " + labels);
		final Map<Long, String> named = new LinkedHashMap<>();
		for (final long label : labels)
			named.put(label, names.isEmpty() ? Long.toString(label) : own.get(named.size()));
		return named;
	}
}
