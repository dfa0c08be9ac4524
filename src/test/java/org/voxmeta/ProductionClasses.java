package org.voxmeta;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.scijava.util.Types;
import org.voxmeta.stats.estimator.Estimator;

/** Finds classes in the build's output, so that a contract also holds for those yet to be written. */
public final class ProductionClasses {

	private ProductionClasses() {
	}

	/** All top-level classes of a package, sorted by name. */
	public static List<Class<?>> of(final String packageName) throws IOException, URISyntaxException {
		final Path root = Path.of(Estimator.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		try (Stream<Path> files = Files.list(root.resolve(packageName.replace('.', '/')))) {
			return files.map(file -> file.getFileName().toString()).filter(name -> name.matches("\\w+\\.class"))
				.sorted().<Class<?>>map(name -> Types.load(packageName + "." + name.replace(".class", ""))).toList();
		}
	}

	/** All top-level classes of a package and the packages in it, sorted by name. */
	public static List<Class<?>> below(final String packageName) throws IOException, URISyntaxException {
		final Path root = Path.of(Estimator.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		try (Stream<Path> files = Files.walk(root.resolve(packageName.replace('.', '/')))) {
			return files.map(file -> root.relativize(file).toString().replace('\\', '/')).filter(name -> name.matches(
				"[\\w/]+\\.class")).map(name -> name.replace(".class", "").replace('/', '.')).sorted().<Class<?>>map(
					Types::load).toList();
		}
	}
}
