package org.voxmeta.fiji;

import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;

/** JavaScript in Nashorn, as Fiji has it. */
@Plugin(type = ScriptLanguage.class, name = "JavaScript")
public final class JavaScriptLanguage extends AdaptedScriptLanguage {

	public JavaScriptLanguage() {
		super("javascript");
	}
}
