package org.voxmeta.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.analysis.Estimators;
import org.voxmeta.stats.correction.Correction;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Adjustment;

/** Every way to fit has words and a publication of its own. */
class MethodsTextTest {

	static Stream<Estimator> estimators() {
		return Estimators.all().stream();
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void everyEstimatorHasASentenceAndACitation(final Estimator estimator) {
		for (final boolean hasModerators : new boolean[] { false, true })
			for (final boolean hasGroups : new boolean[] { false, true }) {
				final Prose prose = new Prose();
				EstimatorMethods.say(estimator, hasModerators, hasGroups, prose);

				assertTrue(text(prose).endsWith("."), text(prose));
				assertTrue(cited(prose).stream().anyMatch(reference -> !reference.doi().isEmpty()));
			}
	}

	@Test
	void noTwoEstimatorsHaveTheSameText() {
		final List<String> texts = Estimators.all().stream().map(estimator -> {
			final Prose prose = new Prose();
			EstimatorMethods.say(estimator, false, false, prose);
			return text(prose);
		}).toList();

		assertEquals(13, texts.size());
		assertEquals(13, new HashSet<>(texts).size());
	}

	/** Options that change numbers change the text, but for levels of intervals and how predictions are made. */
	@ParameterizedTest
	@MethodSource("estimators")
	void everyOptionIsTold(final Estimator estimator) {
		final Map<String, String> others = Map.of("form", "mean", "smallsample", "true", "method", "ML", "tau2", "0.5",
			"weightbysize", "true", "twosided", "false", "mode", "directed", "correlation", "0.5", "grouplevel", "false");
		for (final String option : estimator.options().keySet()) {
			if (!others.containsKey(option)) {
				assertTrue(Set.of("adjustment", "robust", "weightscheme", "rho", "level", "prediction", "correlationvoxels")
					.contains(option), option);
				continue;
			}
			final String before = estimator.options().get(option);
			final String other = before.equals("true") ? "false" : others.get(option);
			final boolean isMatrix = option.equals("correlation");
			final Prose usual = new Prose();
			EstimatorMethods.say(estimator, true, true, usual);
			final Prose changed = new Prose();
			EstimatorMethods.say(estimator.with(option, isMatrix ? "1,0.5;0.5,1" : other), true, true, changed);
			assertNotEquals(text(usual), text(changed), option);
		}
	}

	@ParameterizedTest
	@EnumSource(Adjustment.class)
	void everyAdjustmentHasASentenceAndACitation(final Adjustment adjustment) {
		final Prose prose = new Prose();
		MethodsText.adjusted(prose, adjustment);

		assertTrue(text(prose).endsWith("."));
		assertFalse(cited(prose).isEmpty());
		assertEquals(1, Arrays.stream(Adjustment.values()).filter(other -> {
			final Prose another = new Prose();
			MethodsText.adjusted(another, other);
			return text(another).equals(text(prose));
		}).count());
	}

	@ParameterizedTest
	@EnumSource(Correction.class)
	void everyCorrectionHasASentenceAndACitation(final Correction correction) {
		final Prose prose = MethodsText.corrected(correction, 0.05, new Prose());

		assertTrue(text(prose).contains("5\u2009%"), text(prose));
		assertEquals(1, cited(prose).size());
	}

	@Test
	void groupsAreTestedRobustly() {
		final String text = all(DerSimonianLaird.withDefaults(), """
			{"inputs": {"groups": {"count": 7, "source": "column 'lab'"}}, "counts": {"studies": 21, "voxels": 100}}""");

		assertTrue(text.contains("(7 groups, by column 'lab') are not independent; each group was given the weight of one study"),
			text);
		assertTrue(text.contains("CR2"), text);
		assertFalse(text.contains("Wald"), text);
	}

	@Test
	void whatWasDoneToMapsIsTold() {
		final String text = all(DerSimonianLaird.withDefaults().with(Adjustment.KNAPP_HARTUNG), """
			{"inputs": {"effectsize": "g", "mask": "m.nii", "dropped": ["a: no map", "b: no map"],
			"resampling": {"interpolation": "linear", "images": {"x": "", "y": ""}},
			"studies": [{"study": "a", "derived": "g = f(t)"}, {"study": "b", "derived": "g = f(t)"}, {"study": "c"}],
			"keys": {"moderators": "age, drug(b)", "centre": true, "intercept": true, "contrast": "0,1", "predict": ""}},
			"parameters": {"aggressivemask": true, "minimumstudies": 2},
			"counts": {"studies": 1, "voxels": 1000}, "versions": {"voxmeta": "1.2", "java": "17"}, "time": "2031-01-01"}""");

		for (final String part : List.of("included 1 study; 2 studies were left out", "Hedges' g",
			"In 2 studies, maps that the analysis needs were computed from those that there are (g = f(t)).",
			"Maps on other grids (2) were resampled by linear interpolation.", "voxels of a mask (1,000 voxels)",
			"voxels that any study lacks were left out", "Moderators were age, drug(b), numeric ones centred",
			"Contrasts of coefficients were tested as well: 0,1.", "Knapp and Hartung", "meta-regression",
			"VoxMeta 1.2"))
			assertTrue(text.contains(part), part + " in " + text);
	}

	@Test
	void textsDoNotRunIntoEachOther() {
		for (final Estimator estimator : Estimators.all())
			for (final String groups : List.of("", ", \"groups\": {\"count\": 2, \"source\": \"column lab\"}")) {
				final String text = all(estimator, "{\"inputs\": {\"dropped\": []" + groups + "}, \"counts\": {\"studies\": 3},"
					+ " \"parameters\": {\"minimumstudies\": 2}, \"versions\": {\"voxmeta\": \"1\", \"java\": \"17\"}}");

				assertFalse(text.matches("(?s).*(\\.\\.|,,| ,| \\.|  |;\\.|null).*"), text);
			}
	}

	private static String all(final Estimator estimator, final String record) {
		final JsonObject json = JsonParser.parseString(record).getAsJsonObject();
		final Bibliography bibliography = new Bibliography();
		return new MethodsText(estimator, new FitRecord(json)).paragraphs(Correction.FDR_BH, 0.05, List.of(), true).stream().map(
			prose -> prose.html(bibliography).toString().replaceAll("<[^>]+>", "").replaceAll(" \\[[0-9, ]+\\]", "")).collect(
				Collectors.joining("\n"));
	}

	private static String text(final Prose prose) {
		return prose.pieces().stream().map(Prose.Piece::text).collect(Collectors.joining(" "));
	}

	private static List<Reference> cited(final Prose prose) {
		return prose.pieces().stream().flatMap(piece -> piece.cited().stream()).toList();
	}
}
