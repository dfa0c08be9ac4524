package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.correction.Correction;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.result.MapKind;

/**
 * The maps that a correction gives: p, z and -log10 p after it, and the estimate where it survives.
 * Immutable; arrays that are given out are new.
 */
public final class CorrectedMaps {

	private final MapCorrection settings;
	private final String name;
	private final PMapKind kind;
	private final MapVoxels voxels;
	private final double[] logP;
	/** Whose signs z has; null for none. */
	private final double[] signs;
	/** Null if there is none. */
	private final double[] effects;
	private final List<String> notes;
	private final List<String> remarks;

	private CorrectedMaps(final MapCorrection settings, final String name, final PMapKind kind,
		final MapVoxels voxels, final double[] logP, final double[] signs, final double[] effects,
		final List<String> notes, final List<String> remarks)
	{
		this.settings = settings;
		this.name = name;
		this.kind = kind;
		this.voxels = voxels;
		this.logP = logP;
		this.signs = signs;
		this.effects = effects;
		this.notes = List.copyOf(notes);
		this.remarks = List.copyOf(remarks);
	}

	/** Takes the arrays as they are; signs and effects may be null. */
	static CorrectedMaps of(final MapCorrection settings, final String name, final PMapKind kind,
		final MapVoxels voxels, final double[] logP, final double[] signs, final double[] effects,
		final List<String> notes, final List<String> remarks)
	{
		return new CorrectedMaps(settings, name, kind, voxels, logP, signs, effects, notes, remarks);
	}

	/** The name of the map that was corrected. */
	public String name() {
		return name;
	}

	/** What that map held. */
	public PMapKind kind() {
		return kind;
	}

	/** The voxels of which there are values. */
	public VoxelMask mask() {
		return voxels.mask();
	}

	/** What a user should look at. */
	public List<String> notes() {
		return notes;
	}

	/** What else there is to tell, with the outcome last. */
	public List<String> remarks() {
		final List<String> all = new ArrayList<>(remarks);
		all.add(outcome());
		return all;
	}

	/** The number of tests: voxels that are numbers. */
	public int tests() {
		return (int) Arrays.stream(logP).filter(p -> !Double.isNaN(p)).count();
	}

	/** The number of tests whose corrected p is not above alpha. */
	public int surviving() {
		return (int) Arrays.stream(logP).filter(this::survives).count();
	}

	/** The maps there are: p, z, -log10 p, and est if there are estimates. */
	public Set<MapKind> kinds() {
		final Set<MapKind> kinds = EnumSet.of(MapKind.P, MapKind.Z, MapKind.LOGP);
		if (effects != null) kinds.add(MapKind.EST);
		return kinds;
	}

	/**
	 * The values of a map, one for each voxel of the mask; NaN where there was no test, for z also where the
	 * sign is not known, and for the estimate where it does not survive.
	 *
	 * @throws IllegalArgumentException if there is no such map
	 */
	public double[] values(final MapKind map) {
		if (!kinds().contains(map)) throw new IllegalArgumentException("Corrected maps: got " + map.key()
			+ ", wanted one of " + kinds().stream().map(MapKind::key).toList());
		final double[] values = new double[logP.length];
		Arrays.setAll(values, j -> Double.isNaN(logP[j]) ? Double.NaN : switch (map) {
			case P -> Math.exp(logP[j]);
			case LOGP -> 0 - logP[j] / PMapKind.LN10; // 0 - keeps p = 1 at 0 instead of -0
			case Z -> z(j);
			default -> survives(logP[j]) ? effects[j] : Double.NaN;
		});
		return values;
	}

	/** A map as an image in single precision, NaN where there is no value. */
	public NiftiImage image(final MapKind map, final String title) {
		final float[] image = new float[mask().gridSize()];
		Arrays.fill(image, Float.NaN);
		final double[] values = values(map);
		mask().forEach((j, i) -> image[i] = (float) values[j]);
		final NiftiIntent intent = switch (map) {
			case P -> NiftiIntent.PVAL;
			case LOGP -> NiftiIntent.LOG10PVAL;
			case Z -> NiftiIntent.ZSCORE;
			default -> NiftiIntent.ESTIMATE;
		};
		return NiftiImage.of(voxels.header().asMap(intent, title).withDescrip("VoxMeta: " + correction().label()
			+ ", " + tests() + " tests"), image);
	}

	/** What a record says of them. */
	Map<String, Object> record() {
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("map", name);
		record.put("kind", kind.key());
		record.put("onesided", settings.isOneSided());
		record.put("voxels", logP.length);
		record.put("tests", tests());
		record.put("surviving", surviving());
		record.put("notes", notes);
		return record;
	}

	/** The outcome as a row of the results table, column to value. */
	public Map<String, Object> summary() {
		final Map<String, Object> summary = new LinkedHashMap<>();
		summary.put("map", name);
		summary.put("correction", correction().key());
		summary.put("alpha", settings.alpha());
		summary.put("tests", tests());
		summary.put("surviving", surviving());
		summary.put("largest logp", Arrays.stream(values(MapKind.LOGP)).filter(p -> !Double.isNaN(p)).max().orElse(
			Double.NaN));
		return summary;
	}

	private String outcome() {
		return correction().label() + " of '" + name + "': " + surviving() + " of " + tests() + " tests survive at "
			+ settings.alpha();
	}

	private Correction correction() {
		return settings.correction();
	}

	private boolean survives(final double p) {
		return p <= Math.log(settings.alpha());
	}

	private double z(final int j) {
		// a one-sided p above 1/2 is no evidence; the deviate of a p of 1 would be infinite
		if (settings.isOneSided()) return Math.max(0, NormalTail.zOfLogUpper(logP[j]));
		final double z = NormalTail.zOfLogTwoSided(logP[j]);
		if (signs == null || z == 0) return z;
		return signs[j] > 0 ? z : signs[j] < 0 ? -z : Double.NaN;
	}
}
