#@ CommandService commands
#@output ij.ImagePlus image

// The colours of maps for any image: zero in the middle, here from -0.6 to 0.6.
import org.voxmeta.command.MapColoursCommand
import org.voxmeta.command.OpenSamplesCommand

def truth = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images').true_effect
image = commands.run(MapColoursCommand, true, [input: truth, colours: 'diverging', limit: '0.6']).get()
    .getOutput('image')

println "Colours go from ${image.getDisplayRangeMin()} to ${image.getDisplayRangeMax()}"
assert image.getDisplayRangeMin() == -image.getDisplayRangeMax()
