package org.voxmeta.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.LinkedHashMap;
import java.util.Map;

import org.voxmeta.cli.CommandFailure;
import org.voxmeta.cli.HeadlessRunner;

/**
 * A command with the arguments of {@link org.voxmeta.Main}, run again and again in one Java as in Fiji: some
 * times at first, and then once for each line that comes in, answered by the milliseconds of processor time.
 */
public final class Repeated {

	private static final int FIRST = 5;

	private Repeated() {
	}

	/** Runs until there are no more lines. */
	public static void main(final String[] args) throws IOException, CommandFailure {
		final Map<String, String> values = new LinkedHashMap<>();
		for (int i = 1; i < args.length; i++)
			values.put(args[i].substring(0, args[i].indexOf('=')), args[i].substring(args[i].indexOf('=') + 1));
		try (HeadlessRunner runner = new HeadlessRunner((fraction, message) -> {
		}, level -> System.err); BufferedReader lines = new BufferedReader(new InputStreamReader(System.in))) {
			for (int i = 0; i < FIRST; i++)
				runner.run(args[0], values);
			while (lines.readLine() != null) {
				final double start = ProcessorTime.now();
				runner.run(args[0], values);
				System.out.println(ProcessorTime.now() - start);
			}
		}
	}
}
