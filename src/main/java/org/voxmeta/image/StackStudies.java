package org.voxmeta.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import ij.ImagePlus;

/**
 * The studies whose maps a stack holds. They are kept as text in the image's property {@value #PROPERTY}, and
 * each plane's label is its study's id. ImageJ keeps both when it duplicates a stack, takes some of its
 * slices, or saves and opens it as TIFF; labels tell which studies are left and in what order. Immutable.
 */
public final class StackStudies {

	/** The key of the image property that holds the studies, see {@link ImagePlus#getProp}. */
	public static final String PROPERTY = "VoxMeta studies";

	private static final String KIND_PROPERTY = "VoxMeta maps";
	private static final String HEADER = "study\tn\tgroup";
	/** The number of columns of the header above; others may follow. */
	private static final int KNOWN = 3;

	private final List<Entry> entries;
	/** The labels of the first plane of each frame, channel and slice; null where there is none. */
	private final Map<StudyAxis, List<String>> labels;

	private StackStudies(final List<Entry> entries, final Map<StudyAxis, List<String>> labels) {
		this.entries = List.copyOf(entries);
		this.labels = labels;
	}

	/**
	 * A study.
	 *
	 * @param id its name
	 * @param sampleSize number of subjects; NaN if unknown
	 * @param group label shared by studies that are not independent of each other; "" if there is none
	 * @param columns what else is known, the same columns for each study of a stack; "" where it is not
	 */
	public record Entry(String id, double sampleSize, String group, Map<String, String> columns) {

		/** Tabs and line ends would end a cell of the property: they become blanks. */
		public Entry {
			id = cell(id);
			group = cell(group);
			final Map<String, String> cells = new LinkedHashMap<>();
			columns.forEach((name, text) -> cells.put(cell(name), cell(text)));
			columns = Collections.unmodifiableMap(cells);
		}

		/** A study of which nothing else is known. */
		public Entry(final String id, final double sampleSize, final String group) {
			this(id, sampleSize, group, Map.of());
		}

		/** The number of subjects as a text; "" if it is unknown. */
		public String sampleSizeText() {
			return Double.isNaN(sampleSize) ? "" : String.valueOf(sampleSize).replaceFirst("\\.0$", "");
		}

		private static String cell(final String text) {
			return text.replaceAll("\\s", " ");
		}

		private String row(final Set<String> names) {
			final StringBuilder row = new StringBuilder(id + "\t" + sampleSizeText() + "\t" + group);
			names.forEach(name -> row.append('\t').append(columns.getOrDefault(name, "")));
			return row.toString();
		}

		private static Entry of(final String row, final List<String> header) {
			final String[] cells = row.split("\t", -1);
			final Map<String, String> columns = new LinkedHashMap<>();
			for (int c = KNOWN; c < header.size(); c++)
				columns.put(header.get(c), cells[c]);
			return new Entry(cells[0], cells[1].isEmpty() ? Double.NaN : Double.parseDouble(cells[1]), cells[2], columns);
		}
	}

	/** Studies that are to be kept with a stack, in its order. */
	public static StackStudies of(final List<Entry> entries) {
		return new StackStudies(entries, Map.of());
	}

	/** The studies that were kept with an image; empty if there are none, or the property is damaged. */
	public static Optional<StackStudies> of(final ImagePlus image) {
		final String text = image.getProp(PROPERTY);
		if (text == null || !(text.startsWith(HEADER + "\n") || text.startsWith(HEADER + "\t"))) return Optional.empty();
		try {
			final List<String> header = List.of(text.lines().findFirst().orElseThrow().split("\t", -1));
			final List<Entry> entries = text.lines().skip(1).map(row -> Entry.of(row, header)).toList();
			final Map<StudyAxis, List<String>> labels = new LinkedHashMap<>();
			labels.put(StudyAxis.T, labels(image, image.getNFrames(), i -> image.getStackIndex(1, 1, i)));
			labels.put(StudyAxis.C, labels(image, image.getNChannels(), i -> image.getStackIndex(i, 1, 1)));
			labels.put(StudyAxis.Z, labels(image, image.getNSlices(), i -> image.getStackIndex(1, i, 1)));
			return Optional.of(new StackStudies(entries, labels));
		}
		catch (final ArrayIndexOutOfBoundsException | NumberFormatException e) {
			// somebody edited it
			return Optional.empty();
		}
	}

	/** Keeps the studies with an image whose frames are theirs, in their order. */
	public void keepWith(final ImagePlus image) {
		final Set<String> columns = entries.isEmpty() ? Set.of() : entries.get(0).columns().keySet();
		final StringBuilder text = new StringBuilder(HEADER);
		columns.forEach(name -> text.append('\t').append(name));
		entries.forEach(entry -> text.append('\n').append(entry.row(columns)));
		image.setProp(PROPERTY, text.toString());
		for (int t = 0; t < entries.size(); t++)
			for (int z = 1; z <= image.getNSlices(); z++)
				image.getStack().setSliceLabel(entries.get(t).id(), image.getStackIndex(1, z, t + 1));
	}

	/** Keeps with an image what its maps are, such as beta or varcope. */
	public static void keepKind(final ImagePlus image, final String kind) {
		image.setProp(KIND_PROPERTY, kind);
	}

	/** What an image's maps are, if it says so. */
	public static Optional<String> kind(final ImagePlus image) {
		return Optional.ofNullable(image.getProp(KIND_PROPERTY));
	}

	/** Keeps the studies of one image, if there are any, with another of the same axes. */
	public static void copy(final ImagePlus from, final ImagePlus to) {
		final String text = from.getProp(PROPERTY);
		if (text == null || !Arrays.equals(from.getDimensions(), to.getDimensions())) return;
		to.setProp(PROPERTY, text);
		for (int i = 1; i <= from.getStackSize(); i++)
			to.getStack().setSliceLabel(from.getStack().getSliceLabel(i), i);
	}

	/**
	 * The studies along an axis of the image: by its labels, or where these are lost, those that were kept, if
	 * they are as many.
	 *
	 * @param axis not {@link StudyAxis#AUTO}
	 * @param count how many studies there are along the axis
	 * @return a study for each position; empty if they cannot be told
	 */
	public Optional<List<Entry>> along(final StudyAxis axis, final int count) {
		final List<String> ids = labels.getOrDefault(axis, List.of());
		if (ids.stream().noneMatch(Objects::nonNull)) return entries.size() == count ? Optional.of(entries)
			: Optional.empty();
		final List<Entry> found = new ArrayList<>();
		for (final String id : ids)
			entries.stream().filter(entry -> entry.id().equals(id)).findFirst().ifPresent(found::add);
		return found.size() == count && found.stream().distinct().count() == count ? Optional.of(found)
			: Optional.empty();
	}

	private static List<String> labels(final ImagePlus image, final int count,
		final IntUnaryOperator index)
	{
		return Arrays.asList(IntStream.rangeClosed(1, count).mapToObj(i ->
			image.getStack().getSliceLabel(index.applyAsInt(i))).toArray(String[]::new));
	}
}
