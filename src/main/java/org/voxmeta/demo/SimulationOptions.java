package org.voxmeta.demo;

import java.util.List;

/** What can be set of {@link SimulatedStudies}; only ever changed before it is handed over. */
final class SimulationOptions {

	/** The cuts of this share of the studies are the usual ones. */
	static final double USUAL_SHARE = 0.3;

	private static final int MIN_SAMPLE = 12;
	private static final int MAX_SAMPLE = 60;

	int studies = 21;
	List<String> names = List.of();
	double voxelSize = 2;
	double peakEffect = 0.5;
	double meanTau2 = 0.02;
	double slope;
	double difference;
	double participantSd = 1;
	int minSample = MIN_SAMPLE;
	int maxSample = MAX_SAMPLE;
	double smoothness = 8;
	double incomplete = USUAL_SHARE;
	double dropped;
	long seed = 20260101L;

	/** The defaults. */
	SimulationOptions() {
	}

	/** A copy. */
	SimulationOptions(final SimulationOptions other) {
		studies = other.studies;
		names = other.names;
		voxelSize = other.voxelSize;
		peakEffect = other.peakEffect;
		meanTau2 = other.meanTau2;
		slope = other.slope;
		difference = other.difference;
		participantSd = other.participantSd;
		minSample = other.minSample;
		maxSample = other.maxSample;
		smoothness = other.smoothness;
		incomplete = other.incomplete;
		dropped = other.dropped;
		seed = other.seed;
	}
}
