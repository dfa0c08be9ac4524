package org.voxmeta.plot;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.voxmeta.PeerData;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.VarianceBasedLikelihood;
import org.voxmeta.stats.estimator.WeightedLeastSquares;

/** The BCG vaccine trials, with metafor's fits (see the README beside the resource). */
final class Bcg {

	static final List<String> NAMES = List.of("Aronson 1948", "Ferguson & Simes 1949", "Rosenthal et al. 1960",
		"Hart & Sutherland 1977", "Frimodt-Moller et al. 1973", "Stein & Aronson 1953", "Vandiviere et al. 1973",
		"TPT Madras 1980", "Coetzee & Berjak 1968", "Rosenthal et al. 1961", "Comstock et al. 1974",
		"Comstock & Webster 1969", "Comstock et al. 1976");

	private static final Map<String, EffectEstimator<?>> ESTIMATORS = Map.of("DL",
		DerSimonianLaird.withDefaults(),
		"FE", WeightedLeastSquares.withDefaults(), "REML", VarianceBasedLikelihood.withDefaults());

	private Bcg() {
	}

	static JsonObject peer() throws IOException {
		return PeerData.resource("/org/voxmeta/plot/bcg.json").getAsJsonObject();
	}

	/** metafor's fits of the mean. */
	static List<JsonObject> fits() throws IOException {
		return PeerData.objects(peer().get("fits"));
	}

	static EffectEstimator<?> estimator(final JsonObject fit) {
		return ESTIMATORS.get(fit.get("method").getAsString());
	}

	static Dataset data() throws IOException {
		return Dataset.of(numbers("y"), numbers("v")).withNames(NAMES);
	}

	static double[] numbers(final String key) throws IOException {
		return PeerData.numbers(peer().get(key));
	}

	/** The numbers of the mean's fit by DerSimonian and Laird. */
	static PlotData mean() throws IOException {
		return PlotData.of(DerSimonianLaird.withDefaults().fit(data())).withEffect("Log risk ratio");
	}

	/** The numbers of the regression on latitude by DerSimonian and Laird. */
	static PlotData latitude() throws IOException {
		return PlotData.of(DerSimonianLaird.withDefaults().fit(data().withModerators(Map.of("ablat", numbers(
			"ablat")), true))).withEffect("Log risk ratio");
	}
}
