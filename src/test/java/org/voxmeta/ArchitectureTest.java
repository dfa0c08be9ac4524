package org.voxmeta;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scijava.command.Command;
import org.voxmeta.stats.estimator.Estimator;

/** Which room (package) may look into which, and what no class may do. */
class ArchitectureTest {

	private static final String ROOT = "org.voxmeta";
	private static final String STATS = ROOT + ".stats.";
	private static final String[] AWT = { "java.awt..", "javax.swing..", "javax.accessibility.." };
	private static final DescribedPredicate<JavaClass> SEVERAL_VALUES = DescribedPredicate.describe(
		"arrays and collections", type -> type.isArray() || type.isAssignableTo(Collection.class)
			|| type.isAssignableTo(Map.class));
	private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(
		new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

	/** A room under the root package, with the rooms and libraries that it may use besides itself and the JDK. */
	private enum Room {

		STATS(rooms(), "org.apache.commons.math3.."),
		TASK(rooms(), "net.imglib2.."),
		GRID(rooms()),
		CACHE(rooms(TASK)),
		MASKER(rooms(STATS, TASK, GRID), "net.imglib2..", "org.apache.commons.math3..", "uk.me.berndporr.iirj.."),
		FIT(rooms(STATS, TASK, GRID, MASKER), "net.imglib2.."),
		IMAGE(rooms(TASK, GRID), "net.imglib2..", "ij.."),
		STUDY(rooms(STATS, TASK, GRID, IMAGE), "org.apache.commons.csv.."),
		ANALYSIS(rooms(STATS, TASK, GRID, CACHE, MASKER, FIT, IMAGE, STUDY), "net.imglib2..", "ij", "com.google.gson..",
			"org.apache.commons.csv.."),
		PLOT(rooms(STATS, TASK)),
		VIEW(rooms(STATS, TASK, GRID, CACHE, MASKER, FIT, IMAGE, STUDY, ANALYSIS, PLOT), "net.imglib2..",
			"ij.."),
		EXPLORE(rooms(STATS, TASK, GRID, IMAGE, ANALYSIS, PLOT), "ij.."),
		REPORT(rooms(STATS, TASK, GRID, CACHE, MASKER, FIT, IMAGE, STUDY, ANALYSIS, PLOT, VIEW), "net.imglib2..",
			"com.google.gson.."),
		CLI(rooms(), "org.scijava.."),
		DEMO(rooms(STATS, TASK, GRID, CACHE, MASKER, FIT, IMAGE, STUDY, ANALYSIS, PLOT, VIEW, CLI), "net.imglib2..", "ij"),
		COMMAND(rooms(STATS, TASK, GRID, CACHE, MASKER, FIT, IMAGE, STUDY, ANALYSIS, PLOT, VIEW, EXPLORE, REPORT, CLI,
			DEMO),
			"net.imglib2..", "ij..", "org.scijava..");

		private final List<Room> below;
		private final List<String> libraries;

		Room(final List<Room> below, final String... libraries) {
			this.below = below;
			this.libraries = List.of(libraries);
		}

		private static List<Room> rooms(final Room... rooms) {
			return List.of(rooms);
		}

		private String key() {
			return name().toLowerCase(Locale.ROOT);
		}

		private String packages() {
			return ROOT + "." + key() + "..";
		}

		private ArchRule rule() {
			final List<String> allowed = new ArrayList<>(List.of("java..", "javax..", packages()));
			below.forEach(room -> allowed.add(room.packages()));
			allowed.addAll(libraries);
			final String text = "room '" + key() + "' may use the JDK" + below.stream().map(room -> ", '" + room.key()
				+ "'").collect(Collectors.joining()) + libraries.stream().map(library -> ", " + library).collect(
					Collectors.joining()) + " and nothing else";
			return classes().that().resideInAPackage(packages()).should().onlyDependOnClassesThat(
				resideInAnyPackage(allowed.toArray(String[]::new))).as(text).because(
					"data flow one way; what needs more belongs into a room further up");
		}
	}

	@ParameterizedTest
	@EnumSource(Room.class)
	void aRoomUsesOnlyTheRoomsBelow(final Room room) {
		room.rule().check(CLASSES);
	}

	@Test
	void everyRoomIsInTheTable() {
		final Set<String> wanted = Arrays.stream(Room.values()).map(Room::key).collect(Collectors.toCollection(
			TreeSet::new));

		final Set<String> rooms = CLASSES.stream().map(JavaClass::getPackageName).filter(name -> !name.equals(ROOT))
			.map(name -> name.split("\\.")[2]).collect(Collectors.toCollection(TreeSet::new));

		assertEquals(wanted, rooms, "A new room needs a line in this test's table that says what it may use");
	}

	@Test
	void theRootHoldsOnlyMain() {
		classes().that().resideInAPackage(ROOT).should().be(Main.class).orShould().haveNameMatching(
			"org\\.voxmeta\\.Main\\$.*").orShould().haveSimpleName("package-info").check(CLASSES);
	}

	@Test
	void roomsHaveNoCycles() {
		slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().because(
			"of two rooms that need each other neither can be understood alone").check(CLASSES);
	}

	@Test
	void statisticsAreBuiltFromTheKernelUp() {
		layeredArchitecture().consideringOnlyDependenciesInAnyPackage(STATS + ".").withOptionalLayers(true) //
			.layer("kernel").definedBy(STATS + "kernel..") //
			.layer("effectsize").definedBy(STATS + "effectsize..") //
			.layer("data").definedBy(STATS + "data..") //
			.layer("result").definedBy(STATS + "result..") //
			.layer("correction").definedBy(STATS + "correction..") //
			.layer("regression").definedBy(STATS + "regression..") //
			.layer("inference").definedBy(STATS + "inference..") //
			.layer("diagnostic").definedBy(STATS + "diagnostic..") //
			.layer("check").definedBy(STATS + "check..") //
			.layer("estimator").definedBy(STATS + "estimator..") //
			.layer("combination").definedBy(STATS + "combination..") //
			.layer("permutation").definedBy(STATS + "permutation..") //
			.whereLayer("kernel").mayNotAccessAnyLayer() //
			.whereLayer("effectsize").mayOnlyAccessLayers("kernel") //
			.whereLayer("correction").mayOnlyAccessLayers("kernel") //
			.whereLayer("data").mayOnlyAccessLayers("kernel") //
			.whereLayer("result").mayOnlyAccessLayers("kernel", "data") //
			.whereLayer("regression").mayOnlyAccessLayers("kernel", "data", "result") //
			.whereLayer("inference").mayOnlyAccessLayers("kernel", "data", "result", "regression") //
			.whereLayer("diagnostic").mayOnlyAccessLayers("kernel", "data", "result", "regression", "inference") //
			.whereLayer("check").mayOnlyAccessLayers("kernel", "data") //
			.because("estimators combine tests and sums, which know nothing of them").check(CLASSES);
		slices().matching(STATS + "(*)..").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void everyPartOfTheStatisticsHasItsLayer() {
		classes().that().resideInAPackage(STATS + ".").should().resideInAnyPackage(Stream.of("kernel", "effectsize",
			"data", "correction", "result", "regression", "inference", "diagnostic", "check", "estimator", "combination",
			"permutation").map(
				STATS::concat).toArray(String[]::new)).because(
				"a new part needs a line in this test that says what it may use").check(CLASSES);
	}

	@Test
	void onlyPicturesAndCommandsUseWindows() {
		noClasses().that().resideOutsideOfPackages(Room.PLOT.packages(), Room.VIEW.packages(), Room.EXPLORE
			.packages(), Room.COMMAND.packages()).should().dependOnClassesThat().resideInAnyPackage(AWT).because(
				"everything else must run on machines without a display").check(CLASSES);
	}

	@Test
	void onlyMainPrints() {
		noClasses().that().doNotBelongToAnyOf(Main.class).should(ACCESS_STANDARD_STREAMS).because(
			"commands log to Fiji and show in its windows").check(CLASSES);
	}

	@Test
	void logsGoThroughScijava() {
		noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..").because(
			"SciJava's log service is what Fiji shows").check(CLASSES);
	}

	@Test
	void nobodyUsesCommandsFromJava() {
		noClasses().that().resideOutsideOfPackage(Room.COMMAND.packages()).should().dependOnClassesThat()
			.resideInAPackage(Room.COMMAND.packages()).because(
				"commands choose, convert, call and show; what others need lies below them").check(CLASSES);
	}

	@Test
	void staticFieldsAreFinal() {
		fields().that().areStatic().should().beFinal().because(
			"two runs at once must not see each other").check(CLASSES);
	}

	/** What a static field holds is never given back: only values that cannot grow may lie there. */
	@Test
	void nothingIsKeptForLaterRuns() throws ReflectiveOperationException {
		final List<String> found = new ArrayList<>();
		int fields = 0;
		for (final JavaClass type : CLASSES)
			for (final Field field : Class.forName(type.getName()).getDeclaredFields())
				if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
					field.setAccessible(true);
					fields++;
					if (canGrow(field.get(null))) found.add(type.getName() + "." + field.getName());
				}
		assertTrue(fields > 500, fields + " static fields");
		assertEquals(List.of(), found, "wanted constants: what is made for a run belongs to the run");
	}

