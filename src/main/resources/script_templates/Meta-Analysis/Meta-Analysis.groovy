#@ CommandService commands
#@output ij.ImagePlus effects

// The sample: 12 simulated studies, and the effect that a meta-analysis of them should find.
import org.voxmeta.command.OpenSamplesCommand

def images = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
effects = images.effects

// A frame for each study, labelled with its name.
for (k in 1..effects.getNFrames()) {
    def plane = effects.getStack().getProcessor(k)
    println String.format('%s: %.2f', effects.getStack().getSliceLabel(k), plane.getf(58, 88))
}
println String.format('True effect there: %.2f', images.true_effect.getProcessor().getf(58, 88))
assert effects.getNFrames() == 12
