#@ File (label = "Study table", description = ".tsv or .csv with a row for each study") studies
#@ File (label = "Folder for the maps", style = "directory") output
#@ String (label = "Standard errors", choices = {"Wald", "Knapp-Hartung", "Knapp-Hartung-conservative"}, value = "Knapp-Hartung") adjustment
#@ CommandService commands
#@output String summary
#@output ij.ImagePlus z

// Random-effects meta-analysis of the studies in a table, with DerSimonian and Laird's method.
//
// In Fiji: open this file in the script editor and press Run. Without windows:
//     fiji --headless --run dersimonian_laird.groovy "studies='studies.tsv', output='results', adjustment='Wald'"

import org.voxmeta.command.DerSimonianLairdCommand

// The keys are those of a macro, the values are ordinary Java objects; keys that are left out have
// their defaults. An image may be given as well: effects: IJ.getImage(), for instance.
// A mistake in the studies or the options is an exception here that says what is wrong.
def run = commands.run(DerSimonianLairdCommand, true, [
    studies       : studies,
    aggressivemask: false,
    adjustment    : adjustment,
    output        : output
]).get()

// A run from the dialog can also be cancelled.
if (run.isCanceled()) throw new IllegalStateException(run.getCancelReason())

// Maps are images: z, p, est (the effect), se, tau2, dof.
z = run.getOutput('z')
def p = run.getOutput('p')

// Voxels without a result are NaN, which is not less than anything.
int fitted = 0
int significant = 0
for (slice in 1..p.getStackSize()) {
    for (value in p.getStack().getPixels(slice)) {
        if (!Float.isNaN(value)) fitted++
        if (value < 0.001) significant++
    }
}
summary = "p < 0.001 in ${significant} of ${fitted} voxels"

println summary
println "Maps: " + new File(output, 'z.nii.gz') + " and its neighbours"
println "Record of the run: " + new File(output, 'result.json')
