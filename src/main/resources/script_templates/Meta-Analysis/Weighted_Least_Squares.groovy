#@ CommandService commands
#@output ij.ImagePlus z

// Weighted least squares: the fixed-effect model, or with tau2 a variance between studies that is known.
import org.voxmeta.command.WeightedLeastSquaresCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def fit = commands.run(WeightedLeastSquaresCommand, true,
    [effects: sample.effects, variances: sample.variances, tau2: 0.02, maps: 'z,est,tau2']).get()
z = fit.getOutput('z')

// The middle of a region whose true effect is 0.6.
double estimate = fit.getOutput('est').getProcessor().getf(58, 88)
double truth = sample.true_effect.getProcessor().getf(58, 88)
println String.format('Weighted Least Squares: estimate %.2f, truth %.2f', estimate, truth)
assert Math.abs(estimate - truth) < 0.3
