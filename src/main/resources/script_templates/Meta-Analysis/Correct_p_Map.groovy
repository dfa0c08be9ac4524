#@ CommandService commands
#@output ij.ImagePlus corrected

// Which voxels survive a false discovery rate of 5 %?
import org.voxmeta.command.CorrectPMapCommand
import org.voxmeta.command.DerSimonianLairdCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def fit = commands.run(DerSimonianLairdCommand, true,
    [effects: sample.effects, variances: sample.variances, maps: 'p,est']).get()
def images = commands.run(CorrectPMapCommand, true, [input: fit.getOutput('p'),
    estimate: fit.getOutput('est'), correction: 'fdr_bh', alpha: 0.05]).get().getOutput('images')
corrected = images.p_fdr_bh

int survive = (corrected.getProcessor().getPixels() as List).count { it <= 0.05 }
println "$survive voxels survive"
assert survive > 500
