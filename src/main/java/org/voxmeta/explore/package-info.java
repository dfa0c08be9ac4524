/**
 * The window that shows what a fit is made of at the place under the mouse.
 * <p>
 * {@link org.voxmeta.explore.ImagePlaces} says which voxel of a fit a pixel is; {@link
 * org.voxmeta.explore.Explorer} decides what is looked at, and has it computed on a thread of its own; {@link
 * org.voxmeta.explore.ExplorerWindow} shows it, and {@link org.voxmeta.explore.PlaceFiles} writes it without
 * any window.
 */
package org.voxmeta.explore;
