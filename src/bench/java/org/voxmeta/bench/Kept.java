package org.voxmeta.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Data that the iterations of one Java share, as JMH makes a new state for each. Of each kind only the
 * latest are kept.
 */
final class Kept {

	private static final Map<Class<?>, Map.Entry<List<Object>, Object>> LATEST = new HashMap<>();

	private Kept() {
	}

	/**
	 * Data, made unless they are the latest of their kind.
	 *
	 * @param key what they depend on
	 */
	static synchronized <T> T get(final Class<T> kind, final List<Object> key, final Supplier<T> make) {
		final Map.Entry<List<Object>, Object> latest = LATEST.get(kind);
		if (latest != null && Objects.equals(latest.getKey(), key)) return kind.cast(latest.getValue());
		// the old ones may go before the new are made
		LATEST.remove(kind);
		final T made = make.get();
		LATEST.put(kind, Map.entry(key, made));
		return made;
	}
}
