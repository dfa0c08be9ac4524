package org.voxmeta.masker.mask;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;

import org.voxmeta.masker.VoxelMask;

/** The images and masks of the tables beside these tests. */
final class MaskTables {

	private MaskTables() {
	}

	/** An image of images.tsv. */
	static Img<DoubleType> image(final String name) {
		final String[] row = rows("images.tsv").stream().filter(r -> r[0].equals(name)).findFirst().orElseThrow();
		return ArrayImgs.doubles(Arrays.stream(row[2].split(" ")).mapToDouble(Double::parseDouble).toArray(), Arrays
			.stream(row[1].split("x")).mapToLong(Long::parseLong).toArray());
	}

	/** The rows of masks.tsv of a strategy. */
	static List<Row> masks(final String strategy) {
		return rows("masks.tsv").stream().filter(row -> row[1].equals(strategy)).map(row -> {
			final String[] cleaning = row[3].split(" ");
			return new Row(row[0], row[2].split(" "), new MaskCleaning(Integer.parseInt(cleaning[0]),
				Boolean.parseBoolean(cleaning[1]), Boolean.parseBoolean(cleaning[2])), row[4]);
		}).toList();
	}

	/** A mask as the table has it. */
	static String digits(final VoxelMask mask) {
		final int[] digits = new int[(mask.gridSize() + 3) / 4];
		for (int j = 0; j < mask.size(); j++)
			digits[mask.index(j) / 4] |= 1 << mask.index(j) % 4;
		final StringBuilder text = new StringBuilder();
		for (final int digit : digits)
			text.append(Character.forDigit(digit, 16));
		return text.toString();
	}

	/** The numbers in the grid of a mask's voxels. */
	static int[] indices(final VoxelMask mask) {
		final int[] indices = new int[mask.size()];
		Arrays.setAll(indices, mask::index);
		return indices;
	}

	private static List<String[]> rows(final String file) {
		try (InputStream in = MaskTables.class.getResourceAsStream(file)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).map(line -> line.split("\t"))
				.toList();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** A row of masks.tsv. */
	record Row(String image, String[] settings, MaskCleaning cleaning, String mask) {

		/** What the row is about, for messages. */
		String what() {
			return image + " " + String.join(" ", settings) + " " + cleaning;
		}
	}
}
