package org.voxmeta.image;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

import org.voxmeta.grid.Affines;

/**
 * The header of a NIfTI-1 or NIfTI-2 image: an immutable value.
 * <p>
 * It says how samples are stored (type, byte order, scaling), how long the axes are, where the voxels lie in
 * the world and what the values mean. Fields of NIfTI-1 that the standard calls unused are not kept. Every
 * {@code withX} returns a copy; all arrays are copied in and out; instances are safe to share between
 * threads. Two headers are equal if they would be written as the same bytes.
 * </p>
 */
public final class NiftiHeader {

	/** The longest axis that NIfTI-1 can write. */
	public static final int MAX_NIFTI1_DIM = Short.MAX_VALUE;

	private final HeaderFields fields;

	/** Takes over the fields, which must not be changed afterwards. */
	NiftiHeader(final HeaderFields fields) {
		HeaderChecks.requireDims(fields.dims);
		this.fields = fields;
	}

	/**
	 * Returns a header for a new image: 1 x 1 x 1 voxels without unit, voxel 0 at 0, no scaling, no intent,
	 * little-endian; NIfTI-1 unless an axis is longer than {@value #MAX_NIFTI1_DIM}.
	 *
	 * @param dims axis lengths, one to seven of them, each above 0; copied
	 * @param type the sample type in the file
	 * @return the header
	 * @throws IllegalArgumentException if the axes or the type cannot be written
	 */
	public static NiftiHeader of(final long[] dims, final NiftiType type) {
		final HeaderFields f = new HeaderFields();
		f.dims = dims.clone();
		f.type = HeaderChecks.requireSupported(type);
		f.version = Arrays.stream(dims).anyMatch(d -> d > MAX_NIFTI1_DIM) ? 2 : 1;
		return new NiftiHeader(f);
	}

	/** Returns 1 or 2. */
	public int version() {
		return fields.version;
	}

	/** Returns a copy to be written as the given version. */
	public NiftiHeader withVersion(final int version) {
		if (version != 1 && version != 2) {
			throw new IllegalArgumentException("NIfTI version: got " + version + ", wanted 1 or 2");
		}
		return with(f -> f.version = version);
	}

	/** Returns the byte order of the file. */
	public ByteOrder order() {
		return fields.order;
	}

	/** Returns a copy to be written in the given byte order. */
	public NiftiHeader withOrder(final ByteOrder order) {
		return with(f -> f.order = order);
	}

	/** Returns the sample type in the file. */
	public NiftiType type() {
		return fields.type;
	}

	/** Returns a copy with another sample type and the same scaling. */
	public NiftiHeader withType(final NiftiType type) {
		HeaderChecks.requireSupported(type);
		return with(f -> f.type = type);
	}

	/** Returns the axis lengths as in the file: x, y, z, t, then up to three more; trailing 1s are kept. */
	public long[] dims() {
		return fields.dims.clone();
	}

	/** Returns a copy with other axis lengths; pixdim of axes that vanish or come anew is 1. */
	public NiftiHeader withDims(final long... dims) {
		HeaderChecks.requireDims(dims);
		return with(f -> {
			Arrays.fill(f.pixdim, Math.min(dims.length, f.dims.length) + 1, 8, 1);
			f.dims = dims.clone();
		});
	}

	/** Returns the number of samples: the product of the axis lengths. */
	public long size() {
		return Arrays.stream(fields.dims).reduce(1, Math::multiplyExact);
	}

	/** Returns the eight values of pixdim as in the file: qfac, then the step along each axis. */
	public double[] pixdim() {
		return fields.pixdim.clone();
	}

	/** Returns a copy with other steps; only qfac and the steps, the sform stays as it is. */
	public NiftiHeader withPixdim(final double... pixdim) {
		HeaderChecks.requireLength("pixdim", pixdim, 8);
		return with(f -> f.pixdim = pixdim.clone());
	}

	/** Returns the voxel size along x, y, z: the column lengths of {@link #affine()}, in its unit. */
	public double[] voxelSize() {
		return Affines.columnLengths(affine());
	}

	/** Returns where the samples began in the file that was read; a writer finds its own place. */
	public long voxOffset() {
		return fields.voxOffset;
	}

	/** Returns scl_slope as in the file. See {@link #isScaled()}. */
	public double slope() {
		return fields.slope;
	}

	/** Returns scl_inter as in the file. See {@link #isScaled()}. */
	public double inter() {
		return fields.inter;
	}

	/**
	 * Returns whether value = slope * stored + inter differs from the stored value: slope is finite and not
	 * 0, and the pair is not (1, 0).
	 */
	public boolean isScaled() {
		return Double.isFinite(fields.slope) && fields.slope != 0 &&
			!(fields.slope == 1 && fields.inter == 0);
	}

