package org.voxmeta.stats.estimator;

import java.util.ArrayList;
import java.util.List;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Term;

/** A design whose models are those of another design in which a term is 0. */
record ReducedDesign(Design design) {

	/**
	 * The design without a term: of the columns x and the term's weights c, the column p with the largest |c|
	 * goes, and of the others each becomes x_q - c_q / c_p x_p.
	 */
	static ReducedDesign without(final Design design, final int term) {
		final Term tested = design.terms().get(term);
		final double[] c = tested.weights();
		int p = 0;
		for (int q = 1; q < c.length; q++)
			if (Math.abs(c[q]) > Math.abs(c[p])) p = q;
		final List<String> columns = new ArrayList<>(design.columns());
		columns.remove(p);
		final double[][] x = new double[design.studies()][columns.size()];
		for (int k = 0; k < x.length; k++)
			for (int q = 0, to = 0; q < c.length; q++)
				if (q != p) x[k][to++] = design.row(k)[q] - c[q] / c[p] * design.row(k)[p];
		return new ReducedDesign(Design.of(columns, x));
	}
}
