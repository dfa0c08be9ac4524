#@ CommandService commands
#@output ij.ImagePlus coverage

// Looks at all maps of a study table before anything is fitted. One study of the sample lacks rows.
var CheckStudiesCommand = Java.type("org.voxmeta.command.CheckStudiesCommand");
var OpenSamplesCommand = Java.type("org.voxmeta.command.OpenSamplesCommand");

var folder = Java.type("ij.IJ").getDirectory("temp") + "voxmeta-example";
commands.run(OpenSamplesCommand.class, true, {sample: "tissue", output: folder}).get();
var coverage = commands.run(CheckStudiesCommand.class, true,
    {studies: folder + "/studies.tsv", mask: folder + "/mask.nii.gz"}).get().getOutput("coverage");

var most = coverage.getStatistics().max;
print("Studies in a voxel: at most " + most);
if (most !== 12) throw "Not all studies were found";
