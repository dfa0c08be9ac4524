package org.voxmeta.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A moderator that is a number.
 *
 * @param name its column
 * @param centre what is subtracted from its values; 0 if it is not centred
 */
record NumericModerator(String name, double centre) implements Moderator {

	private static final MathContext SHOWN = new MathContext(6);

	/**
	 * The moderator of a column of numbers.
	 *
	 * @param cells one for each study
	 * @param isCentred whether the mean of these studies is subtracted
	 */
	static NumericModerator of(final String name, final List<String> cells, final boolean isCentred) {
		final double mean = cells.stream().mapToDouble(Cells::number).average().orElseThrow();
		return new NumericModerator(name, isCentred ? mean : 0);
	}

	@Override
	public List<String> columns() {
		return List.of(name);
	}

	@Override
	public double[] code(final String value) {
		if (!Cells.isNumber(value)) throw new IllegalArgumentException("got " + Cells.shown(value) + " for "
			+ Cells.shown(name) + ", wanted a number");
		return new double[] { Cells.number(value) - centre };
	}

	@Override
	public String remark() {
		return centre == 0 ? "" : "Moderator " + Cells.shown(name) + ": centred at its mean, " + shown(centre);
	}

	@Override
	public Map<String, Object> record() {
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("column", name);
		record.put("kind", "number");
		record.put("centre", centre);
		return record;
	}

	/** A number with six digits, without zeros at the end. */
	static String shown(final double number) {
		final BigDecimal rounded = new BigDecimal(number).round(SHOWN).stripTrailingZeros();
		return rounded.scale() < 0 ? rounded.toBigInteger().toString() : rounded.toString();
	}
}
