package org.voxmeta.command;

import ij.ImagePlus;
import ij.WindowManager;

import java.io.IOException;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;

import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.task.Progress;

/**
 * A window with one slice of the first map that a run would give, kept up to date while its dialog is open.
 */
final class SlicePreview {

	private ImagePlus window;

	/**
	 * Fits a slice and shows it.
	 *
	 * @param inputs the studies, on one grid
	 * @param mask of the run, on that grid; or null
	 * @param source the image whose slice it is
	 * @throws IOException if a map cannot be read
	 * @throws IllegalArgumentException if nothing can be fitted in the slice
	 */
	void show(final EstimatorRun run, final StudyInputs inputs, final InputImage mask, final ImagePlus source)
		throws IOException
	{
		update(fit(run, inputs, mask, source));
	}

	/** The slice, not shown yet. */
	static ImagePlus fit(final EstimatorRun run, final StudyInputs inputs, final InputImage mask,
		final ImagePlus source) throws IOException
	{
		final long[] dims = inputs.values().images().get(0).grid().dimensions();
		final long slices = dims.length > 2 ? dims[2] : 1;
		final long slice = Math.min(slices - 1, (source.getZ() - 1) * slices / source.getNSlices());
		final EstimatorRun.Outcome outcome =
			run.run(inputs, slice(inputs, mask, dims, slice), "preview", Progress.NONE);
		final NamedMap map = outcome.chosen().get(0);
		final ImagePlus whole = MapDisplay.of(outcome.result()).image(map, map.key());
		whole.setSlice((int) slice + 1);
		final ImagePlus shown = new ImagePlus("Preview: " + map.key()
			+ (slices > 1 ? ", slice " + (slice + 1) : ""), whole.getProcessor().duplicate());
		shown.setDisplayRange(whole.getDisplayRangeMin(), whole.getDisplayRangeMax());
		return shown;
	}

	private void update(final ImagePlus shown) {
		if (window == null || window.getWindow() == null) {
			window = shown;
			final ImagePlus active = WindowManager.getCurrentImage();
			window.show();
			// the preview must not be what the command takes for the active image
			if (active != null && active.getWindow() != null) WindowManager.setCurrentWindow(active.getWindow());
			return;
		}
		window.setProcessor(shown.getTitle(), shown.getProcessor());
		window.setDisplayRange(shown.getDisplayRangeMin(), shown.getDisplayRangeMax());
		window.updateAndDraw();
	}

	/** Closes the window. */
	void end() {
		if (window == null) return;
		window.changes = false;
		window.close();
		window = null;
	}

	/** The mask's voxels of a slice, or all of them. */
	private static InputImage slice(final StudyInputs inputs, final InputImage mask,
		final long[] dims, final long slice)
	{
		final ArrayImg<UnsignedByteType, ?> voxels = ArrayImgs.unsignedBytes(dims);
		final RandomAccess<? extends RealType<?>> inMask = mask == null ? null
			: mask.gridImage().values().randomAccess();
		final Cursor<UnsignedByteType> cursor = voxels.localizingCursor();
		while (cursor.hasNext()) {
			final UnsignedByteType voxel = cursor.next();
			if (dims.length > 2 && cursor.getLongPosition(2) != slice) continue;
			voxel.set(inMask == null || isIn(inMask.setPositionAndGet(cursor)) ? 1 : 0);
		}
		return new InputImage("slice " + (slice + 1),
			(mask == null ? inputs.values().header() : mask.header()).withDims(dims), false, voxels);
	}

	private static boolean isIn(final RealType<?> value) {
		return value.getRealDouble() != 0 && !Double.isNaN(value.getRealDouble());
	}
}
