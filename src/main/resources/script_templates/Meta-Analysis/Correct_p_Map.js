#@ CommandService commands
#@output ij.ImagePlus corrected

// Which voxels survive a false discovery rate of 5 %?
var CorrectPMapCommand = Java.type("org.voxmeta.command.CorrectPMapCommand");
var DerSimonianLairdCommand = Java.type("org.voxmeta.command.DerSimonianLairdCommand");
var OpenSamplesCommand = Java.type("org.voxmeta.command.OpenSamplesCommand");

var sample = commands.run(OpenSamplesCommand.class, true, {sample: "tissue"}).get().getOutput("images");
var fit = commands.run(DerSimonianLairdCommand.class, true,
    {effects: sample.effects, variances: sample.variances, maps: "p,est"}).get();
var images = commands.run(CorrectPMapCommand.class, true, {input: fit.getOutput("p"),
    estimate: fit.getOutput("est"), correction: "fdr_bh", alpha: 0.05}).get().getOutput("images");
var corrected = images.p_fdr_bh;

var values = Java.from(corrected.getProcessor().getPixels());
var survive = values.filter(function(p) { return p <= 0.05; }).length;
print(survive + " voxels survive");
if (survive < 500) throw "The effects were not found";
