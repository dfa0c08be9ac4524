#@ CommandService commands
#@output ij.ImagePlus z

# DerSimonian and Laird's random-effects meta-analysis of two open stacks.
from org.voxmeta.command import DerSimonianLairdCommand, OpenSamplesCommand

sample = commands.run(OpenSamplesCommand, True, {'sample': 'tissue'}).get().getOutput('images')
fit = commands.run(DerSimonianLairdCommand, True, {'effects': sample['effects'],
    'variances': sample['variances'], 'maps': 'z,est,tau2'}).get()
z = fit.getOutput('z')

# The middle of a region whose true effect is 0.6.
estimate = fit.getOutput('est').getProcessor().getf(58, 88)
truth = sample['true_effect'].getProcessor().getf(58, 88)
print('DerSimonian-Laird: estimate %.2f, truth %.2f' % (estimate, truth))
assert abs(estimate - truth) < 0.3
