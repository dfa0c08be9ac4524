#@ CommandService commands
#@output ij.ImagePlus z

// Effects whose variances are not known: sample sizes stand in for them. They are kept with the stack.
import org.voxmeta.command.SampleSizeBasedLikelihoodCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def fit = commands.run(SampleSizeBasedLikelihoodCommand, true,
    [effects: sample.effects, method: 'REML', maps: 'z,est,tau2']).get()
z = fit.getOutput('z')

// The middle of a region whose true effect is 0.6.
double estimate = fit.getOutput('est').getProcessor().getf(58, 88)
double truth = sample.true_effect.getProcessor().getf(58, 88)
println String.format('Sample-Size-Based Likelihood: estimate %.2f, truth %.2f', estimate, truth)
assert Math.abs(estimate - truth) < 0.3
