package org.voxmeta.gallery;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.voxmeta.cli.CommandFailure;
import org.voxmeta.cli.HeadlessRunner;

/**
 * Makes pictures of VoxMeta's windows, pictures and pages, with few and many studies, long names, holes and 2-D
 * images, in looks and feels and at scales, and sheets of them to be looked at. Needs a display of 3600 x 2600
 * pixels. Arguments: a folder, and FlatLaf's jar, the look and feel of Fiji, without which Java's own is shown.
 */
public final class Gallery {

	private static final String FLATLAF = "com.formdev.flatlaf.Flat%sLaf";

	private Gallery() {
	}

	/** Makes all. */
	public static void main(final String[] args) throws IOException, InterruptedException, CommandFailure {
		final String[] words = args.length == 1 ? args[0].split(" ") : args;
		final Path folder = Path.of(words[0]).toAbsolutePath();
		final String flatLaf = words.length > 1 ? words[1] : "";
		System.setProperty("java.awt.headless", "true");
		make(folder.resolve("data"));
		final Map<String, String> looks = new LinkedHashMap<>();
		if (flatLaf.isEmpty()) looks.put("java", "javax.swing.plaf.metal.MetalLookAndFeel");
		else for (final String look : List.of("Light", "Dark"))
			looks.put(look.toLowerCase(java.util.Locale.ROOT), String.format(FLATLAF, look));
		for (final Map.Entry<String, String> look : looks.entrySet())
			for (final int scale : new int[] { 1, 2 })
				show(folder, look.getKey(), look.getValue(), scale, flatLaf);
	}

	private static void make(final Path data) throws IOException, CommandFailure {
		try (HeadlessRunner runner = new HeadlessRunner((fraction, message) -> {
		})) {
			for (final Exhibit exhibit : Exhibit.values())
				if (!Files.exists(exhibit.maps(data))) exhibit.make(data, runner);
		}
	}

	/** A scale is that of a Java process. */
	private static void show(final Path folder, final String name, final String look, final int scale,
		final String flatLaf) throws IOException, InterruptedException
	{
		final Path shots = folder.resolve(name + "-" + 100 * scale);
		final List<String> call = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
			.toString(), "-Dsun.java2d.uiScale=" + scale, "-cp", System.getProperty("java.class.path")
				+ File.pathSeparator + flatLaf, Showroom.class.getName(), folder.resolve("data").toString(), shots
					.toString(), look));
		final int status = new ProcessBuilder(call).inheritIO().start().waitFor();
		if (status != 0) throw new IllegalStateException(shots + ": got the exit status " + status);
		ContactSheet.write(shots, scale);
	}
}
