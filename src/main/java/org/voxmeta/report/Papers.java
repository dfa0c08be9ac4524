package org.voxmeta.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The publications of the methods that a fit can use. */
final class Papers {

	static final Reference DERSIMONIAN_LAIRD = Reference.article("DerSimonianLaird1986",
		"DerSimonian, R; Laird, N", 1986,
		"Meta-analysis in clinical trials", "Controlled Clinical Trials", "7(3)", "177-188",
		"10.1016/0197-2456(86)90046-2");
	static final Reference HEDGES_1983 = Reference.article("Hedges1983", "Hedges, LV", 1983,
		"A random effects model for effect sizes", "Psychological Bulletin", "93(2)", "388-395",
		"10.1037/0033-2909.93.2.388");
	static final Reference SCHMIDT_HUNTER = Reference.book("SchmidtHunter2015", "Schmidt, FL; Hunter, JE", 2015,
		"Methods of Meta-Analysis: Correcting Error and Bias in Research Findings", "Sage, 3rd edition",
		"10.4135/9781483398105");
	static final Reference VIECHTBAUER_2005 = Reference.article("Viechtbauer2005", "Viechtbauer, W", 2005,
		"Bias and efficiency of meta-analytic variance estimators in the random-effects model",
		"Journal of Educational and Behavioral Statistics", "30(3)", "261-293", "10.3102/10769986030003261");
	static final Reference BRANNICK = Reference.article("Brannick2019",
		"Brannick, MT; Potter, SM; Benitez, B; Morris, SB", 2019, "Bias and precision of alternate estimators in"
			+ " meta-analysis: Benefits of blending Schmidt\u2013Hunter and Hedges approaches",
		"Organizational Research Methods", "22(2)", "490-514", "10.1177/1094428117741966");
	static final Reference PAULE_MANDEL = Reference.article("PauleMandel1982", "Paule, RC; Mandel, J", 1982,
		"Consensus values and weighting factors", "Journal of Research of the National Bureau of Standards",
		"87(5)",
		"377-385", "10.6028/jres.087.022");
	static final Reference MORRIS = Reference.article("Morris1983", "Morris, CN", 1983,
		"Parametric empirical Bayes inference: Theory and applications",
		"Journal of the American Statistical Association", "78(381)", "47-55", "10.1080/01621459.1983.10477920");
	static final Reference SIDIK_JONKMAN = Reference.article("SidikJonkman2005", "Sidik, K; Jonkman, JN", 2005,
		"Simple heterogeneity variance estimation for meta-analysis",
		"Journal of the Royal Statistical Society: Series C", "54(2)", "367-384",
		"10.1111/j.1467-9876.2005.00489.x");
	static final Reference SIDIK_JONKMAN_REGRESSION = Reference.article("SidikJonkman2005b",
		"Sidik, K; Jonkman, JN", 2005,
		"A note on variance estimation in random effects meta-regression",
		"Journal of Biopharmaceutical Statistics",
		"15(5)", "823-838", "10.1081/BIP-200067915");
	static final Reference SANGNAWAKIJ = Reference.article("Sangnawakij2019",
		"Sangnawakij, P; B\u00f6hning, D; Niwitpong, S-A; Adams, S; Stanton, M; Holling, H", 2019,
		"Meta-analysis without study-specific variance information: Heterogeneity case",
		"Statistical Methods in Medical Research", "28(1)", "196-210", "10.1177/0962280217718867");
	static final Reference BROCKWELL_GORDON = Reference.article("BrockwellGordon2001",
		"Brockwell, SE; Gordon, IR", 2001,
		"A comparison of statistical methods for meta-analysis", "Statistics in Medicine", "20(6)", "825-840",
		"10.1002/sim.650");
	static final Reference HEDGES_1981 = Reference.article("Hedges1981", "Hedges, LV", 1981,
		"Distribution theory for Glass's estimator of effect size and related estimators",
		"Journal of Educational Statistics", "6(2)", "107-128", "10.3102/10769986006002107");
	static final Reference KNAPP_HARTUNG = Reference.article("KnappHartung2003", "Knapp, G; Hartung, J", 2003,
		"Improved tests for a random effects meta-regression with a single covariate", "Statistics in Medicine",
		"22(17)", "2693-2710", "10.1002/sim.1482");
	static final Reference FISHER = Reference.book("Fisher1932", "Fisher, RA", 1932,
		"Statistical Methods for Research Workers", "Oliver and Boyd, 4th edition", "");
	static final Reference BROWN = Reference.article("Brown1975", "Brown, MB", 1975,
		"A method for combining non-independent, one-sided tests of significance", "Biometrics", "31(4)", "987-992",
		"10.2307/2529826");
	static final Reference KOST_MCDERMOTT = Reference.article("KostMcDermott2002", "Kost, JT; McDermott, MP",
		2002,
		"Combining dependent P-values", "Statistics & Probability Letters", "60(2)", "183-190",
		"10.1016/S0167-7152(02)00310-3");
	static final Reference WHITLOCK = Reference.article("Whitlock2005", "Whitlock, MC", 2005,
		"Combining probability from independent tests: the weighted Z-method is superior to Fisher's approach",
		"Journal of Evolutionary Biology", "18(5)", "1368-1373", "10.1111/j.1420-9101.2005.00917.x");
	static final Reference ZAYKIN = Reference.article("Zaykin2011", "Zaykin, DV", 2011,
		"Optimally weighted Z-test is a powerful method for combining probabilities in meta-analysis",
		"Journal of Evolutionary Biology", "24(8)", "1836-1841", "10.1111/j.1420-9101.2011.02297.x");
	static final Reference WINKLER_2016 = Reference.article("Winkler2016",
		"Winkler, AM; Webster, MA; Brooks, JC; Tracey, I; Smith, SM; Nichols, TE", 2016,
		"Non-parametric combination and related permutation tests for neuroimaging", "Human Brain Mapping", "37(4)",
		"1486-1511", "10.1002/hbm.23115");
	static final Reference WINKLER_2014 = Reference.article("Winkler2014",
		"Winkler, AM; Ridgway, GR; Webster, MA; Smith, SM; Nichols, TE", 2014,
		"Permutation inference for the general linear model", "NeuroImage", "92", "381-397",
		"10.1016/j.neuroimage.2014.01.060");
	static final Reference FREEDMAN_LANE = Reference.article("FreedmanLane1983", "Freedman, D; Lane, D", 1983,
		"A nonstochastic interpretation of reported significance levels",
		"Journal of Business & Economic Statistics",
		"1(4)", "292-298", "10.2307/1391660");
	static final Reference NICHOLS_HOLMES = Reference.article("NicholsHolmes2002", "Nichols, TE; Holmes, AP",
		2002,
		"Nonparametric permutation tests for functional neuroimaging: A primer with examples",
		"Human Brain Mapping",
		"15(1)", "1-25", "10.1002/hbm.1058");
	static final Reference SMITH_NICHOLS = Reference.article("SmithNichols2009", "Smith, SM; Nichols, TE", 2009,
		"Threshold-free cluster enhancement: Addressing problems of smoothing, threshold dependence and"
		+ " localisation"
			+ " in cluster inference", "NeuroImage", "44(1)", "83-98", "10.1016/j.neuroimage.2008.03.061");
	static final Reference TIPTON = Reference.article("Tipton2015", "Tipton, E", 2015,
		"Small sample adjustments for robust variance estimation with meta-regression", "Psychological Methods",
		"20(3)",
		"375-393", "10.1037/met0000011");
	static final Reference HEDGES_TIPTON_JOHNSON = Reference.article("HedgesTiptonJohnson2010",
		"Hedges, LV; Tipton, E; Johnson, MC", 2010,
		"Robust variance estimation in meta-regression with dependent effect size estimates",
		"Research Synthesis Methods", "1(1)", "39-65", "10.1002/jrsm.5");
	static final Reference PUSTEJOVSKY_TIPTON = Reference.article("PustejovskyTipton2018",
		"Pustejovsky, JE; Tipton, E",
		2018, "Small-sample methods for cluster-robust variance estimation and hypothesis testing in fixed effects"
		+ " models",
		"Journal of Business & Economic Statistics", "36(4)", "672-683", "10.1080/07350015.2016.1247004");
	static final Reference HIGGINS_THOMPSON = Reference.article("HigginsThompson2002",
		"Higgins, JPT; Thompson, SG", 2002,
		"Quantifying heterogeneity in a meta-analysis", "Statistics in Medicine", "21(11)", "1539-1558",
		"10.1002/sim.1186");
	static final Reference HIGGINS_2009 = Reference.article("Higgins2009",
		"Higgins, JPT; Thompson, SG; Spiegelhalter, DJ",
		2009, "A re-evaluation of random-effects meta-analysis", "Journal of the Royal Statistical Society: Series"
		+ " A",
		"172(1)", "137-159", "10.1111/j.1467-985X.2008.00552.x");
	static final Reference VIECHTBAUER_CHEUNG = Reference.article("ViechtbauerCheung2010",
		"Viechtbauer, W; Cheung, MW-L",
		2010, "Outlier and influence diagnostics for meta-analysis", "Research Synthesis Methods", "1(2)",
		"112-125",
		"10.1002/jrsm.11");
	static final Reference BENJAMINI_HOCHBERG = Reference.article("BenjaminiHochberg1995",
		"Benjamini, Y; Hochberg, Y",
		1995, "Controlling the false discovery rate: A practical and powerful approach to multiple testing",
		"Journal of the Royal Statistical Society: Series B", "57(1)", "289-300",
		"10.1111/j.2517-6161.1995.tb02031.x");
	static final Reference BENJAMINI_YEKUTIELI = Reference.article("BenjaminiYekutieli2001",
		"Benjamini, Y; Yekutieli, D",
		2001, "The control of the false discovery rate in multiple testing under dependency",
		"The Annals of Statistics",
		"29(4)", "1165-1188", "10.1214/aos/1013699998");
	static final Reference HOLM = Reference.article("Holm1979", "Holm, S", 1979,
		"A simple sequentially rejective multiple test procedure", "Scandinavian Journal of Statistics", "6(2)",
		"65-70",
		"");
	static final Reference DUNN = Reference.article("Dunn1961", "Dunn, OJ", 1961,
		"Multiple comparisons among means",
		"Journal of the American Statistical Association", "56(293)", "52-64", "10.1080/01621459.1961.10482090");
	static final Reference FIJI = Reference.article("Schindelin2012",
		"Schindelin, J; Arganda-Carreras, I; Frise, E; Kaynig, V; Longair, M; Pietzsch, T; Preibisch, S; Rueden, C;"
			+ " Saalfeld, S; Schmid, B; Tinevez, J-Y; White, DJ; Hartenstein, V; Eliceiri, K; Tomancak, P; Cardona, A",
		2012, "Fiji: an open-source platform for biological-image analysis", "Nature Methods", "9(7)", "676-682",
		"10.1038/nmeth.2019");

