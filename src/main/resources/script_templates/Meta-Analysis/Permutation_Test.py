#@ CommandService commands
#@output ij.ImagePlus corrected

# p values of a fit corrected for all voxels and for clusters.
import os
from ij import IJ
from org.voxmeta.command import DerSimonianLairdCommand, PermutationTestCommand, SimulateStudiesCommand

folder = os.path.join(IJ.getDirectory('temp'), 'voxmeta-example')
result = os.path.join(folder, 'maps')
commands.run(SimulateStudiesCommand, True, {'studies': 12, 'grid': '96,80', 'voxelsize': 4,
    'smoothness': 14, 'output': folder}).get()
commands.run(DerSimonianLairdCommand, True, {'studies': os.path.join(folder, 'studies.tsv'),
    'maps': 'z', 'output': result}).get()
corrected = commands.run(PermutationTestCommand, True, {'result': result, 'permutations': 500,
    'clusters': 'extent', 'seed': 1}).get().getOutput('images')['p_fwe']

p = corrected.getProcessor().getf(29, 44)
print('Where the effect is strongest, corrected p = %.3f' % p)
assert p <= 0.05
