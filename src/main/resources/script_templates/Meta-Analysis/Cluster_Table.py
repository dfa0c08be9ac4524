#@ CommandService commands
#@output ij.ImagePlus labels

# Clusters of voxels with a large z, and their peaks.
import os
from ij import IJ
from org.voxmeta.command import ClusterTableCommand, DerSimonianLairdCommand, OpenSamplesCommand

sample = commands.run(OpenSamplesCommand, True, {'sample': 'tissue'}).get().getOutput('images')
fit = commands.run(DerSimonianLairdCommand, True, {'effects': sample['effects'],
    'variances': sample['variances'], 'maps': 'z'}).get()
folder = os.path.join(IJ.getDirectory('temp'), 'voxmeta-clusters')
labels = commands.run(ClusterTableCommand, True, {'input': fit.getOutput('z'), 'threshold': '3.1',
    'minimumsize': 20, 'rois': False, 'output': folder}).get().getOutput('clusters')

lines = open(os.path.join(folder, 'clusters.csv')).read().splitlines()
print(lines[0])
print(lines[1])
assert len(lines) > 4
