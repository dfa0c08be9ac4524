#@ CommandService commands
#@output ij.ImagePlus labels

// Clusters of voxels with a large z, and their peaks.
import ij.IJ
import org.voxmeta.command.ClusterTableCommand
import org.voxmeta.command.DerSimonianLairdCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def fit = commands.run(DerSimonianLairdCommand, true,
    [effects: sample.effects, variances: sample.variances, maps: 'z']).get()
def folder = new File(IJ.getDirectory('temp'), 'voxmeta-clusters')
labels = commands.run(ClusterTableCommand, true, [input: fit.getOutput('z'), threshold: '3.1',
    minimumsize: 20, rois: false, output: folder]).get().getOutput('clusters')

def lines = new File(folder, 'clusters.csv').readLines()
println lines[0]
println lines[1]
assert lines.size() > 4
