package org.voxmeta.cluster;

import java.io.IOException;
import java.io.Serializable;

import org.voxmeta.analysis.RecordedRun;
import org.voxmeta.analysis.StudyRows;

/**
 * A run as it goes to other machines, as the text of what to do. What it says is looked up once on each of
 * them. Thread-safe.
 */
final class RunSource implements Serializable {

	private static final long serialVersionUID = 1L;

	private final String text;
	private final ClusterFiles files;
	private transient StudyRows rows;

	RunSource(final String text, final ClusterFiles files) {
		this.text = text;
		this.files = files;
	}

	/** The run. */
	RecordedRun run() {
		return RecordedRun.parse("Meta-analysis", text, files);
	}

	/**
	 * Its studies' rows.
	 *
	 * @throws IOException if the table, the mask or a map's header cannot be read
	 */
	synchronized StudyRows rows() throws IOException {
		if (rows == null) rows = StudyRows.of(run());
		return rows;
	}
}
