#@ CommandService commands
#@output String studies

// The studies at one place: with an output folder, figures and tables are written and no window opens.
import ij.IJ
import org.voxmeta.command.DerSimonianLairdCommand
import org.voxmeta.command.ExploreCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def z = commands.run(DerSimonianLairdCommand, true,
    [effects: sample.effects, variances: sample.variances, maps: 'z']).get().getOutput('z')
def folder = new File(IJ.getDirectory('temp'), 'voxmeta-place')
commands.run(ExploreCommand, true, [fit: z, position: '58,88', output: folder]).get()
studies = new File(folder, 'studies.csv').text

println studies
assert new File(folder, 'forest.svg').exists()
