package org.voxmeta.analysis;

import java.util.List;

import org.voxmeta.image.NiftiImage;
import org.voxmeta.stats.effectsize.Quantity;

/**
 * What a conversion of maps gave.
 *
 * @param image the converted map, in single precision, on the grid of the input
 * @param quantity what its values are
 * @param notes what a user should know about the data
 */
public record ConvertedMap(NiftiImage image, Quantity quantity, List<String> notes) {
}
