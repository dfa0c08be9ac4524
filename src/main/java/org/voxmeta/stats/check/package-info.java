/**
 * What the maps of studies are looked at for before they are analysed: how many voxels they have, how their
 * values are distributed, and whether a study's map disagrees with those of the others in a way that a
 * mistake would explain.
 * <p>
 * Everything is told relative to the other studies or to the study's own maps, so nothing has to be known of
 * units.
 */
package org.voxmeta.stats.check;
