#@ CommandService commands
#@output String report

// A meta-analysis as one HTML page: inputs, maps, clusters, forest plots, methods text with references.
import ij.IJ
import org.voxmeta.command.DerSimonianLairdCommand
import org.voxmeta.command.OpenSamplesCommand
import org.voxmeta.command.ReportCommand

def sample = commands.run(OpenSamplesCommand, true, [sample: 'tissue']).get().getOutput('images')
def z = commands.run(DerSimonianLairdCommand, true,
    [effects: sample.effects, variances: sample.variances, maps: 'z']).get().getOutput('z')
def file = new File(IJ.getDirectory('temp'), 'voxmeta-report.html')
report = commands.run(ReportCommand, true, [fit: z, peaks: '2', output: file, open: false]).get()
    .getOutput('report')

println "${file} has ${file.length()} bytes"
assert file.text.contains('DerSimonian')
