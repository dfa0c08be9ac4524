package org.voxmeta.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.FitVoxels;
import org.voxmeta.analysis.StudyLoader;
import org.voxmeta.plot.BubblePlot;
import org.voxmeta.plot.ForestPlot;
import org.voxmeta.plot.MessageFigure;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.task.Progress;

class ExplorerTest {

	private static final SmallStudies STUDIES = SmallStudies.of(6, 7, 6, 5).withHoles();

	@TempDir
	Path folder;

	private final BlockingQueue<View> views = new LinkedBlockingQueue<>();
	private FitVoxels voxels;
	private Explorer explorer;

	@BeforeEach
	void open() throws IOException {
		voxels = voxels(DerSimonianLaird.withDefaults());
		explorer = Explorer.of(voxels, views::add, Runnable::run);
	}

	@AfterEach
	void close() {
		explorer.close();
	}

	@Test
	void afterAThousandMovesTheLastVoxelIsShown() throws InterruptedException {
		final Random random = new Random(3);
		long[] last = null;
		for (int i = 0; i < 1000; i++) {
			last = new long[] { 1 + random.nextInt(6), random.nextInt(6), random.nextInt(5) };
			explorer.hover(Target.of(last));
		}

		View view = next();
		while (!Arrays.equals(view.target().voxel(), last))
			view = next();
		assertEquals(voxels.at(last).get(MapKind.Z), view.fit().get(MapKind.Z));
		assertTrue(view.figure() instanceof ForestPlot);
		// nothing of the moves comes after it
		explorer.show(Tab.FUNNEL);
		assertEquals(Tab.FUNNEL, next().tab());
	}

	@Test
	void aPinnedVoxelStaysUntilTheMouseIsFollowed() throws InterruptedException {
		explorer.pin(Target.of(1, 2, 3));
		assertArrayEquals(new long[] { 1, 2, 3 }, next().target().voxel());

		explorer.hover(Target.of(2, 2, 3));
		assertArrayEquals(new long[] { 1, 2, 3 }, explorer.target().voxel());
		explorer.pin(Target.of(3, 2, 3));
		assertArrayEquals(new long[] { 3, 2, 3 }, next().target().voxel());
		explorer.togglePin();
		assertFalse(explorer.isPinned());
		explorer.hover(Target.of(2, 2, 3));
		assertArrayEquals(new long[] { 2, 2, 3 }, next().target().voxel());
	}

	@Test
	void keysGoToTheNeighboursUpToTheEdge() throws InterruptedException {
		assertNull(explorer.move(0, 1));
		explorer.hover(Target.of(5, 0, 4));
		next();

		assertArrayEquals(new long[] { 6, 0, 4 }, explorer.move(0, 1));
		assertTrue(explorer.isPinned());
		assertArrayEquals(new long[] { 6, 0, 4 }, next().target().voxel());
		assertArrayEquals(new long[] { 6, 0, 4 }, explorer.move(0, 1));
		assertArrayEquals(new long[] { 6, 0, 4 }, explorer.move(1, -1));
		assertArrayEquals(new long[] { 6, 0, 3 }, explorer.move(2, -1));
		assertNull(explorer.move(3, 1));
	}

	@Test
	void anAreaIsLookedAtInsteadOfTheMouse() throws InterruptedException {
		explorer.area(5, 6, 7);
		assertNull(explorer.target());
		explorer.enterArea();
		explorer.area(5, 6, 7);
		final View view = next();

		assertEquals(voxels.mean(5, 6, 7).get(MapKind.Z), view.fit().get(MapKind.Z));
		assertTrue(view.heading().startsWith("Mean of ROI: 3 voxels, centre "), view.heading());
		explorer.hover(Target.of(2, 2, 3));
		explorer.pin(Target.of(2, 2, 3));
		assertArrayEquals(new int[] { 5, 6, 7 }, explorer.target().area());
		assertNull(explorer.move(0, 1));
		explorer.area();
		assertTrue(next().note().startsWith("No voxels are selected"));
		explorer.togglePin();
		assertFalse(explorer.isPinned());
		explorer.leaveArea();
		// there was no voxel before
		explorer.togglePin();
		assertFalse(explorer.isPinned());
		assertNull(explorer.move(0, 1));
		explorer.hover(Target.of(2, 2, 3));
		assertNotNull(next().target().voxel());
		explorer.enterArea();
		explorer.area(5, 6, 7);
		assertTrue(next().target().isArea());
		explorer.leaveArea();
		assertArrayEquals(new long[] { 2, 2, 3 }, next().target().voxel());
	}

	@Test
	void everyPageShowsTheSamePlace() throws InterruptedException {
		explorer.hover(Target.of(voxels.peak()));
		final View forest = next();
		for (final Tab tab : List.of(Tab.FUNNEL, Tab.BAUJAT, Tab.RADIAL, Tab.MODERATORS, Tab.TABLE)) {
			explorer.show(tab);
			final View view = next();
			assertEquals(tab, view.tab());
			assertEquals(forest.fit(), view.fit());
			assertEquals(tab.isFigure(), view.figure() != null);
			assertFalse(view.figure() instanceof MessageFigure, tab.title());
		}
	}

