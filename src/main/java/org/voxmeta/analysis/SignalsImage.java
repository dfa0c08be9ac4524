package org.voxmeta.analysis;

import org.voxmeta.image.NiftiImage;

/**
 * An image, or a series of images, made of signals.
 *
 * @param image of single precision; a series lies along its fourth axis
 * @param like the image that it has the grid of
 */
public record SignalsImage(NiftiImage image, InputImage like) {
}
