#@ CommandService commands
#@output ij.ImagePlus coverage

// Looks at all maps of a study table before anything is fitted. One study of the sample lacks rows.
import ij.IJ
import org.voxmeta.command.CheckStudiesCommand
import org.voxmeta.command.OpenSamplesCommand

def folder = new File(IJ.getDirectory('temp'), 'voxmeta-example')
commands.run(OpenSamplesCommand, true, [sample: 'tissue', output: folder]).get()
coverage = commands.run(CheckStudiesCommand, true,
    [studies: new File(folder, 'studies.tsv'), mask: new File(folder, 'mask.nii.gz').path])
    .get().getOutput('coverage')

println "Studies in a voxel: at most ${(int) coverage.getStatistics().max}"
assert coverage.getStatistics().max == 12
