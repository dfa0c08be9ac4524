package org.voxmeta.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.cluster.TwoRuns.assertSameFiles;
import static org.voxmeta.cluster.TwoRuns.names;
import static org.voxmeta.cluster.TwoRuns.onCluster;
import static org.voxmeta.cluster.TwoRuns.onOneMachine;
import static org.voxmeta.cluster.TwoRuns.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;

class HdfsTest {

	private static final SmallStudies STUDIES = SmallStudies.of(6, 5, 4, 3).withHoles();
	private static final String FIT = "estimator=Paule-Mandel|aggressivemask=false";

	@TempDir
	static Path drive;

	private static MiniDFSCluster hdfs;
	private static FileSystem files;

	@TempDir
	Path folder;

	private Path table;

	@BeforeAll
	static void start() throws IOException {
		final Configuration settings = new Configuration();
		settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, drive.toString());
		hdfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
		hdfs.waitActive();
		files = hdfs.getFileSystem();
	}

	@AfterAll
	static void stop() {
		hdfs.shutdown();
	}

	@BeforeEach
	void write() throws IOException {
		table = STUDIES.write(folder);
	}

	@Test
	void tableMapsAndOutputAreOnHdfs() throws IOException {
		final Path here = folder.resolve("here");
		onOneMachine(here, with(FIT, "studies=" + table));
		upload();

		// the second time over the first one's files
		for (int again = 0; again < 2; again++)
			onCluster(address("there"), with(FIT, "studies=" + address(table.getFileName().toString())));

		assertEquals(names(here), listed(address("there")));
		assertSameFiles(here, download("there"), names(here));
	}

	@Test
	void pathsOfATableAreRelativeToItOrWholeAddresses() throws IOException {
		final Path here = folder.resolve("here");
		onOneMachine(here, with(FIT, "studies=" + table));
		final String text = Files.readString(table).replace("beta-1.", "../" + folder.getFileName() + "/beta-1.")
			.replace("beta-2.", address("beta-2.")).replace("beta-3.", folder + "/beta-3.")
			.replace("varcope-2.", "file://" + folder + "/varcope-2.");
		Files.writeString(table, text);
		upload();
		// those that are named by whole addresses are where these say
		Files.delete(folder.resolve("beta-2.nii.gz"));
		assertTrue(files.delete(hadoop("varcope-2.nii.gz"), false));

		onCluster(address("there"), with(FIT, "studies=" + address(table.getFileName().toString())));

		final List<String> maps = names(here).stream().filter(name -> name.endsWith(".gz")).toList();
		assertSameFiles(here, download("there"), maps);
	}

	@Test
	void aDamagedFileIsLeftOutAsOnOneMachine() throws IOException {
		final Path damaged = folder.resolve("beta-4.nii.gz");
		final byte[] whole = Files.readAllBytes(damaged);
		Files.write(damaged, Arrays.copyOf(whole, whole.length / 2));
		final Path here = folder.resolve("here");
		onOneMachine(here, with(FIT, "studies=" + table));
		upload();

		onCluster(address("there"), with(FIT, "studies=" + address(table.getFileName().toString())));

		assertSameFiles(here, download("there"), names(here));
	}

	@Test
	void whatIsMissingIsToldInALine() throws IOException {
		upload();
		assertTrue(files.delete(hadoop("beta-3.nii.gz"), false));

		final String missing = message(IOException.class, "studies=" + address(table.getFileName().toString()));

		assertTrue(missing.contains("line 4, column 'beta': got '" + address("beta-3.nii.gz")), missing);
		final String none = message(IllegalArgumentException.class, "studies=" + address("none.tsv"));
		assertTrue(none.startsWith("Argument studies: got '" + address("none.tsv")
			+ "', and there is no such file"), none);
	}

	@Test
	void whatMayNotBeReadIsToldInALine() throws Exception {
		upload();
		files.setPermission(hadoop(table.getFileName().toString()), new FsPermission("600"));

		final String denied = UserGroupInformation.createRemoteUser("guest").doAs(
			(java.security.PrivilegedExceptionAction<String>) () -> message(IOException.class,
				"studies=" + address(table.getFileName().toString())));

		assertTrue(denied.contains("ermission denied: user=guest"), denied);
		assertEquals(1, denied.lines().count(), denied);
	}

	@Test
	void aFolderThatMayNotBeWrittenToIsToldInALineBeforeStudiesAreRead() throws Exception {
		upload();

		final IOException denied = UserGroupInformation.createRemoteUser("guest").doAs(
			(java.security.PrivilegedExceptionAction<IOException>) () -> assertThrows(IOException.class,
				() -> onCluster(address("there"), with(FIT, "studies=" + address(table.getFileName().toString())))));

		assertTrue(denied.getMessage().startsWith("Output: cannot write to folder " + address("there")),
			denied.getMessage());
		assertEquals(1, denied.getMessage().lines().count(), denied.getMessage());
	}

	@Test
	void earlierResultsStayWhereNewOnesCannotBeWritten() throws IOException {
		upload();
		final String[] arguments = with(FIT, "studies=" + address(table.getFileName().toString()));
		onCluster(address("there"), arguments);
		final Path before = download("there");
		assertTrue(files.delete(hadoop("there/tau2.nii.gz"), false));
		assertTrue(files.mkdirs(hadoop("there/tau2.nii.gz")));

		final IOException e = assertThrows(IOException.class, () -> onCluster(address("there"), with(
			"minimumstudies=5", arguments)));

		assertTrue(e.getMessage().contains("tau2.nii.gz: cannot be replaced: it is a folder"), e.getMessage());
		assertEquals(names(before), listed(address("there")));
		final Path after = download("there");
		assertSameFiles(before, after, names(before).stream().filter(name -> !name.contains("tau2")).toList());
	}

	private <T extends Exception> String message(final Class<T> type, final String... arguments) {
		final String message = assertThrows(type,
			() -> onCluster(address("there"), with(FIT, arguments))).getMessage();
		assertFalse(message.contains("\tat "), message);
		return message;
	}

	/** A path on HDFS, in a folder of the same name as the one here. */
	private org.apache.hadoop.fs.Path hadoop(final String name) {
		return new org.apache.hadoop.fs.Path(address(name));
	}

	private String address(final String name) {
		return hdfs.getURI() + folder.resolve(name).toString();
	}

	private void upload() throws IOException {
		try (Stream<Path> all = Files.list(folder)) {
			for (final Path file : all.filter(Files::isRegularFile).toList())
				files.copyFromLocalFile(new org.apache.hadoop.fs.Path(file.toUri()),
					hadoop(file.getFileName().toString()));
		}
	}

	private Path download(final String name) throws IOException {
		final Path local = Files.createTempDirectory(folder, "download").resolve(name);
		files.copyToLocalFile(false, hadoop(name), new org.apache.hadoop.fs.Path(local.toUri()), true);
		return local;
	}

	private static List<String> listed(final String address) throws IOException {
		return Arrays.stream(files.listStatus(new org.apache.hadoop.fs.Path(address)))
			.map(status -> status.getPath().getName()).sorted().toList();
	}
}
