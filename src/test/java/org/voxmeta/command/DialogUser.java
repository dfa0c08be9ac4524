package org.voxmeta.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;
import org.scijava.widget.InputHarvester;
import org.scijava.widget.InputPanel;

/** A user in front of dialogs, one answer for each; without answers there are no windows. */
@Plugin(type = Service.class)
public final class DialogUser extends AbstractService {

	private final Deque<Map<String, Object>> answers = new ArrayDeque<>();
	private final List<Dialog> seen = new ArrayList<>();

	/** What a dialog showed. */
	record Dialog(String title, List<String> labels) {
	}

	/** Presses OK in the next dialog after changing some of its values, by their label. */
	DialogUser thenOk(final Map<String, Object> values) {
		answers.add(values);
		return this;
	}

	/** Presses Cancel in the next dialog. */
	DialogUser thenCancel() {
		answers.add(Map.of("Cancel", true));
		return this;
	}

	/** The dialogs that came up. */
	List<Dialog> seen() {
		return List.copyOf(seen);
	}

	/** Whether all answers were wanted. */
	boolean isDone() {
		return answers.isEmpty();
	}

	/** Forgets the answers and the dialogs. */
	void forget() {
		answers.clear();
		seen.clear();
	}

	private boolean answer(final Module module) {
		final List<ModuleItem<?>> items = StreamSupport.stream(module.getInfo().inputs().spliterator(), false)
			.<ModuleItem<?>>map(item -> item).filter(item -> !module.isInputResolved(item.getName())).toList();
		seen.add(new Dialog(module.getInfo().getTitle(), items.stream().map(ModuleItem::getLabel).toList()));
		final Map<String, Object> values = answers.remove();
		for (final ModuleItem<?> item : items)
			if (values.containsKey(item.getLabel())) module.setInput(item.getName(), values.get(item.getLabel()));
		if (values.containsKey("Cancel")) return false;
		items.forEach(item -> module.resolveInput(item.getName()));
		return true;
	}

	/** The place of the dialogs of a user interface. */
	@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY)
	public static final class Harvester extends AbstractPreprocessorPlugin implements InputHarvester<Object, Object> {

		@Parameter(required = false)
		private DialogUser user;

		@Override
		public void process(final Module module) {
			final boolean hasWindows = user != null && !user.answers.isEmpty();
			final boolean asks = StreamSupport.stream(module.getInfo().inputs().spliterator(), false).anyMatch(
				item -> !module.isInputResolved(item.getName()));
			if (hasWindows && asks && !user.answer(module)) cancel("");
		}

		@Override
		public InputPanel<Object, Object> createInputPanel() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void buildPanel(final InputPanel<Object, Object> inputPanel, final Module module) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean harvestInputs(final InputPanel<Object, Object> inputPanel, final Module module) {
			throw new UnsupportedOperationException();
		}
	}
}
