package org.voxmeta.masker;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Reads the values of parameters that callers give by name: numbers, arrays, lists and texts alike, as
 * programs and scripts in several languages have them.
 */
final class Given {

	private Given() {
	}

	/** An image, or null. */
	static GridImage image(final String parameter, final Object value) {
		if (value == null || value instanceof GridImage) return (GridImage) value;
		throw wrong(parameter, value, "an image or null");
	}

	static boolean flag(final String parameter, final Object value) {
		if (value instanceof Boolean flag) return flag;
		if ("true".equalsIgnoreCase(text(value))) return true;
		if ("false".equalsIgnoreCase(text(value))) return false;
		throw wrong(parameter, value, "true or false");
	}

	static double number(final String parameter, final Object value) {
		if (value instanceof Number number) return number.doubleValue();
		try {
			return Double.parseDouble(text(value));
		}
		catch (final NumberFormatException e) {
			throw wrong(parameter, value, "a number");
		}
	}

	static long whole(final String parameter, final Object value) {
		final double number = number(parameter, value);
		if (number != Math.rint(number)) throw wrong(parameter, value, "a whole number");
		return (long) number;
	}

	/** One number or several. */
	static double[] numbers(final String parameter, final Object value) {
		if (value instanceof double[] numbers) return numbers.clone();
		return items(value).stream().mapToDouble(item -> number(parameter, item)).toArray();
	}

	static double[][] matrix(final String parameter, final Object value) {
		return items(value).stream().map(row -> numbers(parameter, row)).toArray(double[][]::new);
	}

	static List<String> texts(final Object value) {
		return items(value).stream().map(Given::text).toList();
	}

	/** The value, which must not be null. */
	static <T> T present(final String parameter, final T value) {
		if (value == null) throw wrong(parameter, null, "an image");
		return value;
	}

	static ResamplingTarget target(final String parameter, final Object value, final String wanted) {
		for (final ResamplingTarget target : ResamplingTarget.values())
			if (target.name().toLowerCase(Locale.ROOT).equals(word(value))) return target;
		throw wrong(parameter, value, wanted);
	}

	/** A value in lower case without blanks around it; "none" for null. */
	static String word(final Object value) {
		return value == null ? "none" : text(value).toLowerCase(Locale.ROOT);
	}

	static IllegalArgumentException wrong(final String parameter, final Object value, final String wanted) {
		final String got = value instanceof Collection || value != null && value.getClass().isArray()
			? Arrays.deepToString(items(value).toArray()) : String.valueOf(value);
		return new IllegalArgumentException(parameter + ": got " + got + ", wanted " + wanted);
	}

	static IllegalArgumentException unknown(final String masker, final String parameter,
		final Collection<String> wanted)
	{
		return new IllegalArgumentException(masker + ": got parameter '" + parameter + "', wanted one of " + String
			.join(", ", wanted));
	}

	private static String text(final Object value) {
		return String.valueOf(value).strip();
	}

	private static List<Object> items(final Object value) {
		if (value instanceof Collection<?> collection) return new ArrayList<>(collection);
		if (value == null || !value.getClass().isArray()) return Arrays.asList(value);
		final List<Object> items = new ArrayList<>();
		for (int i = 0; i < Array.getLength(value); i++)
			items.add(Array.get(value, i));
		return items;
	}
}
