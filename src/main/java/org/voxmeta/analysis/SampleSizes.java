package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

import org.voxmeta.stats.effectsize.Conversion;
import org.voxmeta.stats.effectsize.Conversion.Sample;
import org.voxmeta.stats.effectsize.StudyDesign;

/**
 * What a user says of the size of studies: of each of two kinds of numbers none, one for all studies, or one
 * for each.
 *
 * @param subjects numbers of subjects; not copied
 * @param dof degrees of freedom, which otherwise are subjects - 1; not copied
 */
record SampleSizes(double[] subjects, double[] dof) {

	/**
	 * A conversion's function for each of K studies; one and the same where they do not differ in size.
	 *
	 * @param input the name of the image that holds the studies
	 * @throws IllegalArgumentException if numbers are missing, not used, too many or too few, or impossible
	 */
	List<DoubleBinaryOperator> formulas(final Conversion conversion, final int studies, final String input) {
		final Sample sample = conversion.sample();
		requireNumbers(conversion);
		requireNumber("n", subjects, studies, input);
		requireNumber("dof", dof, studies, input);
		final List<DoubleBinaryOperator> formulas = new ArrayList<>();
		for (int k = 0; k < studies; k++)
			formulas.add(k > 0 && subjects.length < 2 && dof.length < 2 ? formulas.get(0)
				: conversion.of(sample == Sample.NOTHING ? null : design(sample, k)));
		return formulas;
	}

	/** The degrees of freedom, if they are known to be the same in all studies; else NaN. */
	double commonDof() {
		if (dof.length > 0) return dof.length == 1 ? dof[0] : Double.NaN;
		return subjects.length == 1 ? subjects[0] - 1 : Double.NaN;
	}

	private void requireNumbers(final Conversion conversion) {
		final Sample sample = conversion.sample();
		if (subjects.length == 0 && (sample.needsSubjects() || sample.usesDof() && dof.length == 0))
			throw new IllegalArgumentException("n: got none, wanted the number of subjects"
				+ (sample.needsSubjects() ? "" : ", or dof") + " for '" + conversion.label() + "'");
		if (sample == Sample.NOTHING) requireNone("n", subjects, conversion);
		if (!sample.usesDof()) requireNone("dof", dof, conversion);
	}

	private static void requireNone(final String key, final double[] numbers, final Conversion conversion) {
		if (numbers.length > 0) throw new IllegalArgumentException(key + ": got " + Arrays.toString(numbers)
			+ ", wanted none, as '" + conversion.label() + "' does not use it");
	}

	private static void requireNumber(final String key, final double[] numbers, final int studies,
		final String input)
	{
		if (numbers.length > 1 && numbers.length != studies) throw new IllegalArgumentException(key + ": got "
			+ numbers.length + " numbers, wanted 1, or " + studies + ", one for each study of '" + input + "'");
		for (final double number : numbers)
			if (!(number > 0)) throw new IllegalArgumentException(key + ": got " + number
				+ ", wanted a number above 0");
	}

	private StudyDesign design(final Sample sample, final int study) {
		if (dof.length == 0) {
			final double n = of(subjects, study);
			if (sample.usesDof() && !(n > 1)) throw new IllegalArgumentException("n: got " + n
				+ ", wanted more than 1, as there are n - 1 degrees of freedom");
			return StudyDesign.oneSample(n);
		}
		final double m = of(dof, study);
		// where n is not given it is not used
		return StudyDesign.oneSample(subjects.length == 0 ? m + 1 : of(subjects, study)).withDof(m);
	}

	private static double of(final double[] numbers, final int study) {
		return numbers[numbers.length == 1 ? 0 : study];
	}
}
