package org.voxmeta.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

import org.voxmeta.stats.data.Signals;

/**
 * What a slab gets of a study.
 *
 * @param study its place
 * @param values effects or statistics in the slab's voxels; null of a study that could not be read
 * @param variances the effects' variances; null where there are none
 * @param failures why it could not be read
 */
record Piece(int study, Signals.Row values, Signals.Row variances,
	List<IOException> failures) implements Serializable {
}
