package org.voxmeta.grid.cluster;

/**
 * A place in an image.
 *
 * @param voxel along each axis of the grid, counted from 0 at the centre of the first voxel
 * @param world x, y and z in the unit of the grid's affine; NaN where the grid has none
 */
public record Position(double[] voxel, double[] world) {
}
