package org.voxmeta.grid;

/**
 * The connected components of a set of voxels: each voxel has the number of its component, from 1 in the
 * order of the components' first voxels, the first axis fastest; voxels outside have 0. Immutable.
 * <p>
 * Found by union-find over runs of voxels along the first axis, in one pass; needs an int for each voxel and
 * three for each run.
 */
public final class Components {

	private final int[] labels;
	private final int[] sizes;

	/** Takes the arrays as they are; the size at 0 is that of the outside. */
	private Components(final int[] labels, final int[] sizes) {
		this.labels = labels;
		this.sizes = sizes;
	}

	/**
	 * The components of a mask.
	 *
	 * @param mask the voxels, first axis fastest; neither changed nor kept
	 * @param dims the size along each axis
	 * @throws IllegalArgumentException if the sizes are not those of so many voxels
	 */
	public static Components of(final boolean[] mask, final Connectivity connectivity, final long... dims) {
		final int[] labels = new int[mask.length];
		for (int i = 0; i < labels.length; i++)
			labels[i] = mask[i] ? 1 : 0;
		return label(labels, connectivity, dims);
	}

	/**
	 * The components of voxels with the same value; 0 is outside. Neighbours of different values, such as 1 and
	 * -1 for two directions of an effect, are of different components.
	 *
	 * @param values the voxels, first axis fastest; neither changed nor kept
	 * @param dims the size along each axis
	 * @throws IllegalArgumentException if the sizes are not those of so many voxels
	 */
	public static Components of(final int[] values, final Connectivity connectivity, final long... dims) {
		return label(values.clone(), connectivity, dims);
	}

	private static Components label(final int[] values, final Connectivity connectivity, final long[] dims) {
		final Lines lines = Lines.of(values.length, dims);
		final Runs runs = new Runs(values, lines.length());
		runs.find();
		lines.eachPair(connectivity, runs::join);
		return new Components(values, runs.writeLabels());
	}

	/** The number of components. */
	public int count() {
		return sizes.length - 1;
	}

	/** The component of a voxel, 1 to {@link #count}; 0 outside. */
	public int label(final int voxel) {
		return labels[voxel];
	}

	/** The component of each voxel, 0 outside; a new array. */
	public int[] labels() {
		return labels.clone();
	}

	/**
	 * The number of voxels of a component.
	 *
	 * @param label 1 to {@link #count}; 0 for the outside
	 */
	public int size(final int label) {
		return sizes[label];
	}

	/** The component with the most voxels, the first of several; 0 if there is none. */
	public int largest() {
		int largest = 0;
		for (int label = count(); label > 0; label--)
			if (largest == 0 || sizes[label] >= sizes[largest]) largest = label;
		return largest;
	}

	/** Where a component is, one value for each voxel; a new array. */
	public boolean[] mask(final int label) {
		final boolean[] mask = new boolean[labels.length];
		for (int i = 0; i < mask.length; i++)
			mask[i] = labels[i] == label;
		return mask;
	}
}
