#@ CommandService commands
#@output ij.ImagePlus labels

// Clusters of voxels with a large z, and their peaks.
var ClusterTableCommand = Java.type("org.voxmeta.command.ClusterTableCommand");
var DerSimonianLairdCommand = Java.type("org.voxmeta.command.DerSimonianLairdCommand");
var OpenSamplesCommand = Java.type("org.voxmeta.command.OpenSamplesCommand");

var sample = commands.run(OpenSamplesCommand.class, true, {sample: "tissue"}).get().getOutput("images");
var fit = commands.run(DerSimonianLairdCommand.class, true,
    {effects: sample.effects, variances: sample.variances, maps: "z"}).get();
var folder = Java.type("ij.IJ").getDirectory("temp") + "voxmeta-clusters";
var labels = commands.run(ClusterTableCommand.class, true, {input: fit.getOutput("z"), threshold: "3.1",
    minimumsize: 20, rois: false, output: folder}).get().getOutput("clusters");

var lines = java.nio.file.Files.readAllLines(java.nio.file.Paths.get(folder, "clusters.csv"));
print(lines.get(0));
print(lines.get(1));
if (lines.size() < 5) throw "There should be several clusters";
