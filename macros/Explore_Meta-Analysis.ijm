// The studies at one place: with windows, Explore Meta-Analysis... follows the mouse; with an output
// folder it writes figures and tables of the place instead.
run("Meta-Analysis...", "sample=tissue");
run("DerSimonian-Laird...", "effects=effects variances=variances maps=z,est");
folder = getDirectory("temp") + "voxmeta-place";
run("Explore Meta-Analysis...", "fit=z position=58,88 output=[" + folder + "]");

lines = split(File.openAsString(folder + "/studies.csv"), "\n");
for (k = 0; k < lines.length; k++) print(lines[k]);
if (!File.exists(folder + "/forest.png")) exit("There is no forest plot");
