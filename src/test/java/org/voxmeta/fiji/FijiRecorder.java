package org.voxmeta.fiji;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.scijava.Priority;
import org.scijava.event.EventService;
import org.scijava.event.SciJavaEvent;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;

/**
 * The macro recorder, always on: publishes a {@link Recorded} event for each module that finished outside a
 * macro.
 * <p>
 * The recorder looks at the inputs twice. What is filled at the first look (services, the caller's values,
 * the active image) is left out of the line.
 */
final class FijiRecorder {

	private static final Map<Module, Set<String>> FILLED_EARLY =
		Collections.synchronizedMap(new WeakHashMap<>());

	private FijiRecorder() {
	}

	private static boolean listens(final Module module) {
		return !IJ.isMacro() && !module.getInfo().is("no-record");
	}

	/** A line was recorded. */
	static final class Recorded extends SciJavaEvent {

		private final RecordedCall call;

		private Recorded(final RecordedCall call) {
			this.call = call;
		}

		RecordedCall call() {
			return call;
		}
	}

	/** The first look, after the active image has been filled in: in Fiji by the order of the class names. */
	@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH + 0.5)
	public static final class FirstLook extends AbstractPreprocessorPlugin {

		@Override
		public void process(final Module module) {
			if (!listens(module)) return;
			FILLED_EARLY.put(module, StreamSupport.stream(module.getInfo().inputs().spliterator(), false)
				.map(ModuleItem::getName).filter(module::isInputResolved).collect(Collectors.toSet()));
		}
	}

	/** The second look, when the module has finished. */
	@Plugin(type = PostprocessorPlugin.class, priority = Priority.VERY_LOW)
	public static final class SecondLook extends AbstractPostprocessorPlugin {

		@Parameter
		private EventService eventService;

		@Override
		public void process(final Module module) {
			final Set<String> filledEarly = FILLED_EARLY.remove(module);
			if (filledEarly == null || !listens(module)) return;
			eventService.publish(new Recorded(RecordedCall.of(module, filledEarly)));
		}
	}
}
