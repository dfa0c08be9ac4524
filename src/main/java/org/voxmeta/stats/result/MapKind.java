package org.voxmeta.stats.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The maps a fit can give. {@link #key()} names each in macros, file names and window titles. */
public enum MapKind {

	/** Normal deviate with the same two-sided p as the test, signed like the estimate. */
	Z("z", "z", true),
	/** Two-sided p value. */
	P("p", "p value", false),
	/** Estimated effect, units of the effect maps. */
	EST("est", "estimate", true),
	/** Standard error of the estimate, units of the effect maps. */
	SE("se", "standard error", false),
	/** Between-study variance, squared units of the effect maps. */
	TAU2("tau2", "between-study variance", false),
	/** Degrees of freedom: independent studies - 1. */
	DOF("dof", "degrees of freedom", false),
	/** -log10 of the two-sided p value, also where p itself underflows. */
	LOGP("logp", "-log10 p", false),
	/** Number of studies used. */
	K("k", "number of studies", false),
	/** Why a voxel has no result: the code of a {@link Reason}, 0 where it has one. */
	REASON("reason", "reason", false);

	private final String key;
	private final String title;
	private final boolean signed;

	MapKind(final String key, final String title, final boolean signed) {
		this.key = key;
		this.title = title;
		this.signed = signed;
	}

	/** Short lower-case name. */
	public String key() {
		return key;
	}

	/** What the map shows, in words. */
	public String title() {
		return title;
	}

	/** Whether values of both signs mean opposite things, so that a picture wants a zero-centred colour scale. */
	public boolean isSigned() {
		return signed;
	}

	/** The six maps that are shown unless others are asked for. */
	public static Set<MapKind> defaults() {
		return EnumSet.range(Z, DOF);
	}

	/**
	 * Reads a comma-separated list of keys, in any case and order; {@code all} means every map.
	 *
	 * @throws IllegalArgumentException if a key is unknown or there is none
	 */
	public static Set<MapKind> parse(final String keys) {
		final Set<MapKind> kinds = EnumSet.noneOf(MapKind.class);
		for (final String word : keys.trim().toLowerCase(Locale.ROOT).split("[,;\\s]+")) {
			if (word.equals("all")) Collections.addAll(kinds, values());
			else if (!word.isEmpty()) kinds.add(ofKey(word));
		}
		if (kinds.isEmpty()) throw new IllegalArgumentException("Maps: got none, wanted any of " + keys() + " or all");
		return kinds;
	}

	private static MapKind ofKey(final String key) {
		for (final MapKind kind : values())
			if (kind.key.equals(key)) return kind;
		throw new IllegalArgumentException("Maps: got '" + key + "', wanted any of " + keys() + " or all");
	}

	private static String keys() {
		final List<String> keys = new ArrayList<>();
		for (final MapKind kind : values())
			keys.add(kind.key);
		return String.join(", ", keys);
	}
}
