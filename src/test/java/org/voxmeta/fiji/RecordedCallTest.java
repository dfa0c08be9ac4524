package org.voxmeta.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;

/** What the macro recorder writes after a dialog, and whether that line gives the same result headless. */
class RecordedCallTest {

	private static final String OPEN_ONE = "newImage('active', '8-bit black', 4, 4, 1);";

	private static final String OPEN_TWO = "newImage('effects map', '8-bit black', 4, 4, 1);" + OPEN_ONE;

	private static final File[] ONE_FILE = { new File("/a.nii") };

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Recorded...")
	public static final class Recorded implements Command {

		@Parameter
		private LogService log;

		@Parameter(persist = false, required = false, visibility = ItemVisibility.MESSAGE)
		private String help = "<html>some text";

		@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
		private String hidden = "hidden";

		@Parameter(persist = false, required = false, style = "password")
		private String password = "secret";

		@Parameter(persist = false)
		private ImagePlus effects;

		@Parameter(persist = false, required = false, autoFill = false)
		private ImagePlus variances;

		@Parameter(persist = false)
		private String effectMeasure = "SMD";

		@Parameter(persist = false, callback = "alphaChanged")
		private double alpha = 0.05;

		@Parameter(persist = false)
		private String level = "95 %";

		@Parameter(persist = false)
		private boolean exact;

		@Parameter(persist = false)
		private File table = new File("");

		@Parameter(type = ItemIO.OUTPUT)
		private String seen;

		void alphaChanged() {
			level = 100 * (1 - alpha) + " %";
		}

		@Override
		public void run() {
			seen = String.join("|", effects.getTitle(), variances == null ? "none" : variances.getTitle(),
				effectMeasure, "" + alpha, level, "" + exact, table.getPath());
		}
	}

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Files Recorded...")
	public static final class Files implements Command {

		@Parameter(persist = false)
		private File[] files = {};

		@Parameter(persist = false)
		private double p_value = 0.05;

		@Parameter(persist = false)
		private double value = 1;

		@Parameter(persist = false)
		private String unit = "mm";

		@Override
		public void run() {
			assertEquals(1, files.length);
		}
	}

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test No Inputs")
	public static final class NoInputs implements Command {

		@Override
		public void run() {
			IJ.log("ran");
		}
	}

	@Test
	void lineHoldsWhatTheDialogShowed() {
		fiji.runMacro(OPEN_TWO).clean();

		final FijiRun run = fiji.runDialog("Test Recorded...", Map.of("variances", "effects map",
			"exact", true, "alpha", 0.25, "table", new File("/data/my studies.tsv"))).clean();

		assertEquals("run(\"Test Recorded...\", \"variances=[effects map] effectmeasure=SMD alpha=0.25"
			+ " level=[75.0 %] exact=true table=[/data/my studies.tsv]\");", run.recorded().get(0).macro());
		assertEquals(List.of(), run.recorded().get(0).complaints());
	}

	@Test
	void recordedLineReplaysToTheSameResult() {
		fiji.runMacro(OPEN_TWO).clean();
		final Map<String, Object> values = new HashMap<>();
		values.put("variances", "effects map");
		values.put("effectMeasure", "a \"quoted\" back\\slash\tand tab");
		values.put("exact", true);
		values.put("alpha", 0.1);

		final FijiRun dialog = fiji.runDialog("Test Recorded...", values).clean();
		final FijiRun replay = fiji.runMacro(dialog.recorded().get(0).macro()).clean();

		assertTrue(((String) dialog.output("seen")).contains("a \"quoted\" back\\slash\tand tab"));
		assertEquals(dialog.output("seen"), replay.output("seen"));
	}

	@Test
	void activeImageIsFilledBeforeTheDialogAndNotRecorded() {
		fiji.runMacro(OPEN_ONE).clean();

		final FijiRun run = fiji.runDialog("Test Recorded...", Map.of()).clean();

		assertEquals("active|none|SMD|0.05|95 %|false|", run.output("seen"));
		assertFalse(run.recorded().get(0).options().contains("effects"));
	}

	@Test
	void nothingIsRecordedInsideAMacro() {
		fiji.runMacro(OPEN_ONE).clean();

		assertEquals(List.of(), fiji.runMacro("run('Test Recorded...');").clean().recorded());
	}

	@Test
	void fileListsAreRecordedAsTextThatCannotBeReplayed() {
		final FijiRun run = fiji.runDialog("Test Files Recorded...", Map.of("files", ONE_FILE));

		assertTrue(run.clean().recorded().get(0).options().startsWith("files=[Ljava.io.File;@"));
	}

	@Test
	void recorderComplainsAboutTailKeysAndNonAsciiText() {
		final FijiRun run = fiji.runDialog("Test Files Recorded...", Map.of("files", ONE_FILE,
			"unit", "\u03c4\u00b2")).clean();

		assertEquals(2, run.recorded().get(0).complaints().size());
		assertEquals("duplicate keyword: value", run.recorded().get(0).complaints().get(0));
	}

	@Test
	void lineOfACommandWithoutInputsIsItsLabel() {
		final FijiRun run = fiji.runCommand(NoInputs.class, Map.of()).clean();

		assertEquals("run(\"Test No Inputs\");", run.recorded().get(0).macro());
		assertEquals("run(\"Test No Inputs\");", RecordedCall.of(run.module()).macro());
	}

	@Test
	void valuesWithoutAWidgetAreTheTestsMistake() {
		fiji.runMacro(OPEN_ONE).clean();

		final FijiRun noWidget = fiji.runDialog("Test Recorded...", Map.of("effects", "active", "typo", 1));

		assertTrue(noWidget.exceptions().get(0).getMessage().endsWith("has no widget for [effects, typo]"));
		assertThrows(IllegalArgumentException.class, () -> fiji.runDialog("No Such Command...", Map.of()));
	}
}
