package org.voxmeta.fit.diagnostic;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The influence of each unit on V voxels, in single precision, NaN where a voxel has no result or lacks the
 * unit. Read-only once all is measured; arrays are not copied.
 */
public final class InfluenceMaps {

	private final Voxels voxels;
	private final Measure measure;
	private final Map<Measure, float[][]> stacks = new EnumMap<>(Measure.class);
	private final double[] most;
	private final double[] largest;

	InfluenceMaps(final Voxels voxels, final int units, final Set<Measure> kept, final Measure measure) {
		this.voxels = voxels;
		this.measure = measure;
		for (final Measure one : kept) {
			final float[][] stack = new float[units][];
			Arrays.setAll(stack, unit -> voxels.floatMap());
			stacks.put(one, stack);
		}
		most = voxels.map();
		largest = voxels.map();
	}

	/** The measures whose stacks were kept. */
	public Set<Measure> measures() {
		return Collections.unmodifiableSet(stacks.keySet());
	}

	/**
	 * A measure of each unit, U×V.
	 *
	 * @throws IllegalArgumentException if it was not kept
	 */
	public float[][] stack(final Measure wanted) {
		if (!stacks.containsKey(wanted)) throw new IllegalArgumentException("Measures: got '" + wanted.key()
			+ "', wanted one of " + stacks.keySet());
		return stacks.get(wanted);
	}

	/** What makes a unit the most influential one. */
	public Measure measure() {
		return measure;
	}

	/**
	 * The number of the most influential unit of each voxel, 1 for the first; 0 where none can be told; V
	 * values.
	 */
	public double[] most() {
		return most;
	}

	/** The measure of that unit, V values. */
	public double[] largest() {
		return largest;
	}

	/** Takes a block's values; blocks may come in any order and from several threads. */
	void put(final int from, final Map<Measure, double[][]> values, final int n) {
		stacks.forEach((kept, stack) -> {
			for (int unit = 0; unit < stack.length; unit++)
				voxels.put(from, values.get(kept)[unit], n, stack[unit]);
		});
		final double[] number = new double[n];
		final double[] value = new double[n];
		Arrays.fill(value, Double.NaN);
		final double[][] rows = values.get(measure);
		for (int unit = 0; unit < rows.length; unit++)
			for (int j = 0; j < n; j++) {
				// of equal ones the first; a comparison with NaN is false
				if (!(Math.abs(rows[unit][j]) > Math.abs(value[j])) && (number[j] > 0
					|| Double.isNaN(rows[unit][j]))) continue;
				number[j] = unit + 1;
				value[j] = rows[unit][j];
			}
		voxels.put(from, number, n, most);
		voxels.put(from, value, n, largest);
	}
}