	@Test
	void whatCanGrowIsFound() {
		for (final Object value : List.of(new HashMap<>(), new ArrayList<>(), new SoftReference<>("a"), new ThreadLocal<>(),
			new AtomicReference<>("a"), new Object[2], List.of(new ArrayList<>()), Map.of(1, new ConcurrentHashMap<>())))
			assertTrue(canGrow(value), value.toString());
		for (final Object value : List.of(Map.of(1, 2), Set.of("a"), Collections.unmodifiableList(new ArrayList<>()), EnumSet
			.allOf(Room.class), new double[2][3], "a", 5, new AtomicInteger()))
			assertFalse(canGrow(value), value.toString());
	}

	private static boolean canGrow(final Object value) {
		if (value instanceof Map<?, ?> map) return !isFixed(map) || map.values().stream().anyMatch(ArchitectureTest::canGrow);
		if (value instanceof Collection<?> values) return !isFixed(values) || values.stream().anyMatch(
			ArchitectureTest::canGrow);
		if (value instanceof Object[] array) return Arrays.stream(array).anyMatch(element -> element == null || canGrow(
			element));
		// a number takes no more memory when it grows
		if (value instanceof Number) return false;
		return value instanceof Reference || value instanceof ThreadLocal || value != null && value.getClass().getName()
			.startsWith("java.util.concurrent.");
	}

