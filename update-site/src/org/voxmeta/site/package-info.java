/**
 * Writes the folder that a web server shows to Fiji's updater.
 * <p>
 * {@link org.voxmeta.site.UpdateSite} is the program; it is compiled and tested with the tests, and is not in
 * the plugin's jar.
 */
package org.voxmeta.site;
