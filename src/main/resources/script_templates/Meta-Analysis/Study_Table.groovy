#@ CommandService commands
#@output ij.ImagePlus est

// A meta-analysis of the maps that a study table names, with all maps written into a folder.
import ij.IJ
import org.voxmeta.command.DerSimonianLairdCommand
import org.voxmeta.command.OpenSamplesCommand

def folder = new File(IJ.getDirectory('temp'), 'voxmeta-example')
commands.run(OpenSamplesCommand, true, [sample: 'tissue', output: folder]).get()
est = commands.run(DerSimonianLairdCommand, true, [studies: new File(folder, 'studies.tsv'),
    mask: new File(folder, 'mask.nii.gz').path, aggressivemask: false, adjustment: 'Knapp-Hartung',
    maps: 'z,est', output: new File(folder, 'maps')]).get().getOutput('est')

println String.format('The strongest effect is %.2f', est.getProcessor().getf(58, 88))
assert new File(folder, 'maps/result.json').exists()
