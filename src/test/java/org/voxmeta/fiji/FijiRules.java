package org.voxmeta.fiji;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.ItemVisibility;
import org.scijava.Priority;
import org.scijava.convert.AbstractConverter;
import org.scijava.convert.ConvertService;
import org.scijava.convert.Converter;
import org.scijava.display.AbstractDisplay;
import org.scijava.display.Display;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.AbstractSingleInputPreprocessor;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;
import org.scijava.util.Types;
import org.scijava.widget.Button;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.measure.ResultsTable;

/**
 * What ImageJ2 adds to SciJava's handling of a module's inputs and outputs, one plugin per rule.
 * <p>
 * The priorities are those of Fiji; the order of the rules decides who fills an input first.
 */
final class FijiRules {

	private FijiRules() {
	}

	/** Fills inputs from a macro's {@code run("Label...", "key=value")}; keys are lower-cased field names. */
	@Plugin(type = PreprocessorPlugin.class, priority = 2 * Priority.VERY_HIGH)
	public static final class MacroKeys extends AbstractPreprocessorPlugin {

		@Parameter
		private ConvertService convertService;

		@Override
		public void process(final Module module) {
			if (!IJ.isMacro()) return;
			final String options = Macro.getOptions() == null ? "" : Macro.getOptions();
			for (final ModuleItem<?> input : module.getInfo().inputs()) {
				if (needsNoValue(input)) module.resolveInput(input.getName());
				else fill(module, input, Macro.getValue(options, input.getName(), null));
			}
		}

		private boolean needsNoValue(final ModuleItem<?> input) {
			return input.getType() == Button.class || input.getVisibility() == ItemVisibility.MESSAGE;
		}

		/** A value that no converter wants leaves the input as if the key were absent. */
		private void fill(final Module module, final ModuleItem<?> input, final String value) {
			if (value == null || !convertService.supports(value, input.getType())) return;
			module.setInput(input.getName(), convertService.convert(value, input.getType()));
			module.resolveInput(input.getName());
		}
	}

	/** Fills the only image input that is still open with the active image, unless it says autoFill=false. */
	@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH + 1)
	public static final class ActiveImage extends AbstractSingleInputPreprocessor {

		@Override
		public void process(final Module module) {
			final ImagePlus active = WindowManager.getCurrentImage();
			final String input = getSingleInput(module, ImagePlus.class);
			if (active == null || input == null) return;
			module.setInput(input, active);
			module.resolveInput(input);
		}
	}

	/** Fills the only table input that is still open with ImageJ's system table. */
	@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH)
	public static final class SystemTable extends AbstractSingleInputPreprocessor {

		@Override
		public void process(final Module module) {
			final String input = getSingleInput(module, ResultsTable.class);
			if (input == null) return;
			module.setInput(input, ResultsTable.getResultsTable());
			module.resolveInput(input);
		}
	}

	/**
	 * Finds an open image by its id or title.
	 * <p>
	 * When there is none, SciJava's own converter calls {@code new ImagePlus(String)}: that opens a file of
	 * this name, or else makes the phantom image of 0x0 pixels.
	 */
	@Plugin(type = Converter.class)
	public static final class OpenImage extends AbstractConverter<String, ImagePlus> {

		@Override
		public boolean canConvert(final Object source, final Type type) {
			return canConvert(source, Types.raw(type));
		}

		@Override
		public boolean canConvert(final Object source, final Class<?> type) {
			return super.canConvert(source, type) && find((String) source) != null;
		}

		@Override
		public <T> T convert(final Object source, final Class<T> type) {
			return type.cast(find((String) source));
		}

		private ImagePlus find(final String idOrTitle) {
			final ImagePlus byId = idOrTitle.matches("-?[0-9]{1,9}")
				? WindowManager.getImage(Integer.parseInt(idOrTitle)) : null;
			return byId != null ? byId : WindowManager.getImage(idOrTitle);
		}

		@Override
		public Class<String> getInputType() {
			return String.class;
		}

		@Override
		public Class<ImagePlus> getOutputType() {
			return ImagePlus.class;
		}
	}

	/** Accepts an ImagePlus output; headless there is no viewer, so that the image stays unregistered. */
	@Plugin(type = Display.class)
	public static final class ImageDisplay extends AbstractDisplay<ImagePlus> {

		public ImageDisplay() {
			super(ImagePlus.class);
		}
	}

	/**
	 * Shows number, boolean and text outputs together, headless as one line of the log: {@code Title = [[name, ...],
	 * [value, ...]]}, the text of the table that Fiji makes of them.
	 */
	@Plugin(type = PostprocessorPlugin.class, priority = Priority.VERY_LOW + 1)
	public static final class SimpleOutputs extends AbstractPostprocessorPlugin {

		@Parameter(required = false)
		private UIService uiService;

		@Override
		public void process(final Module module) {
			if (uiService == null) return;
			final Map<String, Object> values = new LinkedHashMap<>();
			boolean textOnly = true;
			for (final ModuleItem<?> output : module.getInfo().outputs()) {
				final Object value = output.getValue(module);
				if (value == null || module.isOutputResolved(output.getName()) || !isSimple(value)) continue;
				values.put(output.getName(), value);
				textOnly &= Types.isText(value.getClass());
			}
			if (values.isEmpty() || values.size() == 1 && textOnly) return;
			values.keySet().forEach(module::resolveOutput);
			uiService.show(module.getInfo().getTitle(), List.of(values.keySet(), values.values()));
		}

		private boolean isSimple(final Object value) {
			final Class<?> type = value.getClass();
			return Types.isNumber(type) || Types.isBoolean(type) || Types.isText(type);
		}
	}
}
