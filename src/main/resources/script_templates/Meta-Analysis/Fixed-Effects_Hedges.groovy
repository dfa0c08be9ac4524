#@ CommandService commands
#@output ij.ImagePlus z

// Hedges' g of every study, from t and the number of subjects, and their weighted mean.
import ij.IJ
import org.voxmeta.command.FixedEffectsHedgesCommand
import org.voxmeta.command.SimulateStudiesCommand

def folder = new File(IJ.getDirectory('temp'), 'voxmeta-example')
commands.run(SimulateStudiesCommand, true,
    [studies: 12, grid: '96,80', voxelsize: 4, smoothness: 14, output: folder]).get()
z = commands.run(FixedEffectsHedgesCommand, true,
    [studies: new File(folder, 'studies.tsv'), maps: 'z,est']).get().getOutput('z')

// The middle of a region with a strong effect.
double value = z.getProcessor().getf(29, 44)
println String.format('Fixed-Effects Hedges: z = %.1f', value)
assert value > 3
