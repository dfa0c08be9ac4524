package org.voxmeta.fiji;

import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;

/** Jython scripts, as Fiji has them. */
@Plugin(type = ScriptLanguage.class, name = "Python")
public final class PythonLanguage extends AdaptedScriptLanguage {

	static {
		// else it looks through all jars and writes into its own folder
		System.setProperty("python.cachedir.skip", "true");
		System.setProperty("python.import.site", "false");
	}

	public PythonLanguage() {
		super("python");
	}
}