	/**
	 * Returns a copy with value = slope * stored + inter; a slope of 0 means no scaling.
	 *
	 * @throws IllegalArgumentException if there is a slope but the intercept is not finite
	 */
	public NiftiHeader withScaling(final double slope, final double inter) {
		if (Double.isFinite(slope) && slope != 0 && !Double.isFinite(inter)) {
			throw new IllegalArgumentException("NIfTI scaling: got the intercept " + inter +
				", wanted a finite number");
		}
		return with(f -> {
			f.slope = slope;
			f.inter = inter;
		});
	}

	/** Returns the value to show as black; 0 like {@link #calMax()} if nothing is said. */
	public double calMin() {
		return fields.calMin;
	}

	/** Returns the value to show as white. */
	public double calMax() {
		return fields.calMax;
	}

	/** Returns a copy with another display range; (0, 0) says nothing. */
	public NiftiHeader withCalRange(final double min, final double max) {
		return with(f -> {
			f.calMin = min;
			f.calMax = max;
		});
	}

	/** Returns the space that the qform leads to; 0 if there is no qform. */
	public int qformCode() {
		return fields.qformCode;
	}

	/** Returns quaternion b, c, d and the offsets x, y, z. */
	public double[] qform() {
		return fields.qform.clone();
	}

	/** Returns a copy with the given qform: code, then quaternion b, c, d and the offsets x, y, z. */
	public NiftiHeader withQform(final int code, final double... quaternionAndOffset) {
		HeaderChecks.requireLength("qform", quaternionAndOffset, 6);
		return with(f -> {
			f.qformCode = code;
			f.qform = quaternionAndOffset.clone();
		});
	}

	/** Returns the space that the sform leads to; 0 if there is no sform. */
	public int sformCode() {
		return fields.sformCode;
	}

	/** Returns srow_x, srow_y and srow_z, twelve values. */
	public double[] sform() {
		return fields.sform.clone();
	}

	/** Returns a copy with the given sform: code, then the rows srow_x, srow_y, srow_z. */
	public NiftiHeader withSform(final int code, final double... rows) {
		HeaderChecks.requireLength("sform", rows, 12);
		return with(f -> {
			f.sformCode = code;
			f.sform = rows.clone();
		});
	}

	/**
	 * Returns the matrix from voxel indices (from 0) to world coordinates in {@link #spaceUnit()}, for
	 * mm files in mm: the sform if its code is above 0, else the qform if its code is above 0, else the steps
	 * on the diagonal with voxel 0 at 0.
	 * <p>
	 * The last case is the standard's method 1. nibabel instead puts the origin in the image's centre and
	 * flips x there. Steps that are not above 0 count as 1.
	 * </p>
	 *
	 * @return {@code double[4][4]}, row by row
	 */
	public double[][] affine() {
		return HeaderPlace.affine(fields);
	}

	/**
	 * Returns a copy that lies in the world as given: the matrix becomes the sform (with the code that the
	 * old matrix had, or "aligned"), its column lengths the steps, and the qform is dropped.
	 *
	 * @param affine 4x4 matrix, row by row; the last row is not looked at
	 * @return the copy
	 */
	public NiftiHeader withAffine(final double[][] affine) {
		return with(f -> HeaderPlace.set(affine, f));
	}

	/** Returns the code of what the values mean, see {@link NiftiIntent#code()}. */
	public int intentCode() {
		return fields.intentCode;
	}

	/** Returns the three parameters of the intent; unused ones are 0. */
	public double[] intentParams() {
		return fields.intentParams.clone();
	}

	/** Returns the name that goes with the intent, or "". */
	public String intentName() {
		return fields.intentName;
	}

	/**
	 * Returns a copy whose values mean something else.
	 *
	 * @param code the code, see {@link NiftiIntent#code()}
	 * @param name a name of at most 16 bytes (longer ones are cut); may be empty
	 * @param params up to three parameters, for instance the degrees of freedom
	 * @return the copy
	 */
	public NiftiHeader withIntent(final int code, final String name, final double... params) {
		if (params.length > 3) {
			throw new IllegalArgumentException("Intent: got " + params.length +
				" parameters, wanted at most 3");
		}
		return with(f -> {
			f.intentCode = code;
			f.intentName = name;
			f.intentParams = Arrays.copyOf(params, 3);
		});
	}

