package org.voxmeta.image;

import java.util.HashMap;
import java.util.Map;

import ij.measure.Calibration;

import org.voxmeta.grid.Affines;

/**
 * Translates between a NIfTI header's place in the world and ImageJ's calibration, which knows voxel sizes
 * and the voxel at world zero but no rotation.
 */
final class NiftiCalibration {

	/** A NIfTI unit and how many of it make one of ImageJ's. */
	private record Unit(String name, double factor) {
	}

	private static final Unit NO_UNIT = new Unit("", 1);
	/** What a header without unit means: nearly all NIfTI software works in mm. */
	private static final String DEFAULT_LENGTH = "mm";
	private static final String DEFAULT_TIME = "sec";

	private static final Map<String, Unit> LENGTHS = lengths();
	private static final Map<String, Unit> TIMES = times();

	private NiftiCalibration() {
	}

	private static Map<String, Unit> lengths() {
		final Map<String, Unit> units = new HashMap<>();
		add(units, new Unit("m", 1), "m", "meter", "metre");
		add(units, new Unit("mm", 10), "cm");
		add(units, new Unit("mm", 1), "mm", "millimeter");
		add(units, new Unit("mm", 25.4), "inch", "inches");
		add(units, new Unit("um", 1), "um", "\u00b5m", "\u03bcm", "micron", "microns", "micrometer");
		add(units, new Unit("um", 1e-3), "nm", "nanometer");
		return Map.copyOf(units);
	}

	private static Map<String, Unit> times() {
		final Map<String, Unit> units = new HashMap<>();
		add(units, new Unit("sec", 60), "min");
		add(units, new Unit("sec", 1), "sec", "s", "second", "seconds");
		add(units, new Unit("msec", 1), "msec", "ms");
		add(units, new Unit("usec", 1), "usec", "us", "\u00b5s");
		add(units, new Unit("Hz", 1), "Hz");
		add(units, new Unit("ppm", 1), "ppm");
		add(units, new Unit("rad/s", 1), "rad/s");
		return Map.copyOf(units);
	}

	private static void add(final Map<String, Unit> units, final Unit unit, final String... names) {
		for (final String name : names) units.put(name, unit);
	}

	/** Sets voxel size, unit, frame interval and the voxel at world zero. */
	static void apply(final NiftiHeader header, final Calibration calibration) {
		final double[] size = header.voxelSize();
		calibration.pixelWidth = usable(size[0]);
		calibration.pixelHeight = usable(size[1]);
		calibration.pixelDepth = usable(size[2]);
		calibration.setUnit(header.spaceUnit().isEmpty() ? DEFAULT_LENGTH : header.spaceUnit());
		final double[] origin = Affines.worldOrigin(header.affine());
		if (origin != null) {
			calibration.xOrigin = origin[0];
			calibration.yOrigin = origin[1];
			calibration.zOrigin = origin[2];
		}
		calibration.frameInterval = header.dims().length > 3 ? header.pixdim()[4] : 0;
		calibration.setTimeUnit(header.timeUnit().isEmpty() ? DEFAULT_TIME : header.timeUnit());
	}

	/**
	 * Returns the header with what has changed in the calibration since {@link #apply}; else the same header.
	 */
	static NiftiHeader adapt(final NiftiHeader header, final Calibration now) {
		final Calibration before = new Calibration();
		apply(header, before);
		final NiftiHeader placed = sameSpace(before, now) ? header : withSpace(header, now);
		return before.frameInterval == now.frameInterval && before.getTimeUnit().equals(now.getTimeUnit())
			? placed : withTime(placed, now);
	}

	/** Returns the header with all that the calibration says. */
	static NiftiHeader withCalibration(final NiftiHeader header, final Calibration calibration) {
		return withTime(withSpace(header, calibration), calibration);
	}

	private static boolean sameSpace(final Calibration a, final Calibration b) {
		return a.pixelWidth == b.pixelWidth && a.pixelHeight == b.pixelHeight &&
			a.pixelDepth == b.pixelDepth && a.xOrigin == b.xOrigin && a.yOrigin == b.yOrigin &&
			a.zOrigin == b.zOrigin && a.getXUnit().equals(b.getXUnit()) && a.getYUnit().equals(b.getYUnit()) &&
			a.getZUnit().equals(b.getZUnit());
	}

	/** Keeps the axes' directions; their lengths and the voxel at world zero are the calibration's. */
	private static NiftiHeader withSpace(final NiftiHeader header, final Calibration calibration) {
		final Unit x = LENGTHS.getOrDefault(calibration.getXUnit(), NO_UNIT);
		final double[] size = { usable(calibration.pixelWidth * x.factor), //
			usable(calibration.pixelHeight * factor(calibration.getYUnit(), x)), //
			usable(calibration.pixelDepth * factor(calibration.getZUnit(), x)) };
		final double[] origin = { calibration.xOrigin, calibration.yOrigin, calibration.zOrigin };
		final double[] old = header.voxelSize();
		final double[] ratio = { size[0] / old[0], size[1] / old[1], size[2] / old[2] };
		final boolean regular = Affines.worldOrigin(header.affine()) != null;
		final double[][] affine = regular ? Affines.withScaledColumns(header.affine(), ratio)
			: Affines.diagonal(size);
		return header.withAffine(Affines.withWorldOrigin(affine, origin)).withUnits(x.name,
			header.timeUnit());
	}

	private static NiftiHeader withTime(final NiftiHeader header, final Calibration calibration) {
		if (header.dims().length < 4) return header;
		final Unit unit = TIMES.getOrDefault(calibration.getTimeUnit(), NO_UNIT);
		final double[] pixdim = header.pixdim();
		final boolean given = calibration.frameInterval > 0;
		pixdim[4] = given ? calibration.frameInterval * unit.factor : 1;
		return header.withPixdim(pixdim).withUnits(header.spaceUnit(), given ? unit.name : "");
	}

	/** Returns how many of x's NIfTI unit make one of the named unit; 1 if that cannot be said. */
	private static double factor(final String name, final Unit x) {
		final Unit unit = LENGTHS.getOrDefault(name, NO_UNIT);
		if (unit.name.equals(x.name)) return unit.factor;
		if (unit == NO_UNIT || x == NO_UNIT) return 1;
		return unit.factor * inMicrons(unit) / inMicrons(x);
	}

	private static double inMicrons(final Unit unit) {
		return unit.name.equals("m") ? 1e6 : unit.name.equals("mm") ? 1e3 : 1;
	}

	private static double usable(final double size) {
		final double positive = Math.abs(size);
		return positive > 0 && positive < Double.POSITIVE_INFINITY ? positive : 1;
	}
}
