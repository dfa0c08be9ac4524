#@ CommandService commands
#@output ij.ImagePlus z

// The most likely tau2, by restricted maximum likelihood.
import org.voxmeta.command.VarianceBasedLikelihoodCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def fit = commands.run(VarianceBasedLikelihoodCommand, true,
    [effects: sample.effects, variances: sample.variances, method: 'REML', maps: 'z,est,tau2']).get()
z = fit.getOutput('z')

// The middle of a region whose true effect is 0.6.
double estimate = fit.getOutput('est').getProcessor().getf(58, 88)
double truth = sample.true_effect.getProcessor().getf(58, 88)
println String.format('Variance-Based Likelihood: estimate %.2f, truth %.2f', estimate, truth)
assert Math.abs(estimate - truth) < 0.3
