/** Pictures of all that VoxMeta shows, to be looked at by people. */
package org.voxmeta.gallery;
