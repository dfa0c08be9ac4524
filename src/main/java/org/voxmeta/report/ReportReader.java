package org.voxmeta.report;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.FitReading;
import org.voxmeta.analysis.FoundClusters;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.MapClusters;
import org.voxmeta.analysis.MapCorrection;
import org.voxmeta.analysis.PMapKind;
import org.voxmeta.grid.cluster.ClusterSearch;
import org.voxmeta.grid.cluster.ClusterSearch.Sign;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.stats.check.MapCheck;
import org.voxmeta.stats.check.StudyCorrelations;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** Gathers what a report shows. Used once; not thread-safe. */
final class ReportReader {

	private static final Set<MapKind> KINDS = Set.of(MapKind.Z, MapKind.P, MapKind.LOGP, MapKind.EST, MapKind.SE,
		MapKind.TAU2, MapKind.I2, MapKind.Q_P, MapKind.K, MapKind.REASON);

	/** Products that correlations take at most, so that 200 studies take about as long as 20. */
	private static final double PRODUCTS = 1e8;

	private static final int STEPS = 5;
	private static final String STAGE = "looking at the fit";

	private final Fit fit;
	private final Settings settings;
	private final Progress progress;
	private final FitRecord record;
	private final List<String> warnings = new ArrayList<>();
	private final List<String> remarks = new ArrayList<>();
	private final List<FitRecord> permutations = new ArrayList<>();
	private FitReading reading;
	private MapSource maps;

	ReportReader(final Fit fit, final Settings settings, final Progress progress) {
		this.fit = fit;
		this.settings = settings;
		this.progress = progress;
		record = new FitRecord(fit.record());
	}

	/**
	 * Reads the studies again, if they are still there, and looks at everything.
	 *
	 * @throws IOException if neither the studies nor the maps can be read
	 * @throws IllegalArgumentException if this is the record of no fit with z maps
	 */
	ReportData read() throws IOException {
		final Estimator estimator = readStudies();
		progress.step(STAGE, 1, STEPS);
		final Optional<MapCheck> check = Optional.ofNullable(reading).map(FitReading::check);
		tell(check);
		progress.step(STAGE, 2, STEPS);
		final List<TermMaps> terms = terms();
		progress.step(STAGE, 3, STEPS);
		final List<Peak> peaks = new PeakSearch(maps, reading, settings).of(terms);
		progress.step(STAGE, 4, STEPS);
		final int step = reading == null ? 1 : step(reading.data().values());
		final Optional<double[][]> correlations = Optional.ofNullable(reading).map(studies -> StudyCorrelations.of(studies
			.data().values(), step));
		progress.step(STAGE, STEPS, STEPS);
		return new ReportData(fit, record, estimator, settings, maps, Optional.ofNullable(reading), check, correlations, step,
			warnings, remarks, terms, peaks, permutations);
	}

	private Estimator readStudies() throws IOException {
		final Estimator estimator = fit.run().estimator();
		try {
			reading = FitReading.of(fit, KINDS, progress);
			maps = MapSource.of(fit, reading);
		}
		catch (final IOException | IllegalArgumentException e) {
			// in the workspace alone there is nothing else to go by
			if (fit.folder().isEmpty()) throw e;
			maps = MapSource.ofFiles(fit);
			warnings.add("The studies cannot be read again, so that what needs them is missing: checks, peaks' forest plots,"
				+ " similarity and influence of studies. The rest is from the maps of the fit. The reason: " + e.getMessage());
		}
		return estimator;
	}

	/** Tells what the fit's notes say, and what its studies' maps look like. */
	private void tell(final Optional<MapCheck> check) {
		final Set<String> important = new LinkedHashSet<>();
		if (reading == null) important.addAll(record.list("notes"));
		else {
			important.addAll(reading.inputs().notes());
			important.addAll(reading.result().warnings());
			important.addAll(reading.warnings(check.orElseThrow()));
			record.list("notes").stream().filter(note -> !important.contains(note)).forEach(remarks::add);
		}
		if (record.text("options/mode").equals("undirected")) important.add("The test of absolute z values (undirected) gives"
			+ " p values that are too small, the more so the more studies there are.");
		warnings.addAll(important);
	}

	private static int step(final Signals maps) {
		final double products = 0.5 * maps.studies() * maps.studies() * maps.voxels();
		return (int) Math.max(1, Math.ceil(products / PRODUCTS));
	}

	private List<TermMaps> terms() throws IOException {
		final List<TermMaps> terms = new ArrayList<>();
		for (final String name : fit.terms(""))
			terms.add(term(name, terms.size()));
		return terms;
	}