	/** Sets and maps of an enum's constants hold no more than these. */
	private static boolean isFixed(final Object values) {
		final String type = values.getClass().getName();
		return type.startsWith("java.util.ImmutableCollections") || type.startsWith("java.util.Collections$Unmodifiable")
			|| type.startsWith("java.util.Collections$Empty") || values instanceof EnumSet || values instanceof EnumMap;
	}

	@Test
	void commandsShareNothing() {
		fields().that().areDeclaredInClassesThat(assignableTo(Command.class)).should().bePrivate().because(
			"SciJava makes a new command for each run and fills its private fields").check(CLASSES);
		noFields().that().areDeclaredInClassesThat(assignableTo(Command.class)).and().areStatic().should()
			.haveRawType(SEVERAL_VALUES).because("they would carry values from run to run").allowEmptyShould(true)
			.check(CLASSES);
	}

	@Test
	void estimatorsAreImmutable() {
		classes().that().areAssignableTo(Estimator.class).and().doNotHaveModifier(
			JavaModifier.ABSTRACT).should().resideInAnyPackage(STATS + "estimator..",
			STATS + "combination..", STATS + "permutation..").andShould()
			.haveModifier(JavaModifier.FINAL).andShould().haveOnlyFinalFields().because(
				"an estimator is its own specification, shared by all threads").check(CLASSES);
	}
}
