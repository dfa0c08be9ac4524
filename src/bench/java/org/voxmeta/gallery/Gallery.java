package org.voxmeta.gallery;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.voxmeta.cli.CommandFailure;
import org.voxmeta.cli.HeadlessRunner;

/**
 * Makes pictures of VoxMeta's windows, with few and many studies, long names, holes and 2-D images, in looks
 * and feels and at scales, and sheets of them to be looked at; or those of the documentation. Needs a
 * display, of 3600 x 2600 pixels for the first, of 1920 x 1080 for the other. Arguments: a folder; the jar of
 * FlatLaf, the look and feel of Fiji; and {@code docs} for the documentation's pictures.
 */
public final class Gallery {

	private static final String FLATLAF = "com.formdev.flatlaf.Flat%sLaf";
	private static final List<String> LOOKS = List.of("Light", "Dark");

	private final Path folder;
	private final String flatLaf;

	private Gallery(final Path folder, final String flatLaf) {
		this.folder = folder;
		this.flatLaf = flatLaf;
	}

	/** Makes all. */
	public static void main(final String[] args) throws IOException, InterruptedException, CommandFailure {
		final String[] words = args.length == 1 ? args[0].split(" ") : args;
		if (words.length < 2 || !Files.isRegularFile(Path.of(words[1]))) throw new IllegalArgumentException(
			"Arguments: got " + List.of(words) + ", wanted a folder and the file of FlatLaf's jar");
		System.setProperty("java.awt.headless", "true");
		final Gallery gallery = new Gallery(Path.of(words[0]).toAbsolutePath(), words[1]);
		if (words.length > 2) gallery.document();
		else gallery.exhibit();
	}

	private void exhibit() throws IOException, InterruptedException, CommandFailure {
		final Path data = folder.resolve("data");
		try (HeadlessRunner runner = new HeadlessRunner((fraction, message) -> {
		})) {
			for (final Exhibit exhibit : Exhibit.values())
				if (!Files.exists(exhibit.maps(data))) exhibit.make(data, runner);
		}
		for (final String look : LOOKS)
			for (final int scale : new int[] { 1, 2 }) {
				final Path shots = folder.resolve(look.toLowerCase(Locale.ROOT) + "-" + 100 * scale);
				run(scale, Showroom.class, data.toString(), shots.toString(), String.format(FLATLAF, look), String
					.valueOf(look.equals("Dark")));
				ContactSheet.write(shots, scale);
			}
	}

	private void document() throws IOException, InterruptedException {
		run(1, DocPictures.class, folder.toString(), String.format(FLATLAF, "Light"));
		run(1, DocPictures.class, folder.toString(), String.format(FLATLAF, "Dark"), "dark");
	}

	/** Scale and look and feel are those of a Java process. */
	private void run(final int scale, final Class<?> main, final String... arguments) throws IOException,
		InterruptedException
	{
		final List<String> call = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
			.toString(), "-Dsun.java2d.uiScale=" + scale, "-cp", System.getProperty("java.class.path")
				+ File.pathSeparator + flatLaf, main.getName()));
		call.addAll(List.of(arguments));
		final int status = new ProcessBuilder(call).inheritIO().start().waitFor();
		if (status != 0) throw new IllegalStateException(call + ": got the exit status " + status);
	}
}
