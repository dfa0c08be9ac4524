package org.voxmeta.study;

import static org.voxmeta.study.StudyMap.BETA;
import static org.voxmeta.study.StudyMap.SE;
import static org.voxmeta.study.StudyMap.T;
import static org.voxmeta.study.StudyMap.VARCOPE;
import static org.voxmeta.study.StudyMap.Z;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.effectsize.Quantity;

/**
 * What the maps that an analysis needs can be made of, the preferred way first: from a file that has them,
 * then by a formula that needs no sample size, then by one that does.
 *
 * <pre>
 * beta      t and varcope or se; z, dof, and varcope or se
 * varcope   se; beta and t; beta, z and dof
 * t         beta and varcope or se; z and dof
 * z         t and dof; beta, varcope or se, and dof
 * g and its variance   n, dof, and what t is or can be made of
 * </pre>
 *
 * Degrees of freedom are those of the column {@code dof}, else n - 1, as of one group of subjects. Immutable.
 */
public final class MapRules {

	/** The variance of g is infinite with 2 degrees of freedom. */
	private static final double TOO_FEW_DEGREES = 2;

	private final Set<Quantity> derived;
	private final boolean standardised;

	private MapRules(final Set<Quantity> derived, final boolean standardised) {
		this.derived = derived;
		this.standardised = standardised;
	}

	/** Returns the rules for studies of a table, with effects in the units of the beta maps. */
	public static MapRules of(final Derivation derivation, final StudyTable table) {
		final Set<Quantity> derived = EnumSet.of(Quantity.BETA, Quantity.VARCOPE, Quantity.T, Quantity.Z);
		if (derivation == Derivation.NONE) derived.clear();
		else if (derivation == Derivation.AUTO) derived.removeIf(wanted -> table.studies().stream().anyMatch(
			study -> isPlain(wanted, study)));
		return new MapRules(derived, false);
	}

	/** Returns these rules for effects that are Hedges' g. */
	public MapRules standardised() {
		return new MapRules(derived, true);
	}

	/** Returns whether effects are Hedges' g. */
	public boolean isStandardised() {
		return standardised;
	}

	/** Returns how a study's map comes about; empty where it cannot, and for a plain number. */
	public Optional<MapRecipe> of(final Need need, final Study study) {
		return need == Need.SAMPLE_SIZE ? Optional.empty() : of(quantity(need), study);
	}

	/**
	 * Returns how a study's map comes about; empty where it cannot.
	 *
	 * @param wanted beta, varcope, t, z, g or its variance
	 */
	public Optional<MapRecipe> of(final Quantity wanted, final Study study) {
		return ways(wanted).stream().filter(files -> study.maps().keySet().containsAll(files)).filter(
			files -> isLargeEnough(wanted, files, study)).findFirst().map(files -> recipe(wanted, files, study));
	}

	/** Returns whether a study brings what is needed; whether the image files exist is not looked at. */
	public boolean isMetBy(final Need need, final Study study) {
		return need == Need.SAMPLE_SIZE ? !Double.isNaN(study.sampleSize()) : of(need, study).isPresent();
	}

	/** Returns how a map that a study cannot have would come about if its size were given, or larger. */
	Optional<MapRecipe> withSize(final Need need, final Study study) {
		if (need == Need.SAMPLE_SIZE || of(need, study).isPresent()) return Optional.empty();
		return ways(quantity(need)).stream().filter(files ->
			study.maps().keySet().containsAll(files)).findFirst().map(files -> recipe(quantity(need), files, study));
	}

	private Quantity quantity(final Need need) {
		return switch (need) {
			case EFFECT -> standardised ? Quantity.G : Quantity.BETA;
			case VARIANCE -> standardised ? Quantity.VARIANCE_OF_G : Quantity.VARCOPE;
			case T -> Quantity.T;
			case Z -> Quantity.Z;
			case SAMPLE_SIZE -> throw new IllegalArgumentException("Map of a study: got " + need + ", wanted a map");
		};
	}

	private List<List<StudyMap>> ways(final Quantity wanted) {
		final List<List<StudyMap>> all = switch (wanted) {
			case BETA -> List.of(List.of(BETA), List.of(T, VARCOPE), List.of(T, SE), List.of(Z, VARCOPE), List.of(Z,
				SE));
			case VARCOPE -> List.of(List.of(VARCOPE), List.of(SE), List.of(BETA, T), List.of(BETA, Z));
			case T, G, VARIANCE_OF_G -> List.of(List.of(T), List.of(BETA, VARCOPE), List.of(BETA, SE), List.of(Z));
			case Z -> List.of(List.of(Z), List.of(T), List.of(BETA, VARCOPE), List.of(BETA, SE));
			default -> throw new IllegalArgumentException("Map of a study: got " + wanted
				+ ", wanted beta, varcope, t, z, g or its variance");
		};
		final Quantity statistic = isStandardised(wanted) ? Quantity.T : wanted;
		return derived.contains(statistic) ? all : all.stream().filter(files -> isPlain(statistic, files)).toList();
	}

	/** Returns whether a study has a file of a map itself, or of standard errors for variances. */
	static boolean isPlain(final Quantity wanted, final Study study) {
		return study.maps().keySet().stream().anyMatch(file -> isPlain(wanted, List.of(file)));
	}

	/** Whether these files are the map itself, or its square root. */
	private static boolean isPlain(final Quantity wanted, final List<StudyMap> files) {
		final StudyMap first = files.get(0);
		return files.size() == 1 && (first.name().equals(wanted.name()) || wanted == Quantity.VARCOPE && first
			== SE);
	}

	private static boolean isLargeEnough(final Quantity wanted, final List<StudyMap> files, final Study study) {
		if (isStandardised(wanted)) return study.sampleSize() > 1 && study.dof() > TOO_FEW_DEGREES;
		return !usesDof(wanted, files) || study.dof() > 0;
	}

	/** z and t are turned into each other, and t into g. */
	private static boolean usesDof(final Quantity wanted, final List<StudyMap> files) {
		return isStandardised(wanted) || (wanted == Quantity.Z) != files.contains(Z);
	}

	private static boolean isStandardised(final Quantity wanted) {
		return wanted == Quantity.G || wanted == Quantity.VARIANCE_OF_G;
	}

	private static MapRecipe recipe(final Quantity wanted, final List<StudyMap> files, final Study study) {
		final boolean usesN = isStandardised(wanted);
		final boolean usesDof = usesDof(wanted, files);
		final List<String> columns = new ArrayList<>(files.stream().map(StudyMap::column).toList());
		if (usesN || usesDof && !study.hasDof()) columns.add(KnownColumn.SAMPLE_SIZE.title());
		if (usesDof && study.hasDof()) columns.add(KnownColumn.DOF.title());
		return new MapRecipe(wanted, files, columns, usesN ? study.sampleSize() : Double.NaN, usesDof ? study.dof()
			: Double.NaN);
	}
}
