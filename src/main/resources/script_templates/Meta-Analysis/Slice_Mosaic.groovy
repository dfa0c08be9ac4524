#@ CommandService commands
#@output ij.ImagePlus picture

// Slices of a map side by side, as a picture: five in each plane, for a light page.
import org.voxmeta.command.DerSimonianLairdCommand
import org.voxmeta.command.OpenSamplesCommand
import org.voxmeta.command.SliceMosaicCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'brain']).get().getOutput('images')
def z = commands.run(DerSimonianLairdCommand, true,
    [effects: sample.effects, variances: sample.variances, maps: 'z']).get().getOutput('z')
picture = commands.run(SliceMosaicCommand, true, [map: z, plane: 'all', slices: '5', columns: '5',
    threshold: 'fdr', page: 'light', width: '1000']).get().getOutput('picture')

println "${picture.getTitle()}: ${picture.getWidth()} x ${picture.getHeight()} pixels"
assert Math.abs(picture.getWidth() - 1000) < 50
