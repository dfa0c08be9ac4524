#@ CommandService commands

// The mean of each study in two spheres, with a row for each study: where the effect is strongest.
import ij.IJ
import org.voxmeta.command.ExtractSignalsCommand
import org.voxmeta.command.OpenSamplesCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'brain']).get().getOutput('images')
def file = new File(IJ.getDirectory('temp'), 'voxmeta-spheres.csv')
commands.run(ExtractSignalsCommand, true, [input: sample.effects, masker: 'spheres',
    seeds: '-36,-6,14; 36,-6,14', radius: '8', output: file]).get()

def lines = file.readLines()
println "${lines.size() - 1} studies; the first: ${lines[1]}"
assert lines.size() == 13
