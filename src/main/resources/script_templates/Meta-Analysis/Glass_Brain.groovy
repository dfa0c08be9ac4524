#@ CommandService commands
#@output ij.ImagePlus picture

// All of a map at once, from the side, from behind and from above.
import org.voxmeta.command.DerSimonianLairdCommand
import org.voxmeta.command.GlassBrainCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'brain']).get().getOutput('images')
def z = commands.run(DerSimonianLairdCommand, true,
    [effects: sample.effects, variances: sample.variances, maps: 'z']).get().getOutput('z')
picture = commands.run(GlassBrainCommand, true, [map: z, threshold: '4', width: '900']).get()
    .getOutput('picture')

println "${picture.getTitle()}: ${picture.getWidth()} x ${picture.getHeight()} pixels"
assert Math.abs(picture.getWidth() - 900) < 50
