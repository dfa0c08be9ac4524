#@ CommandService commands
#@output ij.ImagePlus z

// A t test of the effects, without their variances; Permutation Test... corrects its p values.
import ij.IJ
import org.voxmeta.command.PermutedOlsCommand
import org.voxmeta.command.SimulateStudiesCommand

def folder = new File(IJ.getDirectory('temp'), 'voxmeta-example')
commands.run(SimulateStudiesCommand, true,
    [studies: 12, grid: '96,80', voxelsize: 4, smoothness: 14, output: folder]).get()
z = commands.run(PermutedOlsCommand, true,
    [studies: new File(folder, 'studies.tsv'), maps: 'z,t']).get().getOutput('z')

// The middle of a region with a strong effect.
double value = z.getProcessor().getf(29, 44)
println String.format('Permuted OLS: z = %.1f', value)
assert value > 3