	private TermMaps term(final String name, final int index) throws IOException {
		final InputImage z = maps.image(MapKind.Z, name).orElseThrow(() -> new IllegalArgumentException(fit.name()
			+ ": got no map of z" + (name.isEmpty() ? "" : " of " + name) + ", wanted one"));
		final double[] values = maps.values(MapKind.Z, name).orElseThrow();
		final double[] p = corrected(name, z);
		final double[] significant = values.clone();
		for (int j = 0; j < p.length; j++)
			if (!(p[j] <= settings.alpha())) significant[j] = Double.NaN;
		final InputImage where = maps.image(z.name(), significant, z);
		final String title = name.isEmpty() ? "mean effect" : title(index, name);
		return new TermMaps(name, title, index, z, maps.image(MapKind.EST, name), values, maps.values(MapKind.EST, name)
			.orElse(null), p, where, clusters(where), familyWise(name, z));
	}

	private String title(final int index, final String name) {
		if (reading == null) return name;
		final String title = reading.data().studies().design().terms().get(index).name();
		return title.isEmpty() ? name : title;
	}

	/** As *Correct p Map...* gives them, from maps in single precision; of regions, one test each. */
	private double[] corrected(final String name, final InputImage z) throws IOException {
		final Optional<InputImage> logp = maps.image(MapKind.LOGP, name);
		final PMapKind kind = logp.isPresent() ? PMapKind.LOGP : PMapKind.Z;
		if (maps.isOfRegions()) return Arrays.stream(settings.correction().adjust(Arrays.stream(maps.values(MapKind.LOGP,
			name).orElseThrow()).map(value -> -value * Math.log(10)).toArray())).map(Math::exp).toArray();
		final InputImage map = logp.orElse(z);
		return maps.values(image(MapCorrection.of(settings.correction()).withAlpha(settings.alpha()).withKind(kind)
			.withOneSided(fit.oneSided()).run(map, null, null).image(MapKind.P, "p"), z));
	}

	private static InputImage image(final NiftiImage image, final InputImage like) {
		return new InputImage(like.name(), image.header(), like.placed(), image.img());
	}

	private FoundClusters clusters(final InputImage where) {
		if (maps.isOfRegions()) return null;
		return MapClusters.of(ClusterSearch.above(0).with(fit.oneSided() ? Sign.POSITIVE : Sign.BOTH)).run(where, null, null);
	}

	/** What permutation tests of this fit left beside it. */
	private List<TermMaps.FamilyWise> familyWise(final String name, final InputImage z) throws IOException {
		final List<TermMaps.FamilyWise> found = new ArrayList<>();
		final String suffix = name.isEmpty() ? "" : "_" + name;
		final Optional<Path> folder = fit.folder();
		if (folder.isEmpty() || maps.isOfRegions()) return found;
		final Path file = folder.get().resolve("permutation" + suffix + ".json");
		if (!Files.isRegularFile(file)) return found;
		final Optional<FitRecord> test = permutation(file);
		if (test.isEmpty()) return found;
		permutations.add(test.get());
		final Map<String, String> statistics = new LinkedHashMap<>();
		statistics.put("voxel", "");
		test.get().list("parameters/clusters").forEach(cluster -> statistics.put(cluster, "_" + cluster));
		for (final Map.Entry<String, String> statistic : statistics.entrySet()) {
			final Path map = folder.get().resolve("p_fwe" + statistic.getValue() + suffix + ".nii.gz");
			if (Files.isRegularFile(map)) found.add(familyWise(statistic.getKey(), test.get(), InputImage.read(map), z));
		}
		return found;
	}

	private TermMaps.FamilyWise familyWise(final String statistic, final FitRecord test, final InputImage map,
		final InputImage z)
	{
		final double[] p = maps.values(map);
		final double[] values = maps.values(z);
		long voxels = 0;
		for (int j = 0; j < p.length; j++) {
			if (p[j] <= settings.alpha()) voxels++;
			else values[j] = Double.NaN;
		}
		// the record has the threshold of this level alone
		final double threshold = settings.alpha() == 0.05 ? test.number("counts/" + statistic + " threshold") : Double.NaN;
		final String title = switch (statistic) {
			case "voxel" -> "voxel: largest |z|";
			case "extent" -> "cluster extent";
			case "mass" -> "cluster mass";
			default -> "TFCE";
		};
		return new TermMaps.FamilyWise(title, threshold, voxels, Arrays.stream(p).filter(value -> !Double.isNaN(value)).min()
			.orElse(Double.NaN), clusters(maps.image(z.name(), values, z)));
	}

	/** The record of a permutation test; empty if it is of another fit, or older than this one. */
	private Optional<FitRecord> permutation(final Path file) throws IOException {
		try {
			final JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
			final FitRecord test = new FitRecord(json);
			if (test.text("estimator").equals(fit.estimator()) && !Instant.parse(test.text("time")).isBefore(Instant.parse(record
				.text("time")))) return Optional.of(test);
			warnings.add("The permutation test beside the fit (" + file.getFileName() + ") is of another or an earlier fit, and"
				+ " not shown.");
		}
		catch (final JsonParseException | IllegalStateException | DateTimeParseException e) {
			warnings.add("The record of the permutation test beside the fit (" + file.getFileName() + ") is damaged; the test"
				+ " is not shown.");
		}
		return Optional.empty();
	}
}
