package org.voxmeta.stats.effectsize;

/** What the values of a converted map are. */
public enum Quantity {

	/** Normal deviate. */
	Z("z"),
	/** Student's t. */
	T("t"),
	/** Cohen's d. */
	D("d"),
	/** Hedges' g. */
	G("g"),
	/** Sampling variance of Hedges' g. */
	VARIANCE_OF_G("varg"),
	/** Effect. */
	BETA("beta"),
	/** Sampling variance of an effect. */
	VARCOPE("varcope"),
	/** p value. */
	P("p"),
	/** -log10 of a p value. */
	LOGP("logp");

	private final String key;

	Quantity(final String key) {
		this.key = key;
	}

	/** The name of such a map. */
	public String key() {
		return key;
	}

	/** Whether values are of either sign. */
	public boolean isSigned() {
		return switch (this) {
			case Z, T, D, G, BETA -> true;
			case VARIANCE_OF_G, VARCOPE, P, LOGP -> false;
		};
	}
}
