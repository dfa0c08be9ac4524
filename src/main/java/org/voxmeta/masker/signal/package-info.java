/**
 * Cleaning of signals over time, as nilearn's {@code signal.clean}: trends, filters, confounds,
 * standardising. Arrays in, arrays out: signals are T samples by V voxels, and no image is needed.
 */
package org.voxmeta.masker.signal;
