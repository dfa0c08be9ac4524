#@ CommandService commands
#@output ij.ImagePlus est

// A meta-analysis of the maps that a study table names, with all maps written into a folder.
var DerSimonianLairdCommand = Java.type("org.voxmeta.command.DerSimonianLairdCommand");
var OpenSamplesCommand = Java.type("org.voxmeta.command.OpenSamplesCommand");

var folder = Java.type("ij.IJ").getDirectory("temp") + "voxmeta-example";
commands.run(OpenSamplesCommand.class, true, {sample: "tissue", output: folder}).get();
var est = commands.run(DerSimonianLairdCommand.class, true, {studies: folder + "/studies.tsv",
    mask: folder + "/mask.nii.gz", aggressivemask: false, adjustment: "Knapp-Hartung", maps: "z,est",
    output: folder + "/maps"}).get().getOutput("est");

print("The strongest effect is " + est.getProcessor().getf(58, 88).toFixed(2));
if (!new java.io.File(folder, "maps/result.json").exists()) throw "No record of the run was written";
