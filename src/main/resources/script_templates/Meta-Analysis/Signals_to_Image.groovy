#@ CommandService commands
#@output ij.ImagePlus image

// The means of two spheres as an image again.
import ij.IJ
import ij.process.StackStatistics
import org.voxmeta.command.ExtractSignalsCommand
import org.voxmeta.command.OpenSamplesCommand
import org.voxmeta.command.SignalsToImageCommand

def truth = commands.run(OpenSamplesCommand, true, [sample: 'brain']).get().getOutput('images').true_effect
def spheres = [masker: 'spheres', seeds: '-36,-6,14; 36,-6,14', radius: '8']
def file = new File(IJ.getDirectory('temp'), 'voxmeta-spheres.csv')
commands.run(ExtractSignalsCommand, true, spheres + [input: truth, output: file]).get()
image = commands.run(SignalsToImageCommand, true,
    spheres + [table: file.path, match: truth, outside: '0']).get().getOutput('image')

double largest = new StackStatistics(image).max
println String.format('The larger mean of the true effect: %.2f', largest)
assert largest > 0.2 && largest < 0.6
