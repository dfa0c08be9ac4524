#@ CommandService commands
#@output ij.ImagePlus z

// DerSimonian and Laird's random-effects meta-analysis of two open stacks.
var DerSimonianLairdCommand = Java.type("org.voxmeta.command.DerSimonianLairdCommand");
var OpenSamplesCommand = Java.type("org.voxmeta.command.OpenSamplesCommand");

var sample = commands.run(OpenSamplesCommand.class, true, {sample: "tissue"}).get().getOutput("images");
var fit = commands.run(DerSimonianLairdCommand.class, true,
    {effects: sample.effects, variances: sample.variances, maps: "z,est,tau2"}).get();
var z = fit.getOutput("z");

// The middle of a region whose true effect is 0.6.
var estimate = fit.getOutput("est").getProcessor().getf(58, 88);
var truth = sample.true_effect.getProcessor().getf(58, 88);
print("DerSimonian-Laird: estimate " + estimate.toFixed(2) + ", truth " + truth.toFixed(2));
if (Math.abs(estimate - truth) > 0.3) throw "That is too far from the truth";
