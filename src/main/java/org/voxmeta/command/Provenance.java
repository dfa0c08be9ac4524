package org.voxmeta.command;

import ij.IJ;
import ij.ImagePlus;

import java.io.File;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;
import org.scijava.util.VersionUtils;
import org.voxmeta.analysis.Fit;

/**
 * Writes into each image that a command gives how it was made: the macro call, versions and time, where Image
 * &gt; Show Info... shows it, and TIFF files keep it.
 */
@Plugin(type = PostprocessorPlugin.class)
public final class Provenance extends AbstractPostprocessorPlugin {

	private static final String INFO = "Info";

	@Override
	public void process(final Module module) {
		final Object command = module.getDelegateObject();
		if (command.getClass().getPackage() != Provenance.class.getPackage()) return;
		final Set<ImagePlus> images = images(module);
		if (images.isEmpty()) return;
		if (command instanceof OfFit ofFit)
			ofFit.usedFit().ifPresent(fit -> images.forEach(image -> FitImages.attach(image, fit)));
		final String call = call(module);
		images.forEach(image -> write(image, call));
	}

	private static Set<ImagePlus> images(final Module module) {
		final Set<ImagePlus> images = new LinkedHashSet<>();
		for (final Object output : module.getOutputs().values()) {
			if (output instanceof ImagePlus image) images.add(image);
			if (output instanceof Map<?, ?> map)
				map.values().stream().filter(ImagePlus.class::isInstance).map(ImagePlus.class::cast).forEach(images::add);
		}
		return images;
	}

	private static void write(final ImagePlus image, final String call) {
		final StringBuilder info = new StringBuilder("Made by VoxMeta: ").append(image.getTitle()).append('\n');
		FitImages.of(image).map(Fit::name).ifPresent(fit -> info.append("Fit: ").append(fit).append('\n'));
		info.append("Command: ").append(call).append('\n');
		info.append("Time: ").append(Instant.now().truncatedTo(ChronoUnit.SECONDS)).append('\n');
		info.append("Versions: VoxMeta ").append(VersionUtils.getVersion(Provenance.class)).append(", Java ")
			.append(System.getProperty("java.version")).append(", ImageJ ").append(IJ.getVersion()).append('\n');
		final Object earlier = image.getProperty(INFO);
		if (earlier != null) info.append('\n').append(earlier);
		image.setProperty(INFO, info.toString());
	}

	/** The command as a macro calls it, with the keys whose values are not the usual ones. */
	static String call(final Module module) {
		final ModuleInfo info = module.getInfo();
		final StringBuilder keys = new StringBuilder();
		final Optional<Module> usual = usual(info);
		for (final ModuleItem<?> item : info.inputs()) {
			if (item.getVisibility() == ItemVisibility.MESSAGE) continue;
			final String value = text(module.getInput(item.getName()));
			if (value == null || value.equals(usual.map(other -> text(other.getInput(item.getName()))).orElse(null)))
				continue;
			if (keys.length() > 0) keys.append(' ');
			keys.append(item.getName()).append('=')
				.append(value.matches("[^\\s\\[\\]\"]+") ? value : '[' + value + ']');
		}
		final String label = info.getMenuPath().isEmpty() ? info.getTitle()
			: info.getMenuPath().getLeaf().getName();
		return "run(\"" + label + "\", \"" + keys.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\");";
	}

	/** The command before anybody gave it anything. */
	private static Optional<Module> usual(final ModuleInfo info) {
		try {
			return Optional.of(info.createModule());
		}
		catch (final ModuleException e) {
			// then no value is known to be the usual one
			return Optional.empty();
		}
	}

	/** A value as a macro gives it; null for what none can give. */
	private static String text(final Object value) {
		if (value instanceof File[] files)
			return Arrays.stream(files).filter(Objects::nonNull).map(File::getPath).collect(Collectors.joining(","));
		if (value instanceof ImagePlus image) return image.getTitle();
		return value instanceof String || value instanceof Number || value instanceof Boolean
			|| value instanceof File || value instanceof ImageInput ? value.toString() : null;
	}
}
