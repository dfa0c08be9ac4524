#@ CommandService commands
#@output ij.ImagePlus mask

# A mask of the voxels that at least 9 of 10 studies have.
import os
from ij import IJ
from org.voxmeta.command import MakeMaskCommand, OpenSamplesCommand

folder = os.path.join(IJ.getDirectory('temp'), 'voxmeta-example')
commands.run(OpenSamplesCommand, True, {'sample': 'tissue', 'output': folder}).get()
mask = commands.run(MakeMaskCommand, True, {'studies': os.path.join(folder, 'studies.tsv'),
    'strategy': 'studies', 'share': '0.9'}).get().getOutput('mask')

share = mask.getStatistics().mean / 255
print('The mask holds %.1f %% of the image' % (100 * share))
assert 0.4 < share < 0.6
