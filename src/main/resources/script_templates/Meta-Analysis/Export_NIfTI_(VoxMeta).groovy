#@ CommandService commands

// Writes an open image as NIfTI.
import ij.IJ
import org.voxmeta.command.ExportNifti
import org.voxmeta.command.SimulateStudiesCommand

def effects = commands.run(SimulateStudiesCommand, true,
    [studies: 4, grid: '96,80', voxelsize: 4, smoothness: 14, truth: false]).get().getOutput('images').effects
def file = new File(IJ.getDirectory('temp'), 'voxmeta-effects.nii.gz')
commands.run(ExportNifti, true, [image: effects, file: file]).get()

println "$file has ${file.length()} bytes"
assert file.length() > 10000
