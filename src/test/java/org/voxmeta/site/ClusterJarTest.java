package org.voxmeta.site;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What runs on a cluster is in no jar of Fiji: the default build neither compiles it nor needs Spark. */
class ClusterJarTest {

	private static final Path SOURCES = Path.of("src", "cluster", "java", "org", "voxmeta", "cluster");

	@Test
	void theDefaultBuildHasNoneOfItsClasses() throws IOException {
		try (Stream<Path> files = Files.list(SOURCES)) {
			final List<String> names = files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(
				"package-info")).map(name -> name.replace(".java", "")).toList();
			assertTrue(names.contains("ClusterMetaAnalysis"), names.toString());
			for (final String name : names)
				assertThrows(ClassNotFoundException.class, () -> Class.forName("org.voxmeta.cluster." + name));
		}
	}

	@Test
	void theDefaultBuildHasNoSpark() {
		assertThrows(ClassNotFoundException.class, () -> Class.forName("org.apache.spark.SparkConf"));
	}

	@Test
	void nothingOfTheDefaultBuildNamesIt() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
			for (final Path file : files.filter(Files::isRegularFile).toList()) {
				final String code = Files.readString(file);
				assertFalse(code.contains("org.apache.spark") || code.contains("org.voxmeta.cluster"), file.toString());
			}
		}
	}
}
