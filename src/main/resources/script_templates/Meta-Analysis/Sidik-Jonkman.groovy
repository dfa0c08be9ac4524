#@ CommandService commands
#@output ij.ImagePlus z

// Sidik and Jonkman's estimate of tau2, which is never 0.
import org.voxmeta.command.SidikJonkmanCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def fit = commands.run(SidikJonkmanCommand, true,
    [effects: sample.effects, variances: sample.variances, adjustment: 'Knapp-Hartung',
    maps: 'z,est,tau2']).get()
z = fit.getOutput('z')

// The middle of a region whose true effect is 0.6.
double estimate = fit.getOutput('est').getProcessor().getf(58, 88)
double truth = sample.true_effect.getProcessor().getf(58, 88)
println String.format('Sidik-Jonkman: estimate %.2f, truth %.2f', estimate, truth)
assert Math.abs(estimate - truth) < 0.3
