#@ CommandService commands
#@output ij.ImagePlus z

// The empirical Bayes estimate of tau2.
import org.voxmeta.command.EmpiricalBayesCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def fit = commands.run(EmpiricalBayesCommand, true,
    [effects: sample.effects, variances: sample.variances, adjustment: 'Knapp-Hartung',
    maps: 'z,est,tau2']).get()
z = fit.getOutput('z')

// The middle of a region whose true effect is 0.6.
double estimate = fit.getOutput('est').getProcessor().getf(58, 88)
double truth = sample.true_effect.getProcessor().getf(58, 88)
println String.format('Empirical Bayes: estimate %.2f, truth %.2f', estimate, truth)
assert Math.abs(estimate - truth) < 0.3
