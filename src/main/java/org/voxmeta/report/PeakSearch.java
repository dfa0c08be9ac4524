package org.voxmeta.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.voxmeta.analysis.FitReading;
import org.voxmeta.analysis.FoundClusters;
import org.voxmeta.analysis.MapClusters;
import org.voxmeta.grid.cluster.Cluster;
import org.voxmeta.grid.cluster.ClusterSearch;
import org.voxmeta.grid.cluster.Position;
import org.voxmeta.image.LengthUnit;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.diagnostic.Influence;
import org.voxmeta.stats.estimator.Results;

/** Finds the voxels or regions that a report looks at closely, and fits them alone. */
final class PeakSearch {

	private final MapSource maps;
	private final FitReading reading;
	private final Settings settings;

	/** A search; the reading is null where the studies are not there any more. */
	PeakSearch(final MapSource maps, final FitReading reading, final Settings settings) {
		this.maps = maps;
		this.reading = reading;
		this.settings = settings;
	}

	/** The strongest peaks of each term in turn, until there are as many as wanted; without studies none. */
	List<Peak> of(final List<TermMaps> terms) {
		final List<Peak> peaks = new ArrayList<>();
		if (reading == null) return peaks;
		final List<List<Place>> places = terms.stream().map(this::places).toList();
		for (int rank = 0; rank < settings.peaks(); rank++)
			for (int t = 0; t < terms.size(); t++)
				if (peaks.size() < settings.peaks() && rank < places.get(t).size()) peaks.add(peak(terms.get(t),
				places.get(t)
					.get(rank)));
		return peaks;
	}

	/** Where a peak is. */
	private record Place(int signal, String name, boolean isSignificant) {
	}

	private List<Place> places(final TermMaps term) {
		final int strongest = term.strongest();
		if (term.surviving(settings.alpha()) == 0) return strongest < 0 ? List.of() : List.of(new Place(strongest,
			maps
			.isOfRegions() ? name(strongest) : alone(term, strongest), false));
		if (maps.isOfRegions()) return IntStream.range(0, term.values().length).filter(j -> term.p()[j]
			<= settings.alpha())
			.boxed().sorted(Comparator.comparingDouble(j -> -Math.abs(term.values()[j]))).limit(settings.peaks()).map(
				j -> new Place(j, name(j), true)).toList();
		return term.clusters().clusters().clusters().stream().map(Cluster::peak).limit(settings.peaks()).map(
			peak -> new Place(signal(term, peak.position()), place(term.clusters(), peak.position()), true)).toList();
	}

	private int signal(final TermMaps term, final Position position) {
		final long[] dims = term.z().header().dims();
		long index = 0;
		for (int d = position.voxel().length - 1; d >= 0; d--)
			index = index * dims[d] + Math.round(position.voxel()[d]);
		return maps.signal((int) index);
	}

	private String name(final int region) {
		return "region " + reading.result().masker().name(region);
	}

	/** Where a voxel is that is in no cluster. */
	private String alone(final TermMaps term, final int signal) {
		final double[] values = new double[maps.size()];
		Arrays.fill(values, Double.NaN);
		values[signal] = term.values()[signal];
		final FoundClusters found = MapClusters.of(ClusterSearch.above(0)).run(maps.image("z", values, term.z()),
			null, null);
		// a z of exactly 0 is in no cluster
		return found.clusters().clusters().isEmpty() ? "voxel " + signal : place(found, found.clusters().clusters()
		.get(0).peak()
			.position());
	}

	/** In mm if that is known; of a 2-D map without its height. */
	static String place(final FoundClusters clusters, final Position position) {
		if (Double.isNaN(position.world()[0])) return "voxel (" + String.join(", ", Arrays.stream(position.voxel())
			.mapToObj(
			x -> Num.fixedText(x, 0)).toList()) + ")";
		return "(" + String.join(", ", Arrays.stream(position.world()).limit(clusters.isFlat() ? 2 : 3).mapToObj(
			Num::coordinate).toList()) + ") " + LengthUnit.written(clusters.unit());
	}

	private Peak peak(final TermMaps term, final Place place) {
		final Optional<Results> results = reading.at(place.signal());
		return new Peak(place.name(), term, place.signal(), place.isSignificant(), results,
			reading.present(place.signal()),
			results.map(Results::leaveOneOut).orElse(List.of()), results.map(PeakSearch::influence).orElse(List.of()));
	}

	private static List<Influence> influence(final Results results) {
		final boolean isDefined = results.estimator().needs().contains(Need.VARIANCE) && !results.data().studies()
			.hasGroups();
		return isDefined ? results.influence() : List.of();
	}
}
