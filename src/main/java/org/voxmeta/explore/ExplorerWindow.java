package org.voxmeta.explore;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageWindow;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.GraphicsConfiguration;
import java.awt.Rectangle;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.swing.Box;
import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.JToggleButton;

import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.FitVoxels;
import org.voxmeta.task.Latest;

/**
 * The window beside the maps of a fit: what the studies have at the voxel under the mouse, and what comes of
 * it. It only shows; {@link Explorer} computes on a thread of its own. To be used on the event thread.
 */
public final class ExplorerWindow extends JFrame {

	private static final long serialVersionUID = 1L;
	private static final String HINT = "Move the mouse over a map of this fit; a click keeps the voxel";
	private static final int GAP = 8;

	private final transient Explorer explorer;
	private final transient FollowedImages images;
	private final transient MapMouse mouse;
	private final transient ImagePlaces places;
	private final transient Workbench workbench;
	private final transient ExecutorService aside;
	private final transient Latest<Selection, int[]> selections;
	private final transient StudyMapsShown studies;
	private final transient VoxelMark mark;
	private final transient ExplorerKeys keys = new ExplorerKeys(this::step, this::togglePin);
	private final Map<Tab, FigurePanel> figures = new EnumMap<>(Tab.class);
	private final StudyTablePanel table = new StudyTablePanel();
	private final JTabbedPane tabs = new JTabbedPane();
	private final PlaceHeading heading = new PlaceHeading();
	private final JLabel hint = new JLabel(HINT);
	private final JToggleButton pinned = new JToggleButton("Keep voxel");
	private final JToggleButton area = new JToggleButton("Mean of ROI");
	private transient View view;

	private ExplorerWindow(final Fit fit, final FitVoxels voxels, final Workbench workbench) {
		super("Explore: " + voxels.estimator().name() + " of " + voxels.names().size() + " studies");
		this.workbench = workbench;
		explorer = Explorer.of(voxels, this::show, EventQueue::invokeLater);
		places = ImagePlaces.in(voxels.grid());
		aside = Executors.newSingleThreadExecutor(task -> {
			final Thread thread = new Thread(task, "VoxMeta explorer, files");
			thread.setDaemon(true);
			return thread;
		});
		selections = new Latest<>("VoxMeta explorer, selections", Selection::voxels, explorer::area,
			EventQueue::invokeLater);
		final String id = fit.id();
		mouse = new MapMouse(places, explorer, this::select, this::tellState, this::tell);
		images = new FollowedImages(image -> places.canFollow(image) && workbench.fitOf(image).filter(other -> other
			== fit || !id.isEmpty() && id.equals(other.id())).isPresent(), aside, EventQueue::invokeLater, mouse);
		studies = new StudyMapsShown(workbench, aside);
		mark = new VoxelMark(voxels.grid());
		build(voxels);
	}

	/**
	 * Opens the window, at the voxel with the largest |z|.
	 *
	 * @param workbench the program that it is in
	 * @return the window, which ends all it has begun when it is closed
	 */
	public static ExplorerWindow open(final Fit fit, final FitVoxels voxels, final Workbench workbench) {
		final ExplorerWindow window = new ExplorerWindow(fit, voxels, workbench);
		window.images.start();
		window.explorer.hover(Target.of(voxels.peak()));
		window.pack();
		window.place();
		WindowManager.addWindow(window);
		window.setVisible(true);
		window.figures.get(Tab.FOREST).requestFocusInWindow();
		return window;
	}

	/** Looks at a voxel, and stays there. */
	public void pin(final long... voxel) {
		explorer.pin(Target.of(voxel));
		tellState();
	}

	/** Looks at the mean of voxels, until the mouse is to be followed, or another selection is made. */
	public void mean(final int... voxels) {
		area.setSelected(true);
		explorer.enterArea();
		explorer.area(voxels);
		tellState();
	}

	/** What is looked at. */
	public Explorer explorer() {
		return explorer;
	}

	/** What is shown; null at first. */
	public View view() {
		return view;
	}

