#@ CommandService commands
#@output ij.ImagePlus p

// z of an analysis into two-sided p.
import org.voxmeta.command.ConvertMapsCommand
import org.voxmeta.command.DerSimonianLairdCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def fit = commands.run(DerSimonianLairdCommand, true,
    [effects: sample.effects, variances: sample.variances, maps: 'z']).get()
p = commands.run(ConvertMapsCommand, true,
    [input: fit.getOutput('z'), conversion: 'z to p']).get().getOutput('converted')

double value = p.getProcessor().getf(58, 88)
println String.format('Where the effect is strongest, p = %.2g', value)
assert value < 0.001
