package org.voxmeta.cluster;

import org.apache.spark.Partitioner;

/** Each slab goes to a task of its own, and so does what could not be read, after the last slab. */
final class SlabPartitioner extends Partitioner {

	private static final long serialVersionUID = 1L;

	private final int slabs;

	SlabPartitioner(final int slabs) {
		this.slabs = slabs;
	}

	@Override
	public int numPartitions() {
		return slabs + 1;
	}

	@Override
	public int getPartition(final Object slab) {
		return (Integer) slab;
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof SlabPartitioner same && same.slabs == slabs;
	}

	@Override
	public int hashCode() {
		return slabs;
	}
}
