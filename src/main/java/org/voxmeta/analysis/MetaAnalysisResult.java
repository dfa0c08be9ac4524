package org.voxmeta.analysis;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;

import org.voxmeta.fit.FittedMaps;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiOutput;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.stats.result.Reason;

/**
 * What a meta-analysis gave.
 *
 * @param header the header of the first study's effect map, whose grid the maps have
 * @param masker the voxels or regions that were fitted
 * @param maps the maps, in double precision, at the masker's voxels or regions
 * @param warnings what a user should know about the data
 * @param stopwatch time per stage
 */
public record MetaAnalysisResult(NiftiHeader header, FittedMasker masker, FittedMaps maps,
	List<String> warnings, Stopwatch stopwatch)
{

	/**
	 * A map as an image in single precision, NaN outside the mask and where there is no result; the reason
	 * map says {@link Reason#OUTSIDE_MASK} there instead. One that is not in memory is read whenever it
	 * is looked at.
	 *
	 * @throws IllegalArgumentException if this map was not asked for
	 */
	public NiftiImage image(final NamedMap map) {
		return new NiftiImage(header(map), masker.map(maps.row(map.kind(), map.index()), outside(map)));
	}

	/**
	 * Writes what {@link NiftiWriter} writes of a map's {@link #image(NamedMap) image}, which is not taken into
	 * memory.
	 *
	 * @param out where to; stays open
	 * @param gzip whether to compress
	 * @throws IOException if it cannot be written
	 * @throws IllegalArgumentException if this map was not asked for
	 */
	public void write(final NamedMap map, final OutputStream out, final boolean gzip) throws IOException {
		try (NiftiOutput output = NiftiOutput.to(out, header(map), gzip)) {
			masker.map(maps.row(map.kind(), map.index()), outside(map), output);
			output.finish();
		}
	}

	private NiftiHeader header(final NamedMap map) {
		return header.withDims(masker.grid().dimensions()).asMap(intent(map.kind()), map.title());
	}

	private static float outside(final NamedMap map) {
		return map.kind() == MapKind.REASON ? Reason.OUTSIDE_MASK.code() : Float.NaN;
	}

	/** The map of the whole fit, or of the first term. */
	public NiftiImage image(final MapKind kind) {
		return image(named(List.of(kind)).get(0));
	}

	/** The maps of some kinds, in their usual order. */
	public List<NamedMap> named(final Collection<MapKind> kinds) {
		return NamedMap.of(kinds, maps.terms());
	}

	private static NiftiIntent intent(final MapKind kind) {
		switch (kind) {
			case Z:
				return NiftiIntent.ZSCORE;
			case P, Q_P, QM_P:
				return NiftiIntent.PVAL;
			case LOGP:
				return NiftiIntent.LOG10PVAL;
			case EST:
				return NiftiIntent.ESTIMATE;
			default:
				return NiftiIntent.NONE;
		}
	}
}
