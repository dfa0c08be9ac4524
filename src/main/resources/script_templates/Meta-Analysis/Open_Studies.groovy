#@ CommandService commands
#@output ij.ImagePlus beta

// The maps of a study table as stacks, whose frames are the studies.
import ij.IJ
import org.voxmeta.command.OpenStudiesCommand
import org.voxmeta.command.SimulateStudiesCommand

def folder = new File(IJ.getDirectory('temp'), 'voxmeta-example')
commands.run(SimulateStudiesCommand, true,
    [studies: 12, grid: '96,80', voxelsize: 4, smoothness: 14, output: folder]).get()
def stacks = commands.run(OpenStudiesCommand, true,
    [studies: new File(folder, 'studies.tsv'), maps: 'beta,varcope']).get().getOutput('images')
beta = stacks.beta

println "Study 5 of ${beta.getNFrames()} is ${beta.getStack().getSliceLabel(5)}"
assert stacks.varcope.getNFrames() == 12
