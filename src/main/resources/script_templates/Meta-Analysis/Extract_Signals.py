#@ CommandService commands

# The mean of each study in two spheres, with a row for each study: where the effect is strongest.
import os
from ij import IJ
from org.voxmeta.command import ExtractSignalsCommand, OpenSamplesCommand

sample = commands.run(OpenSamplesCommand, True, {'sample': 'brain'}).get().getOutput('images')
table = os.path.join(IJ.getDirectory('temp'), 'voxmeta-spheres.csv')
commands.run(ExtractSignalsCommand, True, {'input': sample['effects'], 'masker': 'spheres',
    'seeds': '-36,-6,14; 36,-6,14', 'radius': '8', 'output': table}).get()

lines = open(table).read().splitlines()
print('%d studies; the first: %s' % (len(lines) - 1, lines[1]))
assert len(lines) == 13
