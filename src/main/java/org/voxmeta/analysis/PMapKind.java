package org.voxmeta.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.stats.kernel.NormalTail;

/** What the voxels of a map of tests hold: p values, or numbers that they follow from. */
public enum PMapKind {

	/** p. */
	P("p", NiftiIntent.PVAL) {

		@Override
		boolean isPossible(final double value) {
			return value >= 0 && value <= 1;
		}

		@Override
		double logP(final double value, final boolean oneSided) {
			return Math.log(value);
		}
	},

	/** -log10 p. */
	LOGP("logp", NiftiIntent.LOG10PVAL) {

		@Override
		boolean isPossible(final double value) {
			return value >= 0;
		}

		@Override
		double logP(final double value, final boolean oneSided) {
			// 0 - keeps p = 1 at 0 instead of -0
			return 0 - value * LN10;
		}
	},

	/** The normal deviate with that p. */
	Z("z", NiftiIntent.ZSCORE) {

		@Override
		boolean isPossible(final double value) {
			return true;
		}

		@Override
		double logP(final double value, final boolean oneSided) {
			return oneSided ? NormalTail.logUpper(value) : NormalTail.logTwoSided(value);
		}
	};

	static final double LN10 = Math.log(10);

	/** Words of which a file's or an image's name has one. */
	private static final List<String> P_WORDS = List.of("p", "pval", "pvals", "pvalue", "pvalues", "pmap");
	private static final List<String> LOGP_WORDS = List.of("logp", "log10p", "nlogp", "neglogp", "neglog10p",
		"log10");
	private static final Pattern Z_WORD = Pattern.compile("z|z(map|score|scores|stat|val|value)s?\\d*");
	/** Other things that are made of p: 1 - p, natural logs. */
	private static final Pattern OTHER = Pattern.compile(
		"(?<![a-z0-9])(1\\W*p|1mp|corrp|ln|lnp|log)(?![a-z0-9])");
	/** What ends the name of a file, and what is put behind a title that another image has. */
	private static final String ENDING = "(\\.(nii|hdr|img|tiff?|gz))+$|-\\d+$";

	private final String key;
	private final NiftiIntent intent;

	PMapKind(final String key, final NiftiIntent intent) {
		this.key = key;
		this.intent = intent;
	}

	/** Its name in keys of macros and of files. */
	public String key() {
		return key;
	}

	/**
	 * The kind of that name, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static PMapKind parse(final String name) {
		return Arrays.stream(values()).filter(kind -> kind.key.equalsIgnoreCase(name.strip())).findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Kind of map: got '" + name + "', wanted " + keys()));
	}

	/** The names of all. */
	static String keys() {
		return Arrays.stream(values()).map(PMapKind::key).collect(Collectors.joining(", "));
	}

	/** The kind that a NIfTI header tells; empty if it tells none. */
	static Optional<PMapKind> ofHeader(final NiftiHeader header) {
		return Arrays.stream(values()).filter(kind -> kind.intent.code() == header.intentCode()).findFirst();
	}

	/**
	 * The kind that a title or path tells by one of its words, as in {@code z.nii.gz} or {@code age logp}; empty
	 * if it tells none, or several.
	 */
	static Optional<PMapKind> ofName(final String name) {
		final String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).toLowerCase(
			Locale.ROOT);
		final List<String> words = List.of(file.replaceAll(ENDING, "").split(
			"[^a-z0-9]+"));
		if (OTHER.matcher(file).find()) return Optional.empty();
		final boolean z = words.stream().anyMatch(Z_WORD.asMatchPredicate());
		final boolean logp = words.stream().anyMatch(LOGP_WORDS::contains);
		final boolean p = words.stream().anyMatch(P_WORDS::contains);
		// "-log10 p" has both
		if (z) return logp || p ? Optional.empty() : Optional.of(Z);
		return logp ? Optional.of(LOGP) : p ? Optional.of(P) : Optional.empty();
	}

	/** Whether a number can be one of such a map; NaN cannot. */
	abstract boolean isPossible(double value);

	/**
	 * The natural log of the p value, 0 or below.
	 *
	 * @param value a number that is possible
	 * @param oneSided whether p is P(Z &gt;= z), else P(|Z| &gt;= |z|)
	 */
	abstract double logP(double value, boolean oneSided);
}
