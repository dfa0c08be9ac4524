#@ CommandService commands
#@output ij.ImagePlus mask

// A mask of the voxels that at least 9 of 10 studies have.
import ij.IJ
import org.voxmeta.command.MakeMaskCommand
import org.voxmeta.command.OpenSamplesCommand

def folder = new File(IJ.getDirectory('temp'), 'voxmeta-example')
commands.run(OpenSamplesCommand, true, [sample: 'tissue', output: folder]).get()
mask = commands.run(MakeMaskCommand, true,
    [studies: new File(folder, 'studies.tsv'), strategy: 'studies', share: '0.9']).get().getOutput('mask')

double share = mask.getStatistics().mean / 255
println String.format('The mask holds %.1f %% of the image', 100 * share)
assert share > 0.4 && share < 0.6
