#@ CommandService commands
#@output ij.ImagePlus most

// Which study moves the result most, voxel by voxel?
import org.voxmeta.command.DerSimonianLairdCommand
import org.voxmeta.command.InfluenceCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def z = commands.run(DerSimonianLairdCommand, true,
    [effects: sample.effects, variances: sample.variances, maps: 'z']).get().getOutput('z')
most = commands.run(InfluenceCommand, true, [fit: z, measures: 'cook', sensitivity: false, maps: 'most'])
    .get().getOutput('images').influence_most

int study = most.getProcessor().getf(58, 88)
println "Where the effect is strongest, study ${study} moves the result most"
assert study >= 1 && study <= 12
