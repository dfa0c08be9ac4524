package org.voxmeta.grid.cluster;

/**
 * A voxel with the largest absolute value of its surroundings.
 *
 * @param position where it is; whole numbers of voxels
 * @param value the map's value there, of either sign
 */
public record Peak(Position position, double value) {
}
