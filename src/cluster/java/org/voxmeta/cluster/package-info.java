/** Meta-analyses on an Apache Spark cluster. Not part of what Fiji has. */
package org.voxmeta.cluster;
