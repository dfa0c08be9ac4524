package org.voxmeta.stats.correction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link Correction} against statsmodels' numbers, as NiMARE has them, and against plain definitions. */
class CorrectionTest {

	/** Columns of pvalues.tsv: case, log p, and the log of the adjusted p values of three corrections. */
	private static final List<Correction> COLUMNS = List.of(Correction.BONFERRONI, Correction.FDR_BH,
		Correction.FDR_BY);

	@Test
	void agreesWithThePeers() throws IOException {
		for (final List<double[]> rows : cases().values()) {
			final double[] logP = column(rows, 0);
			for (final Correction correction : COLUMNS) {
				final double[] wanted = column(rows, 1 + COLUMNS.indexOf(correction));

				final double[] adjusted = correction.adjust(logP);

				for (int j = 0; j < wanted.length; j++)
					assertEquals(wanted[j], adjusted[j], 1e-12 * Math.max(1, Math.abs(wanted[j])), correction.key());
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Correction.class)
	void agreesWithItsDefinition(final Correction correction) {
		final Random random = new Random(1);
		for (int n = 1; n < 40; n++) {
			final double[] p = new double[n];
			// rounded, so that some are equal
			Arrays.setAll(p, j -> Math.max(1, Math.round(random.nextDouble() * random.nextDouble() * 50)) / 50.0);

			final double[] adjusted = correction.adjust(logs(p));

			for (int j = 0; j < n; j++)
				assertEquals(plain(correction, p, p[j]), Math.exp(adjusted[j]), 1e-12, correction.key());
		}
	}

	@ParameterizedTest
	@EnumSource(Correction.class)
	void notANumberIsNoTest(final Correction correction) {
		final double[] logP = logs(0.01, 0.2, 0.03);
		final double[] alone = correction.adjust(logP);

		final double[] adjusted = correction.adjust(new double[] { Double.NaN, logP[0], Double.NaN, logP[1], logP[2] });

		assertArrayEquals(new double[] { Double.NaN, alone[0], Double.NaN, alone[1], alone[2] }, adjusted);
		assertArrayEquals(new double[] { Double.NaN }, correction.adjust(new double[] { Double.NaN }));
		assertArrayEquals(new double[0], correction.adjust(new double[0]));
	}

	@ParameterizedTest
	@EnumSource(Correction.class)
	void doesNotUnderflow(final Correction correction) {
		final double[] logP = { -5000, -1e6, Double.NEGATIVE_INFINITY, -0.5 };

		final double[] adjusted = correction.adjust(logP);

		assertTrue(adjusted[0] > -5000 && adjusted[0] < -4990, "adjusted log p " + adjusted[0]);
		assertTrue(adjusted[1] > -1e6 && adjusted[1] < -999990, "adjusted log p " + adjusted[1]);
		assertEquals(Double.NEGATIVE_INFINITY, adjusted[2]);
	}

	@Test
	void holmIsBetweenTheUncorrectedAndBonferroni() {
		final Random random = new Random(2);
		final double[] logP = random.doubles(500).map(p -> Math.log(p * p)).toArray();

		final double[] holm = Correction.HOLM.adjust(logP);

		final double[] bonferroni = Correction.BONFERRONI.adjust(logP);
		for (int j = 0; j < logP.length; j++)
			assertTrue(logP[j] <= holm[j] && holm[j] <= bonferroni[j]);
	}

	@Test
	void saysWhatItDoesNotTake() {
		assertEquals("p values: got a log p of 0.1, wanted 0 or below", assertThrows(IllegalArgumentException.class,
			() -> Correction.HOLM.adjust(new double[] { -1, 0.1 })).getMessage());
		assertEquals("Correction: got 'fdr', wanted one of bonferroni, holm, fdr_bh, fdr_by", assertThrows(
			IllegalArgumentException.class, () -> Correction.parse("fdr")).getMessage());
	}

	@ParameterizedTest
	@EnumSource(Correction.class)
	void isFoundByKeyAndLabel(final Correction correction) {
		assertEquals(correction, Correction.parse(correction.key()));
		assertEquals(correction, Correction.parse(" " + correction.label().toUpperCase()));
	}

	/** The adjusted p of a test, straight from the definitions over all sorted tests. */
	private static double plain(final Correction correction, final double[] p, final double own) {
		final double[] sorted = p.clone();
		Arrays.sort(sorted);
		final int n = p.length;
		double harmonic = 0;
		for (int i = 1; i <= n; i++)
			harmonic += 1.0 / i;
		double stepDown = 0;
		double stepUp = 1;
		for (int i = 1; i <= n; i++) {
			if (sorted[i - 1] <= own) stepDown = Math.max(stepDown, (n - i + 1) * sorted[i - 1]);
			if (sorted[i - 1] >= own) stepUp = Math.min(stepUp, n * sorted[i - 1] / i * (correction == Correction.FDR_BY
				? harmonic : 1));
		}
		return switch (correction) {
			case BONFERRONI -> Math.min(1, n * own);
			case HOLM -> Math.min(1, stepDown);
			case FDR_BH, FDR_BY -> stepUp;
		};
	}

	private static double[] logs(final double... p) {
		return Arrays.stream(p).map(Math::log).toArray();
	}

	private static double[] column(final List<double[]> rows, final int column) {
		return rows.stream().mapToDouble(row -> row[column]).toArray();
	}

	private static Map<String, List<double[]>> cases() throws IOException {
		final Map<String, List<double[]>> cases = new LinkedHashMap<>();
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(CorrectionTest.class.getResourceAsStream(
			"pvalues.tsv"), StandardCharsets.UTF_8)))
		{
			reader.lines().skip(1).map(line -> line.split("\t")).forEach(cells -> cases.computeIfAbsent(cells[0],
				name -> new ArrayList<>()).add(Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble)
					.toArray()));
		}
		assertEquals(5, cases.size());
		return cases;
	}
}
