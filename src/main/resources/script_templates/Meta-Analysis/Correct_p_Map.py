#@ CommandService commands
#@output ij.ImagePlus corrected

# Which voxels survive a false discovery rate of 5 %?
from org.voxmeta.command import CorrectPMapCommand, DerSimonianLairdCommand, OpenSamplesCommand

sample = commands.run(OpenSamplesCommand, True, {'sample': 'tissue'}).get().getOutput('images')
fit = commands.run(DerSimonianLairdCommand, True, {'effects': sample['effects'],
    'variances': sample['variances'], 'maps': 'p,est'}).get()
images = commands.run(CorrectPMapCommand, True, {'input': fit.getOutput('p'),
    'estimate': fit.getOutput('est'), 'correction': 'fdr_bh', 'alpha': 0.05}).get().getOutput('images')
corrected = images['p_fdr_bh']

survive = sum(1 for p in corrected.getProcessor().getPixels() if p <= 0.05)
print('%d voxels survive' % survive)
assert survive > 500
