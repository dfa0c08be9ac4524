package org.voxmeta.grid;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

import org.voxmeta.PeerData;

/** Images on grids with what SciPy made of them, from the tests' resources. */
record GridCase(JsonObject json) {

	static List<GridCase> of(final String resource) throws IOException {
		return PeerData.objects(PeerData.resource("/org/voxmeta/grid/" + resource).getAsJsonObject().get("cases")).stream()
			.map(GridCase::new).toList();
	}

	String text(final String name) {
		return json.get(name).getAsString();
	}

	double[] numbers(final String name) {
		return StreamSupport.stream(json.getAsJsonArray(name).spliterator(), false).mapToDouble(
			e -> Double.parseDouble(e.getAsString())).toArray();
	}

	VoxelGrid grid(final String dims, final String affine) {
		final long[] size = StreamSupport.stream(json.getAsJsonArray(dims).spliterator(), false).mapToLong(
			e -> e.getAsLong()).toArray();
		return VoxelGrid.of(size, Affines.ofRows(numbers(affine)));
	}
}
