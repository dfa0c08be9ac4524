package org.voxmeta.gallery;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/** Pictures side by side with their names below, on pages that are not larger than they can be looked at. */
final class ContactSheet {

	private static final int WIDTH = 1560;
	private static final int HEIGHT = 1180;
	private static final int GAP = 10;
	private static final int LINE = 18;
	/** Of a window's own size: letters can still be read. */
	private static final double REDUCTION = 0.7;
	private static final Color GROUND = new Color(0x808890);

	private final Path folder;
	private final String group;
	private BufferedImage page;
	private Graphics2D g;
	private int number;
	private int x;
	private int y;
	private int high;

	private ContactSheet(final Path folder, final String group) {
		this.folder = folder;
		this.group = group;
	}

	/**
	 * Writes {@code sheet-<group>-<page>.png} of each group of pictures of a folder, which are named
	 * {@code <group>_<name>.png}.
	 *
	 * @param scale pixels of a picture for each of a sheet at full size
	 */
	static void write(final Path folder, final int scale) throws IOException {
		final Map<String, List<Path>> groups = new TreeMap<>();
		try (Stream<Path> files = Files.list(folder)) {
			files.filter(file -> file.getFileName().toString().contains("_")).sorted().forEach(file -> groups
				.computeIfAbsent(file.getFileName().toString().replaceFirst("_.*", ""), key -> new ArrayList<>())
				.add(file));
		}
		for (final Map.Entry<String, List<Path>> entry : groups.entrySet()) {
			final ContactSheet sheet = new ContactSheet(folder, entry.getKey());
			for (final Path file : entry.getValue())
				sheet.add(ImageIO.read(file.toFile()), scale, file.getFileName().toString());
			sheet.end();
		}
	}

	private void add(final BufferedImage picture, final int scale, final String name) throws IOException {
		final double factor = Math.min(REDUCTION / scale, Math.min((double) (WIDTH - 2 * GAP) / picture.getWidth(),
			(double) (HEIGHT - 2 * GAP - LINE) / picture.getHeight()));
		final int wide = (int) (factor * picture.getWidth());
		final int tall = (int) (factor * picture.getHeight());
		if (x + wide + GAP > WIDTH) {
			x = GAP;
			y += high + LINE + GAP;
			high = 0;
		}
		if (page == null || y + tall + LINE + GAP > HEIGHT) begin();
		g.drawImage(picture.getScaledInstance(wide, tall, Image.SCALE_AREA_AVERAGING), x, y, null);
		g.drawString(name, x, y + tall + LINE - GAP / 2);
		x += wide + GAP;
		high = Math.max(high, tall);
	}

	private void begin() throws IOException {
		if (page != null) end();
		page = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
		g = page.createGraphics();
		g.setColor(GROUND);
		g.fillRect(0, 0, WIDTH, HEIGHT);
		g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, LINE - GAP / 2));
		g.setColor(Color.WHITE);
		x = GAP;
		y = GAP;
		high = 0;
	}

	private void end() throws IOException {
		g.dispose();
		ImageIO.write(page.getSubimage(0, 0, WIDTH, Math.min(HEIGHT, y + high + LINE + GAP)), "png", folder.resolve(
			"sheet-" + group + "-" + ++number + ".png").toFile());
	}
}
