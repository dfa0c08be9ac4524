package org.voxmeta;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
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
		try (Stream<Path> files = Files.list(root().resolve(packageName.replace('.', '/')))) {
			return files.map(file -> file.getFileName().toString()).filter(name -> name.matches("\\w+\\.class"))
				.sorted().<Class<?>>map(name -> Types.load(packageName + "." + name.replace(".class", ""))).toList();
		}
	}

	/** All classes of estimators, in whichever package they are, sorted by name. */
	public static List<Class<?>> estimators() throws IOException, URISyntaxException {
		final Path root = root();
		try (Stream<Path> files = Files.walk(root.resolve("org/voxmeta/stats"))) {
			return files.filter(file -> file.getFileName().toString().matches("\\w+\\.class")).sorted()
				.<Class<?>>map(file -> Types.load(root.relativize(file).toString().replace(File.separatorChar, '.')
					.replaceAll("\\.class$", "")))
				.filter(type -> Estimator.class.isAssignableFrom(type))
				.filter(type -> !Modifier.isAbstract(type.getModifiers())).toList();
		}
	}

	private static Path root() throws URISyntaxException {
		return Path.of(Estimator.class.getProtectionDomain().getCodeSource().getLocation().toURI());
	}
}
