package org.voxmeta.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.voxmeta.analysis.InputImage;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.ImageMasker;
import org.voxmeta.masker.LabelsMasker;
import org.voxmeta.masker.MapsMasker;
import org.voxmeta.masker.Masker;
import org.voxmeta.masker.MaskerSettings;
import org.voxmeta.masker.RegionStatistic;
import org.voxmeta.masker.SpheresMasker;

/**
 * Of which voxels or regions signals are, as the keys of commands have it. What a masker does not use must be
 * left at its default, so that no option is taken to count that does not.
 *
 * @param masker voxels, labels, maps or spheres
 * @param mask the voxels that count; none for all, or for those that differ from the background
 * @param labels for labels: the regions' numbers
 * @param maps for maps: the weights
 * @param seeds for spheres: their centres, or a file of these
 * @param radius for spheres: in mm; empty for the nearest voxel
 * @param overlap for maps and spheres: yes, no, or auto
 */
record MaskerOptions(String masker, ImageInput mask, ImageInput labels, ImageInput maps, String seeds,
	String radius, String overlap)
{

	static final String VOXELS = "voxels";
	static final List<String> MASKERS = List.of(VOXELS, "labels", "maps", "spheres");
	private static final String AUTO = "auto";

	/**
	 * A masker and the images that it was made of.
	 *
	 * @param images as they were opened
	 * @param other the image that it is for; null for none
	 */
	record Opened(Masker masker, List<InputImage> images, InputImage other) {
	}

	/**
	 * Opens the masker's images.
	 *
	 * @param statistic what a signal says of a region of labels
	 * @param other the image that the masker is for; null for none
	 * @throws IOException if a file cannot be read
	 * @throws IllegalArgumentException if an option is missing, is none, or is not used
	 */
	Opened open(final RegionStatistic statistic, final InputImage other) throws IOException {
		refuseUnused();
		final List<InputImage> images = new ArrayList<>();
		switch (kind()) {
			case "labels" -> images.add(opened("Labels", labels));
			case "maps" -> images.add(opened("Maps", maps));
			default -> { }
		}
		if (mask.isGiven()) images.add(opened("Mask", mask));
		final int own = images.size();
		if (other != null) images.add(other);
		final List<InputImage> placed = InputImage.placedTogether(images);
		final MaskerSettings settings = mask.isGiven()
			? MaskerSettings.NONE.withMask(placed.get(own - 1).gridImage()) : MaskerSettings.NONE;
		return new Opened(masker(statistic, own == 0 ? null : placed.get(0)).with(settings), placed.subList(0, own),
			other == null ? null : placed.get(own));
	}

	private Masker masker(final RegionStatistic statistic, final InputImage regions) throws IOException {
		return switch (kind()) {
			case VOXELS -> ImageMasker.withDefaults();
			case "labels" -> LabelsMasker.of(regions.gridImage()).with(statistic);
			case "maps" -> MapsMasker.of(regions.series(StudyAxis.AUTO)).withAllowOverlap(isOverlapAllowed(true));
			default -> SpheresMasker.of(SampleTexts.seeds(seeds))
				.withRadius(radius.isBlank() ? 0 : Texts.number("radius", radius))
				.withAllowOverlap(isOverlapAllowed(false));
		};
	}

	/** Which masker is meant. */
	String kind() {
		final String kind = masker.trim().toLowerCase(Locale.ROOT);
		if (!MASKERS.contains(kind)) throw new IllegalArgumentException("masker: got '" + masker
			+ "', wanted one of " + String.join(", ", MASKERS));
		return kind;
	}

	private static InputImage opened(final String role, final ImageInput input) throws IOException {
		if (!input.isGiven()) throw new IllegalArgumentException(role
			+ ": got none, wanted an image, as the masker is " + role.toLowerCase(Locale.ROOT));
		return input.open(role);
	}

	private boolean isOverlapAllowed(final boolean usual) {
		return switch (overlap.trim().toLowerCase(Locale.ROOT)) {
			case AUTO -> usual;
			// also as a script or macro may have it
			case "yes", "true" -> true;
			case "no", "false" -> false;
			default -> throw new IllegalArgumentException("allowoverlap: got '" + overlap
				+ "', wanted Auto, Yes or No");
		};
	}

	private void refuseUnused() {
		refuse("labels", labels.toString(), labels.isGiven() && !kind().equals("labels"));
		refuse("maps", maps.toString(), maps.isGiven() && !kind().equals("maps"));
		refuse("seeds", seeds, !seeds.isBlank() && !kind().equals("spheres"));
		refuse("radius", radius, !radius.isBlank() && !kind().equals("spheres"));
		refuse("allowoverlap", overlap,
			!overlap.trim().equalsIgnoreCase(AUTO) && !List.of("maps", "spheres").contains(kind()));
	}

	private void refuse(final String key, final String value, final boolean unused) {
		if (unused) throw new IllegalArgumentException(key + ": got '" + value + "', wanted none, as the masker "
			+ kind() + " does not use it");
	}
}
