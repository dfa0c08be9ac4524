package org.voxmeta.study;

import java.util.List;

import org.voxmeta.stats.data.Dataset;

/**
 * A data set from a table.
 *
 * @param data the data
 * @param notes what a user should look at, such as rows left out
 * @param remarks how moderators are coded, and groups found
 */
public record TableDataset(Dataset data, List<String> notes, List<String> remarks) {

	/** Copies the lists. */
	public TableDataset {
		notes = List.copyOf(notes);
		remarks = List.copyOf(remarks);
	}
}
