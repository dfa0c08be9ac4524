/** A folder that remembers what took time to make, and what files said as long as they are unchanged. */
package org.voxmeta.cache;
