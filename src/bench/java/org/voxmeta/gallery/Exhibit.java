package org.voxmeta.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.voxmeta.cli.CommandFailure;
import org.voxmeta.cli.HeadlessRunner;

/** Simulated studies and their fit, each hard to show in its own way. */
enum Exhibit {

	/** As few studies as there are in small fields. */
	THREE("studies=3 grid=40,48,40 voxelsize=4.5 seed=3", ""),
	/** The usual case, with tests corrected by permutations. */
	USUAL("studies=21 grid=61,73,61 slope=0.015 incomplete=0.1 seed=5", ""),
	/** More studies than there is room for. */
	CROWD("studies=200 grid=30,36,30 voxelsize=6 smoothness=14 seed=7", ""),
	/** Names that are too long or in other scripts, and voxels without values. */
	LONG("studies=21 grid=40,48,40 voxelsize=4.5 incomplete=0.3 dropped=0.15 seed=9", ""),
	/** 2-D images, some of which lack rows, with scattered voxels without a result. */
	FLAT("studies=12 grid=192,160 voxelsize=2 smoothness=14 incomplete=0.2 dropped=0.01 seed=11", ""),
	/** Two moderators, and scattered voxels without a result. */
	MODERATED("studies=21 grid=40,48,40 voxelsize=4.5 slope=0.015 difference=0.3 dropped=0.01 seed=13",
		"age,drug");

	private static final List<String> NAMES = List.of(
		"The Northern Consortium for Imaging of Working Memory in Late Adulthood, second wave, right-handers, 2011",
		"Πανεπιστήμιο Αθηνών 2014", "北京大学 第三医院 2016", "Ng 2009", "Łukaszewicz-Wójcik, Świątek & Żółć 2013 (fMRI)",
		"O'Brien-Featherstonehaugh, van den Bogaard, Papadopoulos & Wolfeschlegelsteinhausen 2008",
		"<b>not bold</b> & \"quoted\" 2012", "العربية 2015");

	private final Map<String, String> simulation;
	private final String moderators;

	Exhibit(final String simulation, final String moderators) {
		this.simulation = keys(simulation);
		this.moderators = moderators;
	}

	/** Keys and values as macros have them, without blanks in values. */
	static Map<String, String> keys(final String text) {
		final Map<String, String> keys = new LinkedHashMap<>();
		for (final String word : text.split(" "))
			keys.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
		return keys;
	}

	/** The name of its folder. */
	String folder() {
		return name().toLowerCase(java.util.Locale.ROOT);
	}

	/** Where its maps are, in a folder of all exhibits. */
	Path maps(final Path all) {
		return all.resolve(folder()).resolve("maps");
	}

	/** Simulates the studies, fits them, and tests them by permutations where names are short. */
	void make(final Path all, final HeadlessRunner runner) throws IOException, CommandFailure {
		final Path studies = all.resolve(folder());
		final Map<String, String> keys = new LinkedHashMap<>(simulation);
		keys.put("output", studies.toString());
		runner.run("Simulate Studies...", keys);
		if (this == LONG) rename(studies.resolve("studies.tsv"));
		final Map<String, String> fit = keys("adjustment=Knapp-Hartung maps=z,p,est,se,tau2,i2");
		fit.put("studies", studies.resolve("studies.tsv").toString());
		fit.put("moderators", moderators);
		fit.put("aggressivemask", Boolean.toString(this == FLAT || this == MODERATED));
		fit.put("output", maps(all).toString());
		runner.run("DerSimonian-Laird...", fit);
		if (this == USUAL || this == FLAT || this == CROWD) {
			final Map<String, String> test = keys("permutations=200 clusters=tfce seed=1");
			test.put("result", maps(all).toString());
			test.put("output", maps(all).toString());
			runner.run("Permutation Test...", test);
		}
	}

	private static void rename(final Path table) throws IOException {
		final List<String> lines = Files.readAllLines(table);
		final List<String> renamed = new ArrayList<>(List.of(lines.get(0)));
		for (int i = 1; i < lines.size(); i++) {
			final String name = i <= NAMES.size() ? NAMES.get(i - 1).replace("\"", "\"\"")
				: lines.get(i).substring(0, lines.get(i).indexOf('\t'));
			renamed.add('"' + name + '"' + lines.get(i).substring(lines.get(i).indexOf('\t')));
		}
		Files.write(table, renamed);
	}
}
