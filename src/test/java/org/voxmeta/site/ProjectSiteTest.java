package org.voxmeta.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.site.SiteFile.Dependency;
import org.voxmeta.site.SiteFile.Version;

import uk.me.berndporr.iirj.Butterworth;

/** The site of this project, as its pom makes it. */
class ProjectSiteTest {

	@TempDir
	Path folder;

	@Test
	void siteShipsThePluginAndWhatFijiHasNot() throws Exception {
		final Path plugin = Jars.write(folder.resolve("voxmeta-1.0.0.jar"), Jars.POM, Files.readString(Path.of(
			"pom.xml")));
		final Path iirj = Path.of(Butterworth.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		final Path csv = Path.of(CSVFormat.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		final Path site = folder.resolve("site");

		UpdateSite.main(site.toString(), "2026-11-21T02:00:00Z", "plugins/=" + plugin, "jars/=" + iirj,
			"jars/=" + csv, "luts/=luts", "licenses/voxmeta.txt=LICENSE", "licenses/=update-site/licenses");

		final SiteIndex index = SiteIndex.read(site);
		assertEquals(List.of("jars/commons-csv-1.14.1.jar", "jars/iirj-1.7.jar", "licenses/iirj.txt", "licenses/voxmeta.txt",
			"luts/VoxMeta_Diverging.lut", "luts/VoxMeta_Diverging_Dark.lut", "luts/VoxMeta_Sequential.lut", "plugins/voxmeta-1.0.0.jar"), index.files().stream().map(SiteFile::name).toList());
		final Version version = index.find("plugins/voxmeta.jar").orElseThrow().version().orElseThrow();
		final Set<String> needed = new TreeSet<>(version.dependencies().stream().map(Dependency::name).toList());
		assertEquals(Set.of("jars/commons-csv.jar", "jars/commons-math3.jar", "jars/gson.jar", "jars/ij.jar",
			"jars/iirj.jar", "jars/imglib2.jar", "jars/scijava-common.jar"), needed);
		assertEquals(List.of("VoxMeta developers"), version.authors());
		assertTrue(version.description().contains("meta-analysis"), version.description());
	}

	/** The profile's own arguments are tried by hand; this holds that they are those tested above. */
	@Test
	void pomShipsTheSameFiles() throws Exception {
		final List<String> places = Files.readAllLines(Path.of("pom.xml")).stream().map(String::strip)
			.filter(line -> line.matches("<argument>(plugins|jars|licenses|luts|macros|scripts)/.*=.*</argument>"))
			.map(line -> line.replaceAll("<argument>|=.*", "")).toList();

		assertEquals(List.of("plugins/", "jars/", "jars/", "luts/", "licenses/voxmeta.txt", "licenses/"), places);
	}

	@Test
	void programIsNotInThePluginsJar() {
		assertTrue(Files.notExists(Path.of("target", "classes", "org", "voxmeta", "site")));
	}
}
