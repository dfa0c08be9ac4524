#@ CommandService commands
#@output ij.ImagePlus largest

// Does a finding hang on a single study? The largest p without any one of them.
import org.voxmeta.command.DerSimonianLairdCommand
import org.voxmeta.command.LeaveOneOutCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def z = commands.run(DerSimonianLairdCommand, true,
    [effects: sample.effects, variances: sample.variances, maps: 'z']).get().getOutput('z')
largest = commands.run(LeaveOneOutCommand, true, [fit: z, maps: 'p_max']).get().getOutput('images')
    .loo_p_max

double p = largest.getProcessor().getf(58, 88)
println String.format('Where the effect is strongest, p is at most %.2g without any one study', p)
assert p < 0.001
