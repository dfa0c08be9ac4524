#@ CommandService commands

// The mean of each study in two spheres, with a row for each study: where the effect is strongest.
var ExtractSignalsCommand = Java.type("org.voxmeta.command.ExtractSignalsCommand");
var OpenSamplesCommand = Java.type("org.voxmeta.command.OpenSamplesCommand");

var sample = commands.run(OpenSamplesCommand.class, true, {sample: "brain"}).get().getOutput("images");
var table = Java.type("ij.IJ").getDirectory("temp") + "voxmeta-spheres.csv";
commands.run(ExtractSignalsCommand.class, true, {input: sample.effects, masker: "spheres",
    seeds: "-36,-6,14; 36,-6,14", radius: "8", output: table}).get();

var lines = java.nio.file.Files.readAllLines(java.nio.file.Paths.get(table));
print((lines.size() - 1) + " studies; the first: " + lines.get(1));
if (lines.size() !== 13) throw "There should be a line for each of the 12 studies";