	/**
	 * Returns the header of a new float32 map on this header's grid: the first three axes with their place in
	 * the world, units, version and byte order. What belongs to the old values goes: scaling, display range,
	 * slice timing, file names, texts, extensions.
	 *
	 * @param intent what the map's values mean
	 * @param name the map's name, at most 16 bytes (longer ones are cut)
	 * @param params the intent's parameters, at most three
	 * @return the header
	 */
	public NiftiHeader asMap(final NiftiIntent intent, final String name, final double... params) {
		final NiftiHeader grid = withDims(Arrays.copyOf(fields.dims, Math.min(3, fields.dims.length)));
		final HeaderFields f = new HeaderFields();
		f.version = grid.fields.version;
		f.order = grid.fields.order;
		f.type = NiftiType.FLOAT32;
		f.dims = grid.fields.dims;
		f.pixdim = grid.fields.pixdim;
		f.qformCode = fields.qformCode;
		f.qform = fields.qform;
		f.sformCode = fields.sformCode;
		f.sform = fields.sform;
		f.xyztUnits = fields.xyztUnits;
		return new NiftiHeader(f).withIntent(intent.code(), name, params);
	}

	/** Returns the raw xyzt_units byte. */
	public int xyztUnits() {
		return fields.xyztUnits;
	}

	/** Returns the unit of the space axes: "m", "mm", "um", or "" if nothing is said. */
	public String spaceUnit() {
		return NiftiUnits.space(fields.xyztUnits);
	}

	/** Returns the unit of the fourth axis: "sec", "msec", "usec", "Hz", "ppm", "rad/s", or "". */
	public String timeUnit() {
		return NiftiUnits.time(fields.xyztUnits);
	}

	/**
	 * Returns a copy with other units.
	 *
	 * @param space as {@link #spaceUnit()}
	 * @param time as {@link #timeUnit()}
	 * @return the copy
	 * @throws IllegalArgumentException if NIfTI has no such unit
	 */
	public NiftiHeader withUnits(final String space, final String time) {
		final int units = NiftiUnits.code(space, time);
		return with(f -> f.xyztUnits = units);
	}

	/** Returns which axes are frequency, phase and slice, and when slices were taken. */
	public SliceTiming slices() {
		return new SliceTiming(fields.dimInfo, fields.sliceCode, fields.sliceStart, fields.sliceEnd,
			fields.sliceDuration);
	}

	/** Returns a copy with other slice timing. */
	public NiftiHeader withSlices(final SliceTiming timing) {
		return with(f -> {
			f.dimInfo = timing.dimInfo();
			f.sliceCode = timing.code();
			f.sliceStart = timing.start();
			f.sliceEnd = timing.end();
			f.sliceDuration = timing.duration();
		});
	}

	/** Returns the shift of the time axis, in {@link #timeUnit()}. */
	public double toffset() {
		return fields.toffset;
	}

	/** Returns a copy with another shift of the time axis. */
	public NiftiHeader withToffset(final double toffset) {
		return with(f -> f.toffset = toffset);
	}

	/** Returns the free text of the file. */
	public String descrip() {
		return fields.descrip;
	}

	/** Returns a copy with another free text: at most 80 Latin-1 bytes are written, longer text is cut. */
	public NiftiHeader withDescrip(final String descrip) {
		return with(f -> f.descrip = descrip);
	}

	/** Returns the name of an auxiliary file. */
	public String auxFile() {
		return fields.auxFile;
	}

	/** Returns a copy with another auxiliary file: at most 24 Latin-1 bytes are written, the rest is cut. */
	public NiftiHeader withAuxFile(final String auxFile) {
		return with(f -> f.auxFile = auxFile);
	}

	/** Returns the header extensions, in file order; unmodifiable. */
	public List<NiftiExtension> extensions() {
		return fields.extensions;
	}

	/** Returns a copy with other extensions. */
	public NiftiHeader withExtensions(final List<NiftiExtension> extensions) {
		final List<NiftiExtension> copy = List.copyOf(extensions);
		return with(f -> f.extensions = copy);
	}

	/** Returns the lengths as text, "91 x 109 x 91". */
	static String shape(final long[] dims) {
		return LongStream.of(dims).mapToObj(Long::toString).collect(Collectors.joining(" x "));
	}

	/** Returns a copy of the bare fields. */
	HeaderFields fields() {
		return fields.copy();
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof NiftiHeader && Arrays.equals(HeaderCodec.encode(this), HeaderCodec.encode(
			(NiftiHeader) other));
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(HeaderCodec.encode(this));
	}

	/** Returns one line for people: version, type, lengths, voxel size. */
	@Override
	public String toString() {
		final String voxel = DoubleStream.of(voxelSize()).mapToObj(d -> String.valueOf((float) d))
			.collect(Collectors.joining(" x "));
		return "NIfTI-" + fields.version + " " + fields.type + " " + shape(fields.dims) + ", voxel " + voxel +
			(spaceUnit().isEmpty() ? "" : " " + spaceUnit());
	}

	private NiftiHeader with(final Consumer<HeaderFields> change) {
		final HeaderFields f = fields.copy();
		change.accept(f);
		return new NiftiHeader(f);
	}
}
