/**
 * Plots of one data set of a meta-analysis, as vector drawings that come out alike on screen, as PNG and as
 * SVG.
 * <p>
 * A {@link org.voxmeta.plot.Figure} is made from plain records of numbers, such as
 * {@link org.voxmeta.plot.ForestData}, and painted on a {@link org.voxmeta.plot.Drawing}.
 * {@link org.voxmeta.plot.PlotData} makes the records from a fit, and {@link org.voxmeta.plot.FigureFiles}
 * writes figures to files. Lengths are in pixels of a display at 100 %, y grows downwards. Figures are
 * immutable.
 */
package org.voxmeta.plot;
