#@ CommandService commands
#@output ij.ImagePlus mask

// A coarse mask on the grid of finer maps.
import ij.IJ
import org.voxmeta.command.ResampleToMatchCommand
import org.voxmeta.command.SimulateStudiesCommand

def folder = new File(IJ.getDirectory('temp'), 'voxmeta-coarse')
def options = [studies: 2, smoothness: 14]
commands.run(SimulateStudiesCommand, true, options + [grid: '48,40', voxelsize: 8, output: folder]).get()
def fine = commands.run(SimulateStudiesCommand, true,
    options + [grid: '96,80', voxelsize: 4, truth: false]).get().getOutput('images')
mask = commands.run(ResampleToMatchCommand, true, [input: new File(folder, 'mask.nii.gz').path,
    match: fine.effects, interpolation: 'nearest']).get().getOutput('resampled')

println "The mask has ${mask.getWidth()} x ${mask.getHeight()} pixels now"
assert mask.getWidth() == 96