	@Test
	void effectsAreShownByTheColumnChosen() throws IOException, InterruptedException {
		assertEquals(List.of("n", "age", "drug"), explorer.columns());
		explorer.show(Tab.MODERATORS);
		explorer.hover(Target.of(voxels.peak()));
		assertEquals("Effects of 6 studies by n", next().figure().title());

		explorer.show("drug");

		final View view = next();
		assertTrue(view.figure() instanceof BubblePlot);
		assertEquals("Effects of 6 studies by drug", view.figure().title());
	}

	@Test
	void theHeadingHasTheMapsValue() throws InterruptedException {
		explorer.hover(Target.of(new long[] { 1, 2, 2 }, "est", -0.25));
		assertEquals("Voxel (1, 2, 2), 88 −122 −68 mm  ·  est = −0.2500", next().heading());

		explorer.hover(Target.of(new long[] { 0, 0, 0 }, "est", Double.NaN));
		final View outside = next();
		assertEquals("Voxel (0, 0, 0), 90 −126 −72 mm  ·  est = no value", outside.heading());
		assertEquals("Outside the mask: not part of this meta-analysis", outside.note());
		assertTrue(outside.figure() instanceof MessageFigure);

		explorer.hover(Target.of(voxels.peak()));
		final View peak = next();
		assertTrue(peak.heading().matches("Voxel .* mm  ·  z = .*"));
		assertTrue(peak.note().matches(
			"(6 studies|. of 6 studies without data here: .*)  ·  estimate [−\\d.]+ \\(SE [\\d.]+\\)"
			+ "  ·  τ² = [\\d.]+, I² = [\\d.]+%"), peak.note());
	}

	@Test
	void studiesOfAPlaceWithoutAResultAreShown() throws IOException, InterruptedException {
		final Fit fit = EstimatorRun.of(DerSimonianLaird.withDefaults()).run(StudyLoader.of(DerSimonianLaird
			.withDefaults().needs()).ofTable(table()), null, "test", Progress.NONE).fit();
		try (Explorer strict = Explorer.of(FitVoxels.of(fit, Progress.NONE), views::add, Runnable::run)) {
			for (int j = 1; j < 200; j++) {
				final long[] at = { j % 7, j / 7 % 6, j / 42 };
				if (voxels.at(at).present().length == 6 || voxels.at(at).present().length == 0) continue;
				strict.hover(Target.of(at));
				final View view = next();
				assertFalse(view.fit().isFitted());
				assertTrue(view.figure() instanceof ForestPlot);
				assertTrue(view.note().contains("aggressive mask"), view.note());
				strict.show(Tab.FUNNEL);
				assertTrue(next().figure() instanceof MessageFigure);
				strict.show(Tab.FOREST);
				next();
				return;
			}
		}
		throw new AssertionError("no voxel with some of the studies");
	}

	@Test
	void zValuesOfGroupsAreShownWithoutWeights() throws IOException, InterruptedException {
		final Path grouped = STUDIES.write(folder, Map.of(1, "A", 2, "A", 3, "B", 4, "B"));
		final Fit fit = EstimatorRun.of(Stouffer.withDefaults()).withAggressiveMask(false).run(StudyLoader
			.of(Stouffer.withDefaults().needs()).withGroups(GroupChoice.AUTO).ofTable(grouped), null, "test",
			Progress.NONE).fit();
		final FitVoxels z = FitVoxels.of(fit, Progress.NONE);
		try (Explorer other = Explorer.of(z, views::add, Runnable::run)) {
			other.hover(Target.of(z.peak()));

			final View view = next();
			assertTrue(view.figure() instanceof ForestPlot);
			assertTrue(view.fit().results().isEmpty());
			assertTrue(view.fit().isFitted());
			assertEquals("z", view.fit().quantity());
		}
	}

	@Test
	void closingLetsGoOfTheRows() throws InterruptedException {
		explorer.hover(Target.of(1, 2, 3));
		next();
		final ReferenceQueue<FitVoxels> freed = new ReferenceQueue<>();
		final WeakReference<FitVoxels> rows = new WeakReference<>(voxels, freed);

		explorer.close();
		voxels = null;
		views.clear();

		Reference<?> gone = null;
		for (int i = 0; i < 100 && gone == null; i++) {
			// a thread that is about to end may have held them the last time
			System.gc();
			gone = freed.remove(600);
		}
		assertSame(rows, gone);
		explorer.hover(Target.of(2, 2, 2));
		explorer.show(Tab.TABLE);
		assertNull(explorer.voxels());
	}

	private View next() throws InterruptedException {
		final View view = views.poll(60, TimeUnit.SECONDS);
		assertNotNull(view);
		return view;
	}

	private FitVoxels voxels(final Estimator estimator) throws IOException {
		return FitVoxels.of(EstimatorRun.of(estimator).withAggressiveMask(false).run(StudyLoader.of(estimator
			.needs()).ofTable(table()), null, "test", Progress.NONE).fit(), Progress.NONE);
	}

	private Path table() throws IOException {
		return STUDIES.writeWith(folder, Map.of("age", List.of("20", "31", "44", "25", "38", "52"), "drug",
			List.of("a", "b", "a", "b", "b", "a")));
	}
}
