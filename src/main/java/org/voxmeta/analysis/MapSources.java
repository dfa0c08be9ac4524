package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.grid.VoxelSink;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.study.MapRecipe;

/** Where the maps of studies come from. */
final class MapSources {

	private MapSources() {
	}

	/**
	 * A file.
	 *
	 * @param large whether its image is not to be in memory as a whole
	 */
	static ImageSource ofFile(final Path file, final boolean large, final StudyFiles files) {
		return new ImageSource() {

			@Override
			public RandomAccessibleInterval<? extends RealType<?>> open() throws IOException {
				return StudyAxis.withoutTrailingOnes(files.image(file).img());
			}

			@Override
			public boolean read(final VoxelSink to) throws IOException {
				return files.read(file, to);
			}

			@Override
			public <T> T read(final Function<RandomAccessibleInterval<? extends RealType<?>>, T> use)
				throws IOException
			{
				return !large ? use.apply(open())
					: files.read(file, image -> use.apply(StudyAxis.withoutTrailingOnes(image.img())));
			}
		};
	}

	/** What a recipe makes of other maps. */
	static ImageSource of(final MapRecipe recipe, final List<ImageSource> files) {
		return new ImageSource() {

			@Override
			public RandomAccessibleInterval<? extends RealType<?>> open() throws IOException {
				final List<RandomAccessibleInterval<? extends RealType<?>>> values = new ArrayList<>();
				for (final ImageSource file : files)
					values.add(file.open());
				return DerivedMaps.of(recipe, values);
			}

			/** Of one file; two would have to be read side by side. */
			@Override
			public boolean read(final VoxelSink to) throws IOException {
				return files.size() == 1 && files.get(0).read(DerivedMaps.of(recipe, to));
			}

			@Override
			public <T> T read(final Function<RandomAccessibleInterval<? extends RealType<?>>, T> use)
				throws IOException
			{
				return MapSources.read(files, List.of(), values -> use.apply(DerivedMaps.of(recipe, values)));
			}
		};
	}

	/** A map after one more step. */
	static ImageSource of(final ImageSource source,
		final UnaryOperator<RandomAccessibleInterval<? extends RealType<?>>> change)
	{
		return new ImageSource() {

			@Override
			public RandomAccessibleInterval<? extends RealType<?>> open() throws IOException {
				return change.apply(source.open());
			}

			@Override
			public <T> T read(final Function<RandomAccessibleInterval<? extends RealType<?>>, T> use)
				throws IOException
			{
				return source.read(map -> use.apply(change.apply(map)));
			}
		};
	}

	/** Reads all sources at once: each is open as long as those after it are. */
	private static <T> T read(final List<ImageSource> sources,
		final List<RandomAccessibleInterval<? extends RealType<?>>> open,
		final Function<List<RandomAccessibleInterval<? extends RealType<?>>>, T> use) throws IOException
	{
		if (open.size() == sources.size()) return use.apply(open);
		try {
			return sources.get(open.size()).read(map -> {
				final List<RandomAccessibleInterval<? extends RealType<?>>> more = new ArrayList<>(open);
				more.add(map);
				try {
					return read(sources, more, use);
				}
				catch (final IOException e) {
					throw new NestedFailure(e);
				}
			});
		}
		catch (final NestedFailure e) {
			throw (IOException) e.getCause();
		}
	}

	/** Brings a failure to read out of a function. */
	private static final class NestedFailure extends RuntimeException {

		private static final long serialVersionUID = 1L;

		NestedFailure(final IOException e) {
			super(e);
		}
	}
}
