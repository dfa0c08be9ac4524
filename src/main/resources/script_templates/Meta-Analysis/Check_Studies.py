#@ CommandService commands
#@output ij.ImagePlus coverage

# Looks at all maps of a study table before anything is fitted. One study of the sample lacks rows.
import os
from ij import IJ
from org.voxmeta.command import CheckStudiesCommand, OpenSamplesCommand

folder = os.path.join(IJ.getDirectory('temp'), 'voxmeta-example')
commands.run(OpenSamplesCommand, True, {'sample': 'tissue', 'output': folder}).get()
coverage = commands.run(CheckStudiesCommand, True, {'studies': os.path.join(folder, 'studies.tsv'),
    'mask': os.path.join(folder, 'mask.nii.gz')}).get().getOutput('coverage')

print('Studies in a voxel: at most %d' % coverage.getStatistics().max)
assert coverage.getStatistics().max == 12
