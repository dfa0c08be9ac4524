/** A fit as a page that explains itself: what went in, what came out, how it was done, and whom to cite. */
package org.voxmeta.report;
