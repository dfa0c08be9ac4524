package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.voxmeta.command.MapAssertions.assertMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.plugin.Parameter;
import org.scijava.service.Service;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * The keys by which commands get other maps than effects and variances, with plain estimators that use them.
 */
class StackKeysTest {

	private static final SmallStudies STUDIES = SmallStudies.of(3, 4, 3, 2);
	private static final double[] SIZES = { 20, 25, 40 };
	private static final double FLOAT = 1e-6;

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	/** The mean of effects, weighted by sample sizes. */
	private static final class SizedMean extends EffectEstimator<SizedMean> {

		private static final long serialVersionUID = 1L;

		private final Need value;

		SizedMean(final Need value, final Inference inference) {
			super(inference);
			this.value = value;
		}

		@Override
		public String name() {
			return "Sized Mean";
		}

		@Override
		public Set<Need> needs() {
			return EnumSet.of(value, Need.SAMPLE_SIZE);
		}

		@Override
		protected SizedMean copy(final Inference inference) {
			return new SizedMean(value, inference);
		}

		@Override
		protected RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
			final double[][] weights = new double[block.count()][block.size()];
			for (int k = 0; k < weights.length; k++)
				for (int j = 0; j < block.size(); j++)
					weights[k][j] = block.weights()[k][j] * block.studies().sampleSizes()[k];
			return new RandomEffectsModel(VoxelBlock.of(block.studies(), block.effects(), weights, block.size()),
				new double[block.size()]);
		}
	}

	/** The largest z, times the sample sizes if these are needed. */
	private record LargestZ(boolean bySize) implements Estimator {

		@Override
		public String name() {
			return "Largest Z";
		}

		@Override
		public Map<String, String> options() {
			return Map.of();
		}

		@Override
		public Set<Need> needs() {
			return bySize ? EnumSet.of(Need.Z, Need.SAMPLE_SIZE) : EnumSet.of(Need.Z);
		}

		@Override
		public Set<MapKind> maps() {
			return EnumSet.of(MapKind.Z);
		}

		@Override
		public void check(final Studies studies) {
			// any will do
		}

		@Override
		public void fit(final VoxelBlock block, final MapBlock maps) {
			for (int j = 0; j < block.size(); j++) {
				double largest = Double.NEGATIVE_INFINITY;
				for (int k = 0; k < block.count(); k++)
					largest = Math.max(largest, block.effects()[k][j] * (bySize ? block.studies().sampleSizes()[k] : 1));
				maps.get(MapKind.Z)[j] = largest;
			}
		}
	}

	public static final class Sized extends SizedEffectCommand {

		@Override
		protected EffectEstimator<?> effectEstimator() {
			return new SizedMean(Need.EFFECT, Inference.DEFAULT);
		}
	}

	public static final class OfT extends TMapCommand {

		@Override
		protected EffectEstimator<?> effectEstimator() {
			return new SizedMean(Need.T, Inference.DEFAULT);
		}
	}

	public static final class OfZ extends ZMapCommand {

		@Parameter(persist = false)
		private boolean weightbysize = false;

		public OfZ() {
			super("z");
		}

		@Override
		protected Estimator estimator() {
			return new LargestZ(weightbysize);
		}
	}

	@Test
	void everyDialogBeginsWithTheStudiesAndHasOnlyItsOwnStacks() {
		final List<String> every = List.of("studies", "groups", "moderators", "centre", "intercept", "contrast",
			"predict", "dropinvalid", "derive", "mask", "resample", "labels", "aggressivemask", "minimumstudies", "maps",
			"output", "cache", "memory", "studyaxis");
		final List<String> tests = List.of("adjustment", "robust", "weightscheme", "rho", "level", "prediction");

		assertEquals(joined(every, tests, List.of("effectsize", "effects", "variances")),
			keys(DerSimonianLairdCommand.class));
		assertEquals(joined(every, tests, List.of("effectsize", "effects", "samplesizes")),
			keys(Sized.class));
		assertEquals(joined(every, tests, List.of("tmaps", "samplesizes")), keys(OfT.class));
		assertEquals(joined(every, List.of("zmaps", "samplesizes", "weightbysize")), keys(OfZ.class));
	}

	@Test
	void effectsAndSampleSizes() throws Exception {
		run(Sized.class, Map.of("effects", stack("y"), "samplesizes", "20, 25,40", "maps", "est"));

		assertMap(weightedMean(SIZES), fiji.image("est"), FLOAT);
	}

	@Test
	void oneSampleSizeForAll() throws Exception {
		run(Sized.class, Map.of("effects", stack("y"), "samplesizes", "31", "maps", "est"));

		assertMap(weightedMean(1, 1, 1), fiji.image("est"), FLOAT);
	}

	@Test
	void tMapsAndSampleSizes() throws Exception {
		run(OfT.class, Map.of("tmaps", stack("t"), "samplesizes", "20,25,40", "maps", "est"));

		assertMap(weightedMean(SIZES), fiji.image("est"), FLOAT);
	}

	@Test
	void zMapsWithAndWithoutSampleSizes() throws Exception {
		run(OfZ.class, Map.of("zmaps", stack("zs")));
		run(OfZ.class, Map.of("zmaps", stack("zs"), "samplesizes", "20,25,40", "weightbysize", true));

		assertMap(largest(1, 1, 1), fiji.image("z"), FLOAT);
		assertMap(largest(SIZES), fiji.image("z-1"), FLOAT);
	}

	@Test
	void filesOfATable() throws Exception {
		final StringBuilder table = new StringBuilder("study,n,t,z,beta\n");
		for (int k = 0; k < 3; k++) {
			for (final String kind : List.of("t", "z", "b"))
				STUDIES.writeMap(folder.resolve(kind + k + ".nii"), STUDIES.effects()[k]);
			table.append(String.format("s%d,%.0f,t%d.nii,z%d.nii,b%d.nii%n", k, SIZES[k], k, k, k));
		}
		final Path file = Files.writeString(folder.resolve("studies.csv"), table);

		run(Sized.class, Map.of("studies", file.toFile(), "maps", "est"));
		run(OfT.class, Map.of("studies", file.toFile(), "maps", "est"));
		run(OfZ.class, Map.of("studies", file.toFile(), "weightbysize", true));

		assertMap(weightedMean(SIZES), fiji.image("est"), FLOAT);
		assertMap(weightedMean(SIZES), fiji.image("est-1"), FLOAT);
		assertMap(largest(SIZES), fiji.image("z"), FLOAT);
	}

	@Test
	void tableWithSizesDescribesStacks() throws Exception {
		final Path file = Files.writeString(folder.resolve("sizes.csv"), "study,n\na,20\nb,25\nc,40\n");

		run(OfT.class, Map.of("studies", file.toFile(), "tmaps", stack("t"), "maps", "est"));

		assertMap(weightedMean(SIZES), fiji.image("est"), FLOAT);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"none   | none        | Studies: got none, wanted a study table, or effects and samplesizes",
		"none   | 20          | Studies: got none, wanted a study table, or effects and samplesizes",
		"stacks | none        | Sample sizes: got none, wanted a number for each of 3 studies, separated by commas, or one"
			+ " for all",
		"stacks | 20,30       | Sample sizes: got 2, wanted 3, one for each study, or one for all",
		"stacks | 20,30,40,50 | Sample sizes: got 4, wanted 3, one for each study, or one for all",
		"stacks | 20,x,40     | Sample sizes: got 'x', wanted numbers above 0, separated by commas",
		"table  | 20,30,40    | Sample sizes: got '20,30,40' and a study table, wanted them in its column n" })
	void missingOrWrongSizesAreRefused(final String studies, final String sizes, final String message)
		throws IOException
	{
		final Map<String, Object> inputs = new HashMap<>();
		if (!sizes.equals("none")) inputs.put("samplesizes", sizes);
		if (studies.equals("stacks")) inputs.put("effects", stack("y"));
		if (studies.equals("table")) inputs.put("studies", STUDIES.write(folder).toFile());

		final ExecutionException refused = assertThrows(ExecutionException.class, () -> run(Sized.class, inputs));

		assertEquals(message, refused.getCause().getCause().getMessage());
	}

	@Test
	void wrongImagesAreToldByTheirRole() {
		for (final Class<? extends Command> command : List.of(OfT.class, OfZ.class)) {
			final String key = command == OfT.class ? "tmaps" : "zmaps";
			final ExecutionException refused = assertThrows(ExecutionException.class, () -> run(command, Map.of(key,
				"no such", "samplesizes", "20")));

			assertEquals((key.equals("tmaps") ? "T" : "Z")
				+ " maps: got 'no such', wanted the title of an open image or the path of a file; open images: none",
				refused.getCause().getCause().getMessage());
		}
	}

	private static double[] weightedMean(final double... weights) {
		final double sum = IntStream.range(0, 3).mapToDouble(k -> weights[k]).sum();
		return IntStream.range(0, STUDIES.voxels()).mapToDouble(j -> IntStream.range(0, 3).mapToDouble(
			k -> weights[k] * STUDIES.effects()[k][j]).sum() / sum).toArray();
	}

	private static double[] largest(final double... factors) {
		return IntStream.range(0, STUDIES.voxels()).mapToDouble(j -> IntStream.range(0, 3).mapToDouble(
			k -> factors[k] * STUDIES.effects()[k][j]).max().orElseThrow()).toArray();
	}

	private static Object stack(final String title) {
		return STUDIES.frames(title, STUDIES.effects(), 32);
	}

	@SafeVarargs
	private static List<String> joined(final List<String>... lists) {
		return List.of(lists).stream().flatMap(List::stream).toList();
	}

	private static List<String> keys(final Class<? extends Command> command) {
		return StreamSupport.stream(new CommandInfo(command).inputs().spliterator(), false).filter(
			item -> item.getType() != Context.class && !Service.class.isAssignableFrom(item.getType())).map(
				ModuleItem::getName).toList();
	}

	private static Module run(final Class<? extends Command> command, final Map<String, Object> inputs)
		throws ExecutionException, InterruptedException
	{
		final CommandInfo info = new CommandInfo(command);
		fiji.context().inject(info);
		return fiji.context().service(ModuleService.class).run(info, true, inputs).get();
	}
}
