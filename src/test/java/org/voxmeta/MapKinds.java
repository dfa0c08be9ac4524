package org.voxmeta;

import java.util.Arrays;

import org.voxmeta.stats.result.MapKind;

/** Kinds of map by the keys that reference files name them by. */
public final class MapKinds {

	private MapKinds() {
	}

	/** The kind of that key. */
	public static MapKind of(final String key) {
		return Arrays.stream(MapKind.values()).filter(kind -> kind.key().equals(key)).findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Map: got '" + key + "', wanted one of "
			+ Arrays.toString(MapKind.values())));
	}
}
