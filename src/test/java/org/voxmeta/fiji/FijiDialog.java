package org.voxmeta.fiji;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

import org.scijava.convert.ConvertService;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;
import org.scijava.widget.InputHarvester;

/** A user in front of the next command dialog: changes some widgets, then presses OK. */
@Plugin(type = Service.class)
public final class FijiDialog extends AbstractService {

	private final AtomicReference<Map<String, Object>> pending = new AtomicReference<>();

	/** The next module that reaches its dialog gets these values, by input name. */
	void answerNext(final Map<String, Object> values) {
		pending.set(new HashMap<>(values));
	}

	/** Forgets the values and tells whether a dialog took them. */
	boolean wasAnswered() {
		return pending.getAndSet(null) == null;
	}

	/** Comes just before the file choosers, which replace the dialog when a file is the only open input. */
	@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 1.5)
	public static final class Answer extends AbstractPreprocessorPlugin {

		/** Not there in contexts of other tests, which have no dialog. */
		@Parameter(required = false)
		private FijiDialog dialog;

		@Parameter
		private ModuleService moduleService;

		@Parameter
		private ConvertService convertService;

		@Override
		public void process(final Module module) {
			if (dialog == null) return;
			final Map<String, Object> values = dialog.pending.getAndSet(null);
			if (values == null) return;
			moduleService.loadInputs(module);
			final Set<String> unknown = new TreeSet<>(values.keySet());
			for (final ModuleItem<?> input : module.getInfo().inputs()) {
				if (module.isInputResolved(input.getName())) continue;
				if (unknown.remove(input.getName())) change(module, input, values.get(input.getName()));
			}
			if (!unknown.isEmpty()) throw new IllegalArgumentException("The dialog of '"
				+ module.getInfo().getTitle() + "' has no widget for " + unknown);
			module.getInfo().inputs().forEach(input -> module.resolveInput(input.getName()));
		}

		private void change(final Module module, final ModuleItem<?> input, final Object value) {
			module.setInput(input.getName(), convertService.convert(value, input.getType()));
			try {
				input.callback(module);
			}
			catch (final MethodCallException exc) {
				throw new IllegalStateException("The callback of '" + input.getName() + "' failed", exc);
			}
		}
	}
}
