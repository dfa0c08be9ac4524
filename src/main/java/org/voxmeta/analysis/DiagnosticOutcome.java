package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.voxmeta.analysis.EstimatorRun.Fitted;
import org.voxmeta.fit.diagnostic.Voxels;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * What a diagnostic of a fit gave.
 *
 * @param maps single ones first, then stacks
 * @param tables of studies and of clusters
 * @param notes what a user should look at
 * @param summary the row of the results table
 * @param files those written
 */
public record DiagnosticOutcome(List<DiagnosticMap> maps, List<NumberTable> tables, List<String> notes,
	Map<String, Object> summary, List<Path> files)
{

	/** Keeps copies of the lists. */
	public DiagnosticOutcome {
		maps = List.copyOf(maps);
		tables = List.copyOf(tables);
		notes = List.copyOf(notes);
		files = List.copyOf(files);
	}

	/**
	 * Those of the maps whose names are among some.
	 *
	 * @param names without the prefix that all maps of a diagnostic have, and without a term
	 */
	public List<DiagnosticMap> maps(final List<String> names) {
		return maps.stream().filter(map -> names.stream().anyMatch(name -> map.key().matches("(?:loo_|influence_)?"
			+ Pattern.quote(name) + "(?:_.*)?"))).toList();
	}

	/**
	 * Reads names of maps, separated by commas, in any case.
	 *
	 * @param all those that there can be, which {@code all} stands for
	 * @param usual what {@code auto} stands for
	 * @throws IllegalArgumentException if there is no such name
	 */
	static List<String> parse(final String text, final List<String> all, final List<String> usual) {
		final Set<String> names = new LinkedHashSet<>();
		for (final String word : text.strip().toLowerCase(Locale.ROOT).split("[,;\\s]+")) {
			if (word.equals("auto")) names.addAll(usual);
			else if (word.equals("all")) names.addAll(all);
			else if (all.contains(word)) names.add(word);
			else if (!word.equals("none")) throw new IllegalArgumentException("Maps: got '" + word
				+ "', wanted any of " + String.join(", ", all) + ", or auto, all or none");
		}
		return List.copyOf(names);
	}

	/** The voxels that a fit has a result at. */
	static Voxels voxels(final Fitted fitted) {
		return Voxels.of(fitted.reading().data(), fitted.result().maps().get(MapKind.Z));
	}

	/**
	 * This outcome, written to a folder with its record.
	 *
	 * @param folder null: nothing is written
	 * @param name of the record
	 * @param names the studies or groups by their numbers
	 */
	DiagnosticOutcome written(final ResultFolder folder, final String name, final RecordedRun run,
		final Map<String, Object> parameters, final List<String> names, final Fitted fitted, final String version,
		final Progress progress) throws IOException
	{
		if (folder == null) return this;
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("result", run.name());
		record.put("estimator", run.estimator().name());
		record.put("parameters", parameters);
		record.put("studies", names);
		record.put("counts", summary);
		record.put("notes", notes);
		record.put("seconds", fitted.result().stopwatch().seconds());
		RecordText.sign(record, version);
		return new DiagnosticOutcome(maps, tables, notes, summary, folder.write(maps, tables, name, record,
			progress));
	}
}
