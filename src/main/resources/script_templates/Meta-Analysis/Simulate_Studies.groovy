#@ CommandService commands
#@output ij.ImagePlus effects

// 8 simulated studies whose effect rises with age, and the truth behind them.
import org.voxmeta.command.SimulateStudiesCommand

def images = commands.run(SimulateStudiesCommand, true,
    [studies: 8, grid: '96,80', voxelsize: 4, smoothness: 14, slope: '0.02', seed: '3'])
    .get().getOutput('images')
effects = images.effects

println "${effects.getNFrames()} studies of ${effects.getWidth()} x ${effects.getHeight()} pixels"
double largest = images.true_slope.getProcessor().getStats().max
println String.format('Largest slope: %.3f per year', largest)
assert largest <= 0.02f
