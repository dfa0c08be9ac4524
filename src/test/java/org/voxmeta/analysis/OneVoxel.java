package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudyTableWriter;

/** Single data sets as maps of one voxel in double precision. */
final class OneVoxel {

	private OneVoxel() {
	}

	/**
	 * Writes the maps of studies and their table into a folder.
	 *
	 * @param columns moderators by name, a cell for each study
	 * @return the table
	 */
	static Path write(final Path folder, final double[] y, final double[] v,
		final Map<String, List<String>> columns) throws IOException
	{
		final List<Study> studies = new ArrayList<>();
		for (int k = 0; k < y.length; k++) {
			final Map<String, String> moderators = new LinkedHashMap<>();
			for (final Map.Entry<String, List<String>> column : columns.entrySet())
				moderators.put(column.getKey(), column.getValue().get(k));
			studies.add(new Study("s" + k, Map.of(StudyMap.BETA, map(folder.resolve("y" + k + ".nii"), y[k]),
				StudyMap.VARCOPE, map(folder.resolve("v" + k + ".nii"), v[k])), Double.NaN, "", moderators, 0));
		}
		final Path table = folder.resolve("studies.tsv");
		StudyTableWriter.write(table, studies);
		return table;
	}

	private static Path map(final Path file, final double value) throws IOException {
		NiftiWriter.write(NiftiImage.of(NiftiHeader.of(new long[] { 1, 1 }, NiftiType.FLOAT64),
			new double[] { value }), file);
		return file;
	}
}
