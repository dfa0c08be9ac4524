#@ CommandService commands
#@output ij.ImagePlus z

// Fisher's test of the studies' p values: is there an effect in any study?
import ij.IJ
import org.voxmeta.command.FisherCommand
import org.voxmeta.command.SimulateStudiesCommand

def folder = new File(IJ.getDirectory('temp'), 'voxmeta-example')
commands.run(SimulateStudiesCommand, true,
    [studies: 12, grid: '96,80', voxelsize: 4, smoothness: 14, output: folder]).get()
z = commands.run(FisherCommand, true,
    [studies: new File(folder, 'studies.tsv'), mode: 'concordant']).get().getOutput('z')

// The middle of a region with a strong effect.
double value = z.getProcessor().getf(29, 44)
println String.format('Fisher: z = %.1f', value)
assert value > 3
