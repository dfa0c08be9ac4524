package org.voxmeta.view;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JTextField;
import javax.swing.KeyStroke;

import org.voxmeta.analysis.MapThresholds;
import org.voxmeta.analysis.PreparedMap;
import org.voxmeta.grid.cluster.ClusterSearch.Sign;

/**
 * A small window in which the style of an overlay is chosen while the image shows it. Only the event thread
 * may use it, apart from {@link #choose}.
 */
public final class OverlayWindow {

	private static final int GAP = 8;
	private static final String[] SIGNS = { "both signs", "positive only", "negative only" };

	private final MapThresholds thresholds;
	private final OverlayStack stack;
	private final Consumer<OverlayStyle> live;
	private final ThresholdCounts counts;
	private final CompletableFuture<Optional<OverlayStyle>> answer;
	private final JDialog dialog;
	private final ThresholdSlider slider;
	private final JTextField number = new JTextField(8);
	private final JComboBox<String> signs = new JComboBox<>(SIGNS);
	private final JSlider opacity = new JSlider(0, 100);
	private final JLabel summary = new JLabel(" ");
	private OverlayStyle style;

	private OverlayWindow(final PreparedMap map, final OverlayStack stack, final ThresholdCounts counts,
		final Consumer<OverlayStyle> live, final CompletableFuture<Optional<OverlayStyle>> answer)
	{
		thresholds = map.thresholds();
		this.stack = stack;
		this.live = live;
		this.counts = counts;
		this.answer = answer;
		style = stack.style();
		slider = new ThresholdSlider(counts, thresholds.marks(), value -> change(style.withThreshold(value)));
		dialog = new JDialog((Window) null, "Overlay on Template", java.awt.Dialog.ModalityType.MODELESS);
		dialog.setContentPane(content());
		dialog.pack();
		dialog.setMinimumSize(dialog.getSize());
		dialog.setDefaultCloseOperation(JDialog.DISPOSE_ON_CLOSE);
		dialog.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosed(final WindowEvent e) {
				answer.complete(Optional.empty());
			}
		});
		show();
	}

	/**
	 * Opens the window; to be called by any thread but the event thread.
	 *
	 * @param map the map, whose thresholds are marked
	 * @param stack what the image shows
	 * @param live is told of each change, on the event thread
	 * @param beside a window to stand beside; may be null
	 * @return what was chosen, once the window is left; empty if it was cancelled
	 */
	public static CompletableFuture<Optional<OverlayStyle>> choose(final PreparedMap map,
		final OverlayStack stack,
		final Consumer<OverlayStyle> live, final Component beside)
	{
		final CompletableFuture<Optional<OverlayStyle>> answer = new CompletableFuture<>();
		// sorting millions of values takes a moment
		final ThresholdCounts counts = ThresholdCounts.of(map.thresholds().values());
		EventQueue.invokeLater(() -> {
			try {
				new OverlayWindow(map, stack, counts, live, answer).open(beside);
			}
			catch (final RuntimeException e) {
				// else whoever waits for an answer would wait for ever
				answer.completeExceptionally(e);
			}
		});
		return answer;
	}

	private void open(final Component beside) {
		place(beside);
		dialog.setVisible(true);
		slider.requestFocusInWindow();
		answer.whenComplete((chosen, failure) -> EventQueue.invokeLater(dialog::dispose));
	}

	private void place(final Component beside) {
		if (beside == null) {
			dialog.setLocationByPlatform(true);
			return;
		}
		final Rectangle screen = beside.getGraphicsConfiguration().getBounds();
		final Rectangle image = beside.getBounds();
		// at the right, else at the left, else below: the image must be seen
		final int right = image.x + image.width + GAP;
		final int left = image.x - dialog.getWidth() - GAP;
		final boolean fits = right + dialog.getWidth() <= screen.x + screen.width || left >= screen.x;
		final int x = right + dialog.getWidth() <= screen.x + screen.width ? right : left >= screen.x ? left
			: screen.x
			+ screen.width - dialog.getWidth();
		final int y = fits ? image.y : image.y + image.height + GAP;
		dialog.setLocation(Math.max(screen.x, x), Math.max(screen.y, Math.min(y, screen.y + screen.height - dialog
			.getHeight())));
	}

	private JComponent content() {
		final JPanel panel = new JPanel(new BorderLayout(0, 8));
		panel.setBorder(BorderFactory.createEmptyBorder(12, 12, 12, 12));
		summary.setBorder(BorderFactory.createEmptyBorder(0, 4, 0, 4));
		panel.add(summary, BorderLayout.NORTH);
		panel.add(slider, BorderLayout.CENTER);
		final JPanel below = new JPanel();
		below.setLayout(new BoxLayout(below, BoxLayout.Y_AXIS));
		below.add(choices());
		below.add(buttons());
		panel.add(below, BorderLayout.SOUTH);
		return panel;
	}

	private JComponent choices() {
		final JPanel row = new JPanel();
		row.setLayout(new BoxLayout(row, BoxLayout.X_AXIS));
		row.setBorder(BorderFactory.createEmptyBorder(0, 4, 8, 4));
		number.setToolTipText("A number, p<0.01 or the like, fdr or bonferroni");
		number.addActionListener(e -> readNumber());
		number.addFocusListener(new java.awt.event.FocusAdapter() {

			@Override
			public void focusLost(final java.awt.event.FocusEvent e) {
				readNumber();
			}
		});
		signs.addActionListener(e -> change(style.with(Sign.values()[signs.getSelectedIndex()])));
		signs.setMaximumSize(signs.getPreferredSize());
		number.setMaximumSize(number.getPreferredSize());
		opacity.setToolTipText("How much the map hides the template");
		opacity.addChangeListener(e -> change(style.withOpacity(opacity.getValue() / 100.0)));
		row.add(labelled("Threshold", number));
		row.add(Box.createHorizontalStrut(14));
		row.add(signs);
		row.add(Box.createHorizontalStrut(14));
		row.add(labelled("Opacity", opacity));
		return row;
	}

	private static JComponent labelled(final String text, final JComponent field) {
		final JPanel pair = new JPanel();
		pair.setLayout(new BoxLayout(pair, BoxLayout.X_AXIS));
		final JLabel label = new JLabel(text);
		label.setLabelFor(field);
		pair.add(label);
		pair.add(Box.createHorizontalStrut(6));
		pair.add(field);
		return pair;
	}

	private JComponent buttons() {
		final JPanel row = new JPanel(new FlowLayout(FlowLayout.RIGHT, 8, 0));
		final JButton ok = new JButton("OK");
		ok.addActionListener(e -> {
			readNumber();
			answer.complete(Optional.of(style));
		});
		final JButton cancel = new JButton("Cancel");
		cancel.addActionListener(e -> answer.complete(Optional.empty()));
		row.add(cancel);
		row.add(ok);
		dialog.getRootPane().registerKeyboardAction(e -> answer.complete(Optional.empty()), KeyStroke.getKeyStroke(
			"ESCAPE"), JComponent.WHEN_IN_FOCUSED_WINDOW);
		return row;
	}

	private void readNumber() {
		// what stands there is rounded, and must not replace the exact number unless it was changed
		if (number.getText().equals(text(style.threshold()))) return;
		try {
			change(style.withThreshold(thresholds.parse(number.getText())));
		}
		catch (final IllegalArgumentException e) {
			number.setText(text(style.threshold()));
		}
	}

	private void change(final OverlayStyle wanted) {
		if (wanted.equals(style)) return;
		style = wanted;
		live.accept(wanted);
		show();
	}

	private void show() {
		slider.show(style.threshold(), MapColours.of(stack.limit(), style.threshold(), style.signs(),
			stack.isSigned(), false),
			style.signs());
		number.setText(text(style.threshold()));
		if (signs.getSelectedIndex() != style.signs().ordinal()) signs.setSelectedIndex(style.signs().ordinal());
		final int percent = (int) Math.round(100 * style.opacity());
		if (opacity.getValue() != percent) opacity.setValue(percent);
		summary.setText(summary());
	}

	private String summary() {
		final int shown = counts.reaching(style.threshold(), style.signs());
		final String unit = thresholds.unit().isEmpty() ? "value" : thresholds.unit();
		final String size = style.signs() == Sign.BOTH && stack.isSigned() ? "|" + unit + "|" : style
			.signs() == Sign.NEGATIVE
			? "\u2212" + unit : unit;
		final StringBuilder text = new StringBuilder(size).append(" \u2265 ").append(text(style.threshold()));
		thresholds.p(style.threshold()).ifPresent(p -> text.append(",  p \u2264 ").append(pText(p)).append(
			" uncorrected"));
		return text.append(String.format(Locale.ROOT, ":  %,d of %,d voxels (%s %%)", shown, counts.all(), percent(
			100.0 * shown / Math.max(1, counts.all())))).toString();
	}

	/** Two digits, or as many as stand before the point. */
	static String percent(final double share) {
		return String.format(Locale.ROOT, share >= 10 || share == 0 ? "%.0f" : "%.2g", share);
	}

	private static String pText(final double p) {
		if (p >= 0.0001) return String.format(Locale.ROOT, "%.2g", p).replaceFirst("0+$", "");
		return String.format(Locale.ROOT, "%.1e", p).replace("e-0", "e-");
	}

	/** Rounded to four decimals, as short as it can be written. */
	private static String text(final double threshold) {
		return new java.math.BigDecimal(threshold).round(new java.math.MathContext(5))
			.stripTrailingZeros().toPlainString();
	}
}
