#@ CommandService commands
#@output ij.ImagePlus slope

// Does the effect change with age? Open stacks, and a table with a line for each of their studies.
import ij.IJ
import org.voxmeta.command.DerSimonianLairdCommand
import org.voxmeta.command.OpenSamplesCommand

def folder = new File(IJ.getDirectory('temp'), 'voxmeta-example')
def sample = commands.run(OpenSamplesCommand, true,
    [sample: 'tissue', output: folder]).get().getOutput('images')
def maps = commands.run(DerSimonianLairdCommand, true, [effects: sample.effects, variances: sample.variances,
    studies: new File(folder, 'studies-without-maps.tsv'), moderators: 'age', centre: true,
    maps: 'z_age,est_age']).get().getOutput('images')
slope = maps.est_age

// The true slope there is 0.015 per year.
double value = slope.getProcessor().getf(58, 88)
println String.format('The effect rises by %.3f per year', value)
assert Math.abs(value - 0.015) < 0.015