	private static final List<Reference> ALL = List.of(DERSIMONIAN_LAIRD, HEDGES_1983, SCHMIDT_HUNTER,
		VIECHTBAUER_2005,
		BRANNICK, PAULE_MANDEL, MORRIS, SIDIK_JONKMAN, SIDIK_JONKMAN_REGRESSION, SANGNAWAKIJ, BROCKWELL_GORDON,
		HEDGES_1981, KNAPP_HARTUNG, FISHER, BROWN, KOST_MCDERMOTT, WHITLOCK, ZAYKIN, WINKLER_2016, WINKLER_2014,
		FREEDMAN_LANE, NICHOLS_HOLMES, SMITH_NICHOLS, TIPTON, HEDGES_TIPTON_JOHNSON, PUSTEJOVSKY_TIPTON,
		HIGGINS_THOMPSON, HIGGINS_2009, VIECHTBAUER_CHEUNG, BENJAMINI_HOCHBERG, BENJAMINI_YEKUTIELI, HOLM, DUNN,
		FIJI);

	private Papers() {
	}

	/** All of them. */
	static List<Reference> all() {
		return ALL;
	}

	/** This program. */
	static Reference software(final String version, final int year) {
		final Map<String, String> where = new LinkedHashMap<>();
		where.put("version", "version " + version);
		where.put("url", "https://github.com/voxmeta/voxmeta");
		return new Reference("VoxMeta", "software", List.of("VoxMeta developers"),
			"VoxMeta: voxelwise meta-analysis of effect maps in Fiji and ImageJ", year, where, "");
	}
}
