#@ CommandService commands
#@output ij.ImagePlus z

// Paule and Mandel's estimate of tau2: the one at which Q is as large as expected.
import org.voxmeta.command.PauleMandelCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def fit = commands.run(PauleMandelCommand, true,
    [effects: sample.effects, variances: sample.variances, adjustment: 'Knapp-Hartung',
    maps: 'z,est,tau2']).get()
z = fit.getOutput('z')

// The middle of a region whose true effect is 0.6.
double estimate = fit.getOutput('est').getProcessor().getf(58, 88)
double truth = sample.true_effect.getProcessor().getf(58, 88)
println String.format('Paule-Mandel: estimate %.2f, truth %.2f', estimate, truth)
assert Math.abs(estimate - truth) < 0.3
