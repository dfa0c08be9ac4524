/**
 * The study table: which studies there are, where their images lie, and which of them can be used.
 * <p>
 * {@link org.voxmeta.study.StudyTable} reads the file, {@link org.voxmeta.study.StudySelector} keeps the
 * studies an analysis can use and says why it leaves out the others, and
 * {@link org.voxmeta.study.StudyTableWriter} writes a table that reads back the same. Images are named here,
 * never opened.
 */
package org.voxmeta.study;
