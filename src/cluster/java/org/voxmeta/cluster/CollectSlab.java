package org.voxmeta.cluster;

import java.util.Iterator;
import java.util.List;

import org.apache.spark.api.java.function.Function2;

import scala.Tuple2;

/** The task that puts a slab's rows together for the driver. */
final class CollectSlab implements Function2<Integer, Iterator<Tuple2<Integer, Piece>>, Iterator<SlabRows>> {

	private static final long serialVersionUID = 1L;

	private final Slabs slabs;
	private final int[] places;
	private final boolean everywhere;

	CollectSlab(final Slabs slabs, final int[] places, final boolean everywhere) {
		this.slabs = slabs;
		this.places = places;
		this.everywhere = everywhere;
	}

	@Override
	public Iterator<SlabRows> call(final Integer slab, final Iterator<Tuple2<Integer, Piece>> pieces) {
		return List.of(SlabRows.of(pieces, places, slabs.from(slab), everywhere)).iterator();
	}
}
