#@ CommandService commands
#@output ij.ImagePlus image

// Opens a NIfTI file.
import ij.IJ
import org.voxmeta.command.ImportNifti
import org.voxmeta.command.SimulateStudiesCommand

def folder = new File(IJ.getDirectory('temp'), 'voxmeta-example')
commands.run(SimulateStudiesCommand, true,
    [studies: 12, grid: '96,80', voxelsize: 4, smoothness: 14, output: folder]).get()
image = commands.run(ImportNifti, true,
    [file: new File(folder, 'true_effect.nii.gz')]).get().getOutput('image')

println "${image.getTitle()}: highest ${image.getStatistics().max}"
assert image.getStatistics().max > 0.45
