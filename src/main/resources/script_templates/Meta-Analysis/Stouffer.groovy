#@ CommandService commands
#@output ij.ImagePlus z

// Stouffer's test of the studies' z values, which are made of effects and variances here.
import ij.IJ
import org.voxmeta.command.StoufferCommand
import org.voxmeta.command.SimulateStudiesCommand

def folder = new File(IJ.getDirectory('temp'), 'voxmeta-example')
commands.run(SimulateStudiesCommand, true,
    [studies: 12, grid: '96,80', voxelsize: 4, smoothness: 14, output: folder]).get()
z = commands.run(StoufferCommand, true,
    [studies: new File(folder, 'studies.tsv'), mode: 'directed']).get().getOutput('z')

// The middle of a region with a strong effect.
double value = z.getProcessor().getf(29, 44)
println String.format('Stouffer: z = %.1f', value)
assert value > 3
