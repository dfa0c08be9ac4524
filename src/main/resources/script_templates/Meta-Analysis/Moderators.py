#@ CommandService commands
#@output ij.ImagePlus slope

# Does the effect change with age? Open stacks, and a table with a line for each of their studies.
import os
from ij import IJ
from org.voxmeta.command import DerSimonianLairdCommand, OpenSamplesCommand

folder = os.path.join(IJ.getDirectory('temp'), 'voxmeta-example')
sample = commands.run(OpenSamplesCommand, True,
    {'sample': 'tissue', 'output': folder}).get().getOutput('images')
maps = commands.run(DerSimonianLairdCommand, True, {'effects': sample['effects'],
    'variances': sample['variances'], 'studies': os.path.join(folder, 'studies-without-maps.tsv'),
    'moderators': 'age', 'centre': True, 'maps': 'z_age,est_age'}).get().getOutput('images')
slope = maps['est_age']

# The true slope there is 0.015 per year.
value = slope.getProcessor().getf(58, 88)
print('The effect rises by %.3f per year' % value)
assert abs(value - 0.015) < 0.015
