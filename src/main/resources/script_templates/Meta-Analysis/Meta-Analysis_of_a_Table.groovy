#@ CommandService commands

// Effects and variances in a table instead of maps: the same estimators, and more tables.
import ij.IJ
import org.voxmeta.command.MetaAnalysisOfATableCommand

def table = new File(IJ.getDirectory('temp'), 'voxmeta-effects.csv')
table.text = 'study,n,y,v\nAdams,20,0.42,0.05\nBauer,31,0.21,0.03\n' +
    'Chen,25,0.55,0.04\nDiaz,18,0.10,0.06\nEvans,40,0.38,0.02\n'
def folder = new File(IJ.getDirectory('temp'), 'voxmeta-table')
commands.run(MetaAnalysisOfATableCommand, true,
    [table: table.path, tables: 'summary,heterogeneity', permutations: 0, output: folder]).get()

def lines = new File(folder, 'summary.csv').readLines()
println lines[0]
println lines[1]
assert lines.size() == 2
