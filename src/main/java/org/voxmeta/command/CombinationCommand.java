package org.voxmeta.command;

import java.io.File;
import java.io.IOException;

import org.scijava.plugin.Parameter;
import org.voxmeta.analysis.CorrelationFile;
import org.voxmeta.stats.combination.CombinationMode;
import org.voxmeta.stats.combination.CorrelationVoxels;

/** What the commands of the combination tests share besides the studies. */
public abstract class CombinationCommand extends ZMapCommand {

	@Parameter(label = "Weight by sample size", required = false, persist = false,
		description = "Larger studies weigh more; the study table must have the numbers of subjects")
	private boolean weightbysize = false;

	@Parameter(label = "Alternative", choices = { "concordant", "directed", "undirected" }, required = false,
		persist = false, description = "concordant: all effects above 0 or all below; directed: above 0; "
			+ "undirected: of any sign, with p values that are too small")
	private String mode = "concordant";

	@Parameter(label = "Groups: correlation", required = false, persist = false,
		description = "A .csv or .tsv file with a row and a column for each study; empty: estimated from the maps")
	private File correlation = new File("");

	@Parameter(label = "Groups: correlation from",
		choices = { "complete", "all" }, required = false, persist = false,
		description = "complete: voxels that all studies have; all: every voxel, missing values as 0, as NiMARE")
	private String correlationvoxels = "complete";

	/** A command that shows z and p unless other maps are asked for. */
	protected CombinationCommand() {
		super("z,p");
	}

	@Override
	public final DialogPages pages() {
		return EstimatorPages.WITHOUT_MODERATORS.withMore("correlation", "correlationvoxels");
	}

	/** Whether larger studies weigh more. */
	protected final boolean weightBySize() {
		return weightbysize;
	}

	/** Against which alternative is tested. */
	protected final CombinationMode mode() {
		return CombinationMode.parse(mode);
	}

	/** Which voxels the correlation between studies is estimated from. */
	protected final CorrelationVoxels correlationVoxels() {
		return CorrelationVoxels.parse(correlationvoxels);
	}

	/** The correlation between studies, read from its file; null if none is given. */
	protected final double[][] correlation() {
		if (!OptionalFile.isGiven(correlation)) return null;
		try {
			return CorrelationFile.read(correlation.toPath());
		}
		catch (final IOException e) {
			throw new IllegalArgumentException("Correlation: cannot read " + correlation + ": " + e.getMessage(), e);
		}
	}
}
