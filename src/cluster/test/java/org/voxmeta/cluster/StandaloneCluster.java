package org.voxmeta.cluster;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Spark as a user has it, on this machine: a folder with Spark's own jars and nothing else, a master, two
 * workers, and {@code spark-submit}, each a Java of its own, started as Spark's own scripts do.
 */
final class StandaloneCluster implements AutoCloseable {

	/** Jars that Spark has, and are among those that VoxMeta needs elsewhere. */
	private static final List<String> SHARED = List.of("commons-codec-", "commons-io-");

	private final List<Process> started = new ArrayList<>();
	private final Path home;
	private final String master;

	private StandaloneCluster(final Path home) throws IOException {
		this.home = home;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			master = "spark://127.0.0.1:" + free.getLocalPort();
		}
	}

	/**
	 * Starts a cluster.
	 *
	 * @param home an empty folder
	 */
	static StandaloneCluster start(final Path home) throws IOException, InterruptedException {
		final Path jars = Files.createDirectories(home.resolve("jars"));
		final String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		final Path ofSpark = Path.of(System.getProperty("voxmeta.spark"));
		final List<String> paths = new ArrayList<>(jars(Files.readString(ofSpark)));
		paths.addAll(jars(all).stream()
			.filter(jar -> SHARED.stream().anyMatch(Path.of(jar).getFileName().toString()::startsWith)).toList());
		for (final String jar : paths)
			Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
		final StandaloneCluster cluster = new StandaloneCluster(home);
		cluster.startAll();
		return cluster;
	}

	private static List<String> jars(final String classPath) {
		return Arrays.stream(classPath.strip().split(File.pathSeparator))
			.filter(path -> path.endsWith(".jar")).toList();
	}

	private void startAll() throws IOException, InterruptedException {
		final String port = master.substring(master.lastIndexOf(':') + 1);
		daemon("master", "New state: ALIVE", "org.apache.spark.deploy.master.Master", "--port", port);
		for (final String worker : List.of("worker1", "worker2"))
			daemon(worker, "Successfully registered with master", "org.apache.spark.deploy.worker.Worker",
				"--cores", "2", "--memory", "2g", "--work-dir", home.resolve(worker).toString(), master);
	}

	/** Starts one of Spark's own, and waits until it says that it is there. */
	private void daemon(final String name, final String ready, final String... command) throws IOException,
		InterruptedException
	{
		final Path log = home.resolve(name + ".log");
		final List<String> all = new ArrayList<>(List.of(command));
		all.addAll(1, List.of("--host", "127.0.0.1", "--webui-port", "0"));
		final Process process = java(log, all);
		started.add(process);
		while (!Files.readString(log).contains(ready)) {
			if (!process.isAlive()) throw new IOException(name + ": ended: " + Files.readString(log));
			Thread.sleep(100);
		}
	}

	/**
	 * Does what {@code spark-submit} does.
	 *
	 * @param arguments without the master
	 * @return how it ended
	 */
	Ended submit(final String... arguments) throws IOException, InterruptedException {
		final List<String> command = new ArrayList<>();
		command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", master));
		command.addAll(List.of(arguments));
		final Path log = Files.createTempFile(home, "submit", ".log");
		final int status = java(log, command).waitFor();
		return new Ended(status, Files.readAllLines(log));
	}

	private Process java(final Path log, final List<String> arguments) throws IOException {
		final List<String> command = new ArrayList<>();
		command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx512m"));
		command.addAll(Arrays.stream(System.getProperty("voxmeta.executor").split(" "))
			.filter(option -> option.startsWith("--add-opens")).toList());
		command.addAll(List.of("-cp", home.resolve("jars") + "/*"));
		command.addAll(arguments);
		final ProcessBuilder builder = new ProcessBuilder(command);
		builder.redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().putAll(Map.of("SPARK_HOME", home.toString(), "SPARK_CONF_DIR", home.toString(),
			"SPARK_SCALA_VERSION", "2.13", "SPARK_LOCAL_IP", "127.0.0.1"));
		return builder.start();
	}

	@Override
	public void close() throws InterruptedException {
		for (final Process process : started)
			process.destroy();
		for (final Process process : started)
			process.waitFor();
	}

	/**
	 * How a submitted run ended.
	 *
	 * @param status its exit status
	 * @param lines what it told
	 */
	record Ended(int status, List<String> lines) {

		/** The lines that are no information. */
		List<String> errors() {
			return lines.stream().filter(line -> line.contains(" ERROR ") || line.contains("Exception")
				|| line.startsWith("\t")).toList();
		}
	}
}
