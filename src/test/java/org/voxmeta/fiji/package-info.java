/**
 * Runs ImageJ macros and SciJava scripts in a test as a headless Fiji would, without Fiji's own jars.
 * <p>
 * {@link org.voxmeta.fiji.FijiHarness} is the entry; the other classes are the rules of Fiji that it needs.
 * ImageJ2's part of Fiji (imagej-legacy 2.0.3) is reproduced by its behaviour, everything else is the real
 * code: ImageJ 1.x with the patches of ij1-patcher, SciJava's command, script and module services, Groovy.
 * <p>
 * The profile {@code fiji} runs the tests of macros and scripts with ImageJ2's own code instead.
 */
package org.voxmeta.fiji;