	private void build(final FitVoxels voxels) {
		setDefaultCloseOperation(DISPOSE_ON_CLOSE);
		addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosed(final WindowEvent event) {
				end();
			}

			@Override
			public void windowActivated(final WindowEvent event) {
				WindowManager.setWindow(ExplorerWindow.this);
			}
		});
		for (final Tab tab : Tab.values())
			tabs.addTab(tab.title(), tab.isFigure() ? page(tab) : table);
		tabs.addChangeListener(event -> explorer.show(Tab.values()[tabs.getSelectedIndex()]));
		final JPanel content = new JPanel(new BorderLayout());
		content.add(heading, BorderLayout.NORTH);
		content.add(tabs, BorderLayout.CENTER);
		content.add(foot(voxels), BorderLayout.SOUTH);
		setContentPane(content);
		setJMenuBar(new ExplorerMenu(this, aside).bar());
		keys.install(getRootPane(), JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT);
		setMinimumSize(new Dimension(420, 320));
	}

	private JComponent page(final Tab tab) {
		final FigurePanel figure = new FigurePanel(tab == Tab.FOREST);
		figure.onChoice(study -> studies.show(explorer.voxels(), study, explorer.target(), this::tell));
		keys.install(figure, JComponent.WHEN_FOCUSED);
		figures.put(tab, figure);
		final JScrollPane scroll = new JScrollPane(figure);
		scroll.setBorder(null);
		scroll.getVerticalScrollBar().setUnitIncrement(22);
		if (tab != Tab.MODERATORS || explorer.columns().isEmpty()) return scroll;
		final JComboBox<String> columns = new JComboBox<>(explorer.columns().toArray(String[]::new));
		columns.setToolTipText("The column of the study table to see effects by");
		columns.addActionListener(event -> explorer.show((String) columns.getSelectedItem()));
		final JPanel choice = new JPanel(new FlowLayout(FlowLayout.LEADING));
		choice.add(new JLabel("Effects by"));
		choice.add(columns);
		final JPanel page = new JPanel(new BorderLayout());
		page.add(choice, BorderLayout.NORTH);
		page.add(scroll, BorderLayout.CENTER);
		return page;
	}

	private JComponent foot(final FitVoxels voxels) {
		pinned.setToolTipText(
			"Stay at this voxel whatever the mouse does; a click on a map, or space, does so too");
		pinned.addActionListener(event -> togglePin());
		area.setToolTipText("The studies' mean effects and variances over the selection on a map");
		area.addActionListener(event -> toggleArea());
		area.setEnabled(!voxels.isOfRegions());
		final JButton save = new JButton("Save...");
		save.setToolTipText("Save this figure as PNG or SVG, or the table as CSV");
		save.addActionListener(event -> new ExplorerMenu(this, aside).savePage());
		hint.setMinimumSize(new Dimension());
		// quieter than the buttons, but as readable as the figures' notes
		hint.setForeground(WindowTheme.muted());
		final JPanel foot = new JPanel();
		foot.setLayout(new BoxLayout(foot, BoxLayout.LINE_AXIS));
		foot.setBorder(BorderFactory.createEmptyBorder(GAP / 2, GAP, GAP, GAP));
		foot.add(pinned);
		foot.add(Box.createHorizontalStrut(GAP));
		foot.add(area);
		foot.add(Box.createHorizontalStrut(GAP));
		foot.add(hint);
		foot.add(Box.createHorizontalGlue());
		foot.add(Box.createHorizontalStrut(GAP));
		foot.add(save);
		return foot;
	}

	private void step(final int axis, final int step) {
		final long[] voxel = explorer.move(axis, step);
		final ImagePlus image = mouse.image();
		if (voxel != null && image != null && image.getNSlices() > 1) {
			final int[] at = ImagePlaces.shown(explorer.grid(), voxel);
			image.setPosition(at[0], at[1], at[2]);
		}
		tellState();
	}

	private void togglePin() {
		explorer.togglePin();
		tellState();
	}

	private void toggleArea() {
		if (area.isSelected()) {
			explorer.enterArea();
			select(mouse.image() != null ? mouse.image() : WindowManager.getCurrentImage());
		}
		else {
			explorer.leaveArea();
			explorer.follow();
		}
		tellState();
	}

	private void select(final ImagePlus image) {
		if (image == null || !images.isFollowed(image) || image.getRoi() == null) explorer.area();
		else selections.submit(new Selection(places, image));
	}

	private void show(final View shown) {
		if (shown == null || shown.tab() != explorer.tab()) return;
		view = shown;
		heading.show(shown);
		if (shown.figure() != null) figures.get(shown.tab()).show(shown.figure());
		else table.show(shown);
	}

	/** The numbers of the studies as they are shown; null if the table was not shown yet. */
	StudyTableModel numbers() {
		return table.model();
	}

	/** The figure of the page that is shown; null on the page of numbers. */
	FigurePanel page() {
		return figures.get(explorer.tab());
	}

	/** Whether whole figures are in view. */
	void setFitted(final boolean fitted) {
		figures.values().forEach(figure -> figure.setFitted(fitted));
	}

	/** Says something in the line at the bottom. */
	void tell(final String text) {
		hint.setText(text);
		hint.setToolTipText(text);
	}

	private void tellState() {
		mark.hide();
		if (explorer.isPinned() && explorer.target() != null && !explorer.isArea()) images.followed().forEach(
			image -> mark.show(image, explorer.target().voxel()));
		pinned.setSelected(explorer.isPinned());
		pinned.setEnabled(!explorer.isArea());
		if (explorer.isArea()) tell("Draw a selection on a map of this fit");
		else if (explorer.isPinned()) tell("Arrow keys and page up or down go on; space lets go");
		else tell(HINT);
	}

	/** Beside the active image, if there is room. */
	private void place() {
		final GraphicsConfiguration screen = getGraphicsConfiguration();
		final Rectangle room = screen.getBounds();
		final ImagePlus active = WindowManager.getCurrentImage();
		final ImageWindow beside = active == null ? null : active.getWindow();
		if (beside == null || beside.getX() + beside.getWidth() + getWidth() > room.x + room.width)
			setLocationRelativeTo(null);
		else setLocation(beside.getX() + beside.getWidth(), Math.max(room.y, Math.min(beside.getY(), room.y
			+ room.height - getHeight())));
	}

	private void end() {
		mark.hide();
		images.close();
		explorer.close();
		selections.close();
		aside.shutdownNow();
		mouse.forget();
		view = null;
		figures.values().forEach(figure -> figure.onChoice(study -> {
		}));
		WindowManager.removeWindow(this);
		// AWT may remember a window that is closed, but not what was in it
		setContentPane(new JPanel());
		setJMenuBar(null);
	}

	/** A selection, which may be of many voxels. */
	private record Selection(ImagePlaces places, ImagePlus image) {

		int[] voxels() {
			return places.selection(image);
		}
	}
}
