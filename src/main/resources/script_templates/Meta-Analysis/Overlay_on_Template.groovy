#@ CommandService commands
#@output ij.ImagePlus overlay

// A map of z in colour over a grey image, from the threshold of the false discovery rate on.
import org.voxmeta.command.DerSimonianLairdCommand
import org.voxmeta.command.OpenSamplesCommand
import org.voxmeta.command.OverlayOnTemplateCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def z = commands.run(DerSimonianLairdCommand, true,
    [effects: sample.effects, variances: sample.variances, maps: 'z']).get().getOutput('z')
// An anatomical image would stand here; the sample has none.
overlay = commands.run(OverlayOnTemplateCommand, true,
    [map: z, template: sample.true_effect.duplicate(), threshold: 'fdr']).get().getOutput('overlay')

println "${overlay.getTitle()} has ${overlay.getBitDepth()} bits"
assert overlay.getBitDepth() == 24
