package org.voxmeta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the fit was made, and how it can be made again. */
final class RecordSection {

	private final ReportData data;

	RecordSection(final ReportData data) {
		this.data = data;
	}

	Html html(final String version) {
		final FitRecord record = data.record();
		final Html section = Html.of("section", Html.of("h2", "How this was made")).with("id", "record");
		final List<List<?>> parameters = new ArrayList<>();
		record.fields("parameters").forEach((key, value) -> parameters.add(List.of(Html.of("code", key), value)));
		final Map<String, String> keys = record.fields("inputs/keys");
		keys.forEach((key, value) -> {
			if (!value.isEmpty()) parameters.add(List.of(Html.of("code", key), Html.of("span", value).style("files")));
		});
		section.add(Tables.of("Parameters, as keys of the command " + record.text("estimator") + "\u2026", List.of("Key",
			"Value"), parameters));
		section.add(Html.of("h3", "Again"), Html.of("p", "In a macro, with the same files or open images:"), Html.of("pre",
			Html.of("code", MacroCall.of(record)).with("id", "macro")));
		section.add(made(version));
		if (!data.remarks().isEmpty()) {
			final Html remarks = Html.of("ul");
			data.remarks().forEach(remark -> remarks.add(Html.of("li", remark)));
			section.add(Html.of("h3", "Remarks of the run"), remarks);
		}
		return section;
	}

	private Html made(final String version) {
		final FitRecord record = data.record();
		final List<List<?>> rows = new ArrayList<>();
		rows.add(List.of("Fit", record.text("time")));
		data.fit().folder().ifPresent(folder -> rows.add(List.of("Folder", Html.of("span", folder.toString()).style("files"))));
		if (!data.fit().id().isEmpty()) rows.add(List.of("Id of the fit", data.fit().id()));
		rows.add(List.of("Made with", "VoxMeta " + record.text("versions/voxmeta") + ", Java " + record.text("versions/java")));
		rows.add(List.of("This page", "VoxMeta " + version));
		record.fields("seconds").forEach((stage, seconds) -> rows.add(List.of("Time to " + stage, seconds(seconds))));
		return Tables.of("Versions and times", List.of("", ""), rows);
	}

	private static Html seconds(final String seconds) {
		return Html.of("span", Num.of(Double.parseDouble(seconds)), " s");
	}
}
