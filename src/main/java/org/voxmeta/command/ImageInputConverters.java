package org.voxmeta.command;

import ij.ImagePlus;

import java.io.File;
import java.lang.reflect.Type;
import java.util.Collection;

import org.scijava.convert.AbstractConverter;
import org.scijava.convert.ConvertService;
import org.scijava.convert.Converter;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.util.Types;

import net.imglib2.RandomAccessibleInterval;

/**
 * Makes {@link ImageInput}s of the strings of macros and the images of scripts, and lists
 * the dialog's choices.
 */
public final class ImageInputConverters {

	private ImageInputConverters() {
	}

	/** From a title, id or path; also tells dialogs that the choices are none and the open images. */
	@Plugin(type = Converter.class)
	public static final class FromString extends AbstractConverter<String, ImageInput> {

		@Override
		public <T> T convert(final Object source, final Class<T> type) {
			return type.cast(ImageInput.named((String) source));
		}

		@Override
		public void populateInputCandidates(final Collection<Object> candidates) {
			candidates.add(ImageInput.NONE);
			for (final String title : Workspace.titles())
				candidates.add(ImageInput.named(title));
		}

		@Override
		public Class<String> getInputType() {
			return String.class;
		}

		@Override
		public Class<ImageInput> getOutputType() {
			return ImageInput.class;
		}
	}

	/** From an image. */
	@Plugin(type = Converter.class)
	public static final class FromImage extends AbstractConverter<ImagePlus, ImageInput> {

		@Override
		public <T> T convert(final Object source, final Class<T> type) {
			return type.cast(ImageInput.of((ImagePlus) source));
		}

		@Override
		public void populateInputCandidates(final Collection<Object> candidates) {
			// the open images are listed by title already
		}

		@Override
		public Class<ImagePlus> getInputType() {
			return ImagePlus.class;
		}

		@Override
		public Class<ImageInput> getOutputType() {
			return ImageInput.class;
		}
	}

	/** From an image of ImageJ2, as a Dataset or an ImgPlus, where Fiji makes an ImagePlus of it. */
	@Plugin(type = Converter.class)
	@SuppressWarnings("rawtypes")
	public static final class FromImg extends AbstractConverter<RandomAccessibleInterval, ImageInput> {

		@Parameter
		private ConvertService converter;

		@Override
		public boolean canConvert(final Object source, final Type type) {
			return canConvert(source, Types.raw(type));
		}

		@Override
		public boolean canConvert(final Object source, final Class<?> type) {
			return super.canConvert(source, type) && converter.supports(source, ImagePlus.class);
		}

		@Override
		public <T> T convert(final Object source, final Class<T> type) {
			return type.cast(ImageInput.of(converter.convert(source, ImagePlus.class)));
		}

		@Override
		public void populateInputCandidates(final Collection<Object> candidates) {
			// the open images are listed by title already
		}

		@Override
		public Class<RandomAccessibleInterval> getInputType() {
			return RandomAccessibleInterval.class;
		}

		@Override
		public Class<ImageInput> getOutputType() {
			return ImageInput.class;
		}
	}

	/** From a file. */
	@Plugin(type = Converter.class)
	public static final class FromFile extends AbstractConverter<File, ImageInput> {

		@Override
		public <T> T convert(final Object source, final Class<T> type) {
			return type.cast(ImageInput.named(((File) source).getPath()));
		}

		@Override
		public void populateInputCandidates(final Collection<Object> candidates) {
			// files are not listed
		}

		@Override
		public Class<File> getInputType() {
			return File.class;
		}

		@Override
		public Class<ImageInput> getOutputType() {
			return ImageInput.class;
		}
	}
}
