#@ CommandService commands
#@output ij.ImagePlus est

# A meta-analysis of the maps that a study table names, with all maps written into a folder.
import os
from ij import IJ
from org.voxmeta.command import DerSimonianLairdCommand, OpenSamplesCommand

folder = os.path.join(IJ.getDirectory('temp'), 'voxmeta-example')
commands.run(OpenSamplesCommand, True, {'sample': 'tissue', 'output': folder}).get()
est = commands.run(DerSimonianLairdCommand, True, {'studies': os.path.join(folder, 'studies.tsv'),
    'mask': os.path.join(folder, 'mask.nii.gz'), 'aggressivemask': False, 'adjustment': 'Knapp-Hartung',
    'maps': 'z,est', 'output': os.path.join(folder, 'maps')}).get().getOutput('est')

print('The strongest effect is %.2f' % est.getProcessor().getf(58, 88))
assert os.path.exists(os.path.join(folder, 'maps', 'result.json'))
