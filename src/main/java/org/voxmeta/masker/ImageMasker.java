package org.voxmeta.masker;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import net.imglib2.img.array.ArrayImgs;

import org.voxmeta.grid.BoundingGrid;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.mask.BackgroundMask;
import org.voxmeta.masker.mask.EpiMask;
import org.voxmeta.masker.mask.MaskStrategy;
import org.voxmeta.masker.mask.MeanImage;

/**
 * A signal for each voxel of a mask, which is given, or made of the images that the masker is fitted to. As
 * nilearn's {@code NiftiMasker}. Immutable, thread-safe.
 */
public final class ImageMasker implements Masker {

	private final MaskStrategy strategy;
	private final double[][] targetAffine;
	private final long[] targetShape;
	private final MaskerSettings settings;

	private ImageMasker(final MaskStrategy strategy, final double[][] targetAffine, final long[] targetShape,
		final MaskerSettings settings)
	{
		this.strategy = strategy;
		this.targetAffine = targetAffine;
		this.targetShape = targetShape;
		this.settings = settings;
	}

	/** The voxels that differ from the background of the images that the masker is fitted to. */
	public static ImageMasker withDefaults() {
		return new ImageMasker(BackgroundMask.withDefaults(), null, null, MaskerSettings.NONE);
	}

	/**
	 * The non-zero voxels of a mask; NaN is as 0.
	 *
	 * @throws IllegalArgumentException if it is a series
	 */
	public static ImageMasker of(final GridImage mask) {
		return withDefaults().with(MaskerSettings.NONE.withMask(mask));
	}

	/** How a mask is made of images, where none is given: of the mean of all their samples. */
	public ImageMasker with(final MaskStrategy wanted) {
		return new ImageMasker(wanted, targetAffine, targetShape, settings);
	}

	/**
	 * The grid to work on, instead of the mask's: mask and images are brought to it.
	 *
	 * @throws IllegalArgumentException if it has no affine
	 */
	public ImageMasker withTarget(final VoxelGrid grid) {
		return new ImageMasker(strategy, grid.affine().orElseThrow(() -> new IllegalArgumentException(
			"Target: got a grid without an affine, which nothing can be brought to")), grid.dimensions(), settings);
	}

	@Override
	public ImageMasker with(final MaskerSettings wanted) {
		return new ImageMasker(strategy, targetAffine, targetShape, wanted);
	}

	@Override
	public MaskerSettings settings() {
		return settings;
	}

	@Override
	public String name() {
		return "ImageMasker";
	}

	@Override
	public Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("mask_strategy", strategy);
		parameters.put("target_affine", targetAffine == null ? null : Arrays.stream(targetAffine).map(
			double[]::clone).toArray(double[][]::new));
		parameters.put("target_shape", targetShape == null ? null : targetShape.clone());
		parameters.putAll(settings.parameters());
		return Collections.unmodifiableMap(parameters);
	}

	@Override
	public ImageMasker with(final String parameter, final Object value) {
		return switch (parameter) {
			case "mask_strategy" -> with(strategy(parameter, value));
			case "target_affine" -> new ImageMasker(strategy, value == null ? null : affine(parameter, value),
				targetShape, settings);
			case "target_shape" -> new ImageMasker(strategy, targetAffine, value == null ? null : shape(parameter,
				value), settings);
			default -> with(settings.with(parameter, value, this));
		};
	}

	private static MaskStrategy strategy(final String parameter, final Object value) {
		if (value instanceof MaskStrategy strategy) return strategy;
		return switch (Given.word(value)) {
			case "background" -> BackgroundMask.withDefaults();
			case "epi" -> EpiMask.withDefaults();
			default -> throw Given.wrong(parameter, value, "background, epi or a mask strategy");
		};
	}

	private static double[][] affine(final String parameter, final Object value) {
		final double[][] affine = Given.matrix(parameter, value);
		for (final double[] row : affine)
			if (row.length != affine.length || affine.length != 3 && affine.length != 4) throw Given.wrong(parameter,
				value, "3x3 or 4x4 numbers");
		return affine;
	}

	private static long[] shape(final String parameter, final Object value) {
		final double[] shape = Given.numbers(parameter, value);
		final boolean sizes = Arrays.stream(shape).allMatch(size -> size >= 1 && size == Math.rint(size));
		if (!sizes || shape.length < 2 || shape.length > 3) throw Given.wrong(parameter, value,
			"the numbers of voxels along 2 or 3 axes");
		return Arrays.stream(shape).mapToLong(size -> (long) size).toArray();
	}

	@Override
	public FittedMasker fit(final VoxelGrid images) {
		return fitted(settings.mask().orElseThrow(() -> new IllegalArgumentException(
			"Mask: got none, and no images to make one of")), images);
	}

	@Override
	public FittedMasker fit(final List<GridImage> images) {
		final VoxelGrid grid = images.isEmpty() ? null : images.get(0).grid();
		return settings.mask().isPresent() || images.isEmpty() ? fit(grid) : fitted(madeOf(images), grid);
	}

	private FittedMasker fitted(final GridImage mask, final VoxelGrid images) {
		final VoxelGrid own = images == null ? mask.grid() : RegionGrid.placed(mask.grid(), List.of(images));
		final VoxelGrid grid = target(own);
		return new FittedMasker(settings, grid, new VoxelExtraction(RegionGrid.mask(new GridImage(mask.values(),
			own), grid)), List.of());
	}

	private GridImage madeOf(final List<GridImage> images) {
		VoxelGrid.requireSame(IntStream.rangeClosed(1, images.size()).mapToObj(i -> "image " + i).toList(), images
			.stream().map(GridImage::grid).toList());
		final VoxelGrid grid = images.get(0).grid();
		final MeanImage mean = MeanImage.of(grid.dimensions());
		for (final GridImage image : images)
			for (int t = 0; t < image.samples(); t++)
				mean.add(image.sample(t));
		final VoxelMask voxels = strategy.maskOf(mean.mean());
		if (voxels.size() == 0) throw new IllegalArgumentException("Mask: the strategy " + strategy.name()
			+ " finds no voxel in the images, wanted a mask or another strategy");
		final byte[] values = new byte[voxels.gridSize()];
		voxels.forEach((j, i) -> values[i] = 1);
		return new GridImage(ArrayImgs.unsignedBytes(values, grid.dimensions()), grid);
	}

	private VoxelGrid target(final VoxelGrid mask) {
		if (targetAffine == null && targetShape == null) return mask;
		if (targetAffine == null || (targetAffine.length == 4) != (targetShape != null))
			throw new IllegalArgumentException("Target: got " + (targetAffine == null ? "no affine" : "an affine of "
				+ targetAffine.length + "x" + targetAffine.length) + " and " + (targetShape == null ? "no shape"
					: "a shape") + ", wanted 4x4 with a shape, or 3x3 without");
		return targetShape == null ? BoundingGrid.of(mask, targetAffine) : VoxelGrid.of(targetShape, targetAffine);
	}
}
