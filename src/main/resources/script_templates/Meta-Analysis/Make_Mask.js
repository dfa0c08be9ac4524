#@ CommandService commands
#@output ij.ImagePlus mask

// A mask of the voxels that at least 9 of 10 studies have.
var MakeMaskCommand = Java.type("org.voxmeta.command.MakeMaskCommand");
var OpenSamplesCommand = Java.type("org.voxmeta.command.OpenSamplesCommand");

var folder = Java.type("ij.IJ").getDirectory("temp") + "voxmeta-example";
commands.run(OpenSamplesCommand.class, true, {sample: "tissue", output: folder}).get();
var mask = commands.run(MakeMaskCommand.class, true,
    {studies: folder + "/studies.tsv", strategy: "studies", share: "0.9"}).get().getOutput("mask");

var share = mask.getStatistics().mean / 255;
print("The mask holds " + (100 * share).toFixed(1) + " % of the image");
if (share < 0.4 || share > 0.6) throw "That is not the ellipse of the sample";
