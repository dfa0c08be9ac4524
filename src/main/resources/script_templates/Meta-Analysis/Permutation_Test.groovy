#@ CommandService commands
#@output ij.ImagePlus corrected

// p values of a fit corrected for all voxels and for clusters.
import ij.IJ
import org.voxmeta.command.DerSimonianLairdCommand
import org.voxmeta.command.PermutationTestCommand
import org.voxmeta.command.SimulateStudiesCommand

def folder = new File(IJ.getDirectory('temp'), 'voxmeta-example')
def result = new File(folder, 'maps')
commands.run(SimulateStudiesCommand, true,
    [studies: 12, grid: '96,80', voxelsize: 4, smoothness: 14, output: folder]).get()
commands.run(DerSimonianLairdCommand, true,
    [studies: new File(folder, 'studies.tsv'), maps: 'z', output: result]).get()
corrected = commands.run(PermutationTestCommand, true,
    [result: result, permutations: 500, clusters: 'extent', seed: 1]).get().getOutput('images').p_fwe

double p = corrected.getProcessor().getf(29, 44)
println String.format('Where the effect is strongest, corrected p = %.3f', p)
assert p <= 0.05
