package org.voxmeta.image;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** Sample values for every type, with the type's extremes. */
final class NiftiSamples {

	static final List<NiftiType> TYPES = Arrays.stream(NiftiType.values()).filter(NiftiType::isSupported)
		.toList();

	private NiftiSamples() {
	}

	/** Six values that the type can hold. */
	static String[] literals(final NiftiType type) {
		switch (type) {
			case INT8:
				return new String[] { "0", "1", "-1", "127", "-128", "42" };
			case UINT8:
				return new String[] { "0", "1", "128", "255", "200", "42" };
			case INT16:
				return new String[] { "0", "1", "-1", "32767", "-32768", "258" };
			case UINT16:
				return new String[] { "0", "1", "32768", "65535", "40000", "258" };
			case INT32:
				return new String[] { "0", "1", "-1", "2147483647", "-2147483648", "16909060" };
			case UINT32:
				return new String[] { "0", "1", "2147483648", "4294967295", "3000000000", "16909060" };
			case INT64:
				return new String[] { "0", "9007199254740993", "-1", "9223372036854775807",
					"-9223372036854775808", "72623859790382856" };
			case UINT64:
				return new String[] { "0", "9007199254740993", "9223372036854775808", "18446744073709551615",
					"1", "72623859790382856" };
			case FLOAT32:
				return new String[] { "0", "-0.0", "1.5", "NaN", "-Infinity", "3.4028235E38" };
			default:
				return new String[] { "0", "-0.0", "0.1", "NaN", "Infinity", "-1.7976931348623157E308" };
		}
	}

	/** The values in file order: whole numbers in full, others as the shortest text of their type. */
	static String[] texts(final RandomAccessibleInterval<? extends RealType<?>> img) {
		final String[] texts = new String[(int) img.size()];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(img).cursor();
		for (int i = 0; i < texts.length; i++) {
			final RealType<?> value = cursor.next();
			texts[i] = value instanceof IntegerType ? ((IntegerType<?>) value).getBigInteger().toString()
				: String.valueOf(value.getRealDouble());
		}
		return texts;
	}

	/** The same for literals. */
	static String[] texts(final NiftiType type, final String... literals) {
		return Arrays.stream(literals).map(l -> type.isInteger() ? new BigDecimal(l).toBigIntegerExact()
			.toString() : String.valueOf(type == NiftiType.FLOAT32 ? (double) Float.parseFloat(l)
			: Double.parseDouble(l))).toArray(
				String[]::new);
	}

	/** The values in file order as double. */
	static double[] doubles(final RandomAccessibleInterval<? extends RealType<?>> img) {
		final double[] values = new double[(int) img.size()];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(img).cursor();
		for (int i = 0; i < values.length; i++) values[i] = cursor.next().getRealDouble();
		return values;
	}
}
