package org.voxmeta.image;

import org.voxmeta.grid.Affines;

/** Where a NIfTI header says that voxels lie: its sform, its qform, its steps. */
final class HeaderPlace {

	/** What nibabel gives a new affine too: "aligned to something". */
	private static final int XFORM_ALIGNED = 2;

	private HeaderPlace() {
	}

	/** The matrix from voxel indices to the world, see {@link NiftiHeader#affine()}. */
	static double[][] affine(final HeaderFields fields) {
		if (fields.sformCode > 0) return Affines.ofRows(fields.sform);
		final double[] size = new double[3];
		for (int i = 0; i < 3; i++)
			size[i] = fields.pixdim[i + 1] > 0 ? fields.pixdim[i + 1] : 1;
		if (fields.qformCode <= 0) return Affines.diagonal(size);
		return Affines.ofQuaternion(fields.qform, size, fields.pixdim[0] < 0 ? -1 : 1);
	}

	/** Places voxels as a matrix says, see {@link NiftiHeader#withAffine}. */
	static void set(final double[][] affine, final HeaderFields fields) {
		fields.sformCode = fields.sformCode > 0 ? fields.sformCode : fields.qformCode > 0 ? fields.qformCode
			: XFORM_ALIGNED;
		for (int i = 0; i < 3; i++)
			System.arraycopy(affine[i], 0, fields.sform, 4 * i, 4);
		fields.qformCode = 0;
		fields.qform = new double[6];
		fields.pixdim[0] = 1;
		System.arraycopy(Affines.columnLengths(affine), 0, fields.pixdim, 1, 3);
	}
}
