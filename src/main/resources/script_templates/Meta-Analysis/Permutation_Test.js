#@ CommandService commands
#@output ij.ImagePlus corrected

// p values of a fit corrected for all voxels and for clusters.
var DerSimonianLairdCommand = Java.type("org.voxmeta.command.DerSimonianLairdCommand");
var PermutationTestCommand = Java.type("org.voxmeta.command.PermutationTestCommand");
var SimulateStudiesCommand = Java.type("org.voxmeta.command.SimulateStudiesCommand");

var folder = Java.type("ij.IJ").getDirectory("temp") + "voxmeta-example";
commands.run(SimulateStudiesCommand.class, true,
    {studies: 12, grid: "96,80", voxelsize: 4, smoothness: 14, output: folder}).get();
commands.run(DerSimonianLairdCommand.class, true,
    {studies: folder + "/studies.tsv", maps: "z", output: folder + "/maps"}).get();
var corrected = commands.run(PermutationTestCommand.class, true,
    {result: folder + "/maps", permutations: 500, clusters: "extent", seed: 1})
    .get().getOutput("images").p_fwe;

var p = corrected.getProcessor().getf(29, 44);
print("Where the effect is strongest, corrected p = " + p.toFixed(3));
if (p > 0.05) throw "The effect did not survive";
