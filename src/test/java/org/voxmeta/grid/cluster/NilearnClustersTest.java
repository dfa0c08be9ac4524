package org.voxmeta.grid.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.VoxelGrid;

/** {@link ClusterSearch} against nilearn's tables of clusters. */
class NilearnClustersTest {

	/** A map and its table. */
	private record Case(long[] dims, double[][] affine, double threshold, int minimumsize, double distance, double[] map,
		List<Wanted> clusters)
	{
	}

	private record Wanted(int sign, int voxels, double size, List<WantedPeak> peaks) {
	}

	private record WantedPeak(double[] ijk, double[] xyz, double value) {
	}

	@Test
	void clustersAndPeaksAreNilearns() throws IOException {
		int compared = 0;
		int tooNear = 0;
		for (final Case wanted : cases()) {
			final List<Cluster> clusters = find(wanted);
			assertEquals(wanted.clusters().size(), clusters.size());
			for (int c = 0; c < clusters.size(); c++) {
				final Wanted cluster = wanted.clusters().get(c);
				assertEquals(cluster.voxels(), clusters.get(c).voxels());
				assertEquals(cluster.size(), clusters.get(c).size(), 1, "nilearn cuts the fraction off");
				assertPeak(cluster.peaks().get(0), clusters.get(c).peak());
				// nilearn takes back a peak it had left out if it is far from a later one that it had left out, too
				if (hasPeaksWithin(wanted.distance(), cluster)) {
					tooNear++;
					continue;
				}
				assertEquals(cluster.peaks().size(), clusters.get(c).peaks().size());
				for (int i = 0; i < cluster.peaks().size(); i++, compared++)
					assertPeak(cluster.peaks().get(i), clusters.get(c).peaks().get(i));
			}
		}
		assertEquals(2, tooNear, "clusters with sub-peaks that are too near");
		assertTrue(compared > 60, "peaks compared: " + compared);
	}

	private static List<Cluster> find(final Case wanted) {
		final List<Cluster> clusters = new ArrayList<>(ClusterSearch.above(wanted.threshold())
			.withMinimumSize(wanted.minimumsize()).withSubPeaks(3, wanted.distance())
			.find(wanted.map(), IntStream.range(0, wanted.map().length).toArray(),
			VoxelGrid.of(wanted.dims(), wanted.affine())).clusters());
		// those above 0 first, as nilearn has it
		clusters.sort(Comparator.comparing(cluster -> cluster.peak().value() < 0));
		return clusters;
	}

	private static void assertPeak(final WantedPeak wanted, final Peak got) {
		assertEquals(wanted.value(), got.value());
		assertArrayEquals(wanted.ijk(), got.position().voxel());
		assertArrayEquals(wanted.xyz(), got.position().world(), 1e-10);
	}

	private static boolean hasPeaksWithin(final double distance, final Wanted cluster) {
		return cluster.peaks().stream().anyMatch(a -> cluster.peaks().stream()
			.anyMatch(b -> a != b && Places.length(a.xyz(), b.xyz()) <= distance));
	}

	private static List<Case> cases() throws IOException {
		try (Reader reader = new InputStreamReader(NilearnClustersTest.class.getResourceAsStream("nilearn_clusters.json"),
			StandardCharsets.UTF_8))
		{
			return Arrays.asList(new Gson().fromJson(reader, Case[].class));
		}
	}
}
