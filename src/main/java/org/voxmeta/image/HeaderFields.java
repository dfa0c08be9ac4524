package org.voxmeta.image;

import java.nio.ByteOrder;
import java.util.List;

/** The bare fields of a NIfTI header, free to change until a {@link NiftiHeader} takes them over. */
final class HeaderFields {

	int version = 1;
	ByteOrder order = ByteOrder.LITTLE_ENDIAN;
	NiftiType type;
	long[] dims;
	double[] pixdim = { 1, 1, 1, 1, 1, 1, 1, 1 };
	long voxOffset;
	double slope = 1;
	double inter;
	double calMin;
	double calMax;
	int qformCode;
	int sformCode;
	/** Quaternion b, c, d, then the offsets x, y, z. */
	double[] qform = new double[6];
	/** The rows srow_x, srow_y, srow_z, one after the other. */
	double[] sform = new double[12];
	int intentCode;
	double[] intentParams = new double[3];
	String intentName = "";
	int xyztUnits;
	int dimInfo;
	int sliceCode;
	long sliceStart;
	long sliceEnd;
	double sliceDuration;
	double toffset;
	String descrip = "";
	String auxFile = "";
	List<NiftiExtension> extensions = List.of();

	HeaderFields copy() {
		final HeaderFields f = new HeaderFields();
		f.version = version;
		f.order = order;
		f.type = type;
		f.dims = dims.clone();
		f.pixdim = pixdim.clone();
		f.voxOffset = voxOffset;
		f.slope = slope;
		f.inter = inter;
		f.calMin = calMin;
		f.calMax = calMax;
		f.qformCode = qformCode;
		f.sformCode = sformCode;
		f.qform = qform.clone();
		f.sform = sform.clone();
		f.intentCode = intentCode;
		f.intentParams = intentParams.clone();
		f.intentName = intentName;
		f.xyztUnits = xyztUnits;
		f.dimInfo = dimInfo;
		f.sliceCode = sliceCode;
		f.sliceStart = sliceStart;
		f.sliceEnd = sliceEnd;
		f.sliceDuration = sliceDuration;
		f.toffset = toffset;
		f.descrip = descrip;
		f.auxFile = auxFile;
		f.extensions = extensions;
		return f;
	}
}
