#@ CommandService commands
#@output ij.ImagePlus slope

// Does the effect change with age? Open stacks, and a table with a line for each of their studies.
var DerSimonianLairdCommand = Java.type("org.voxmeta.command.DerSimonianLairdCommand");
var OpenSamplesCommand = Java.type("org.voxmeta.command.OpenSamplesCommand");

var folder = Java.type("ij.IJ").getDirectory("temp") + "voxmeta-example";
var sample = commands.run(OpenSamplesCommand.class, true,
    {sample: "tissue", output: folder}).get().getOutput("images");
var maps = commands.run(DerSimonianLairdCommand.class, true, {effects: sample.effects,
    variances: sample.variances, studies: folder + "/studies-without-maps.tsv", moderators: "age",
    centre: true, maps: "z_age,est_age"}).get().getOutput("images");
var slope = maps.est_age;

// The true slope there is 0.015 per year.
var value = slope.getProcessor().getf(58, 88);
print("The effect rises by " + value.toFixed(3) + " per year");
if (Math.abs(value - 0.015) > 0.015) throw "That is too far from the truth";
