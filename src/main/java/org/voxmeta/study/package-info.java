/**
 * The study table: which studies there are, where their images lie, and which of them can be used.
 * <p>
 * {@link org.voxmeta.study.StudyTable} reads the file. Images are named here, never opened.
 */
package org.voxmeta.study;
