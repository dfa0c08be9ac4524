// Which study moves the result most, voxel by voxel?
run("Meta-Analysis...", "sample=tissue");
run("DerSimonian-Laird...", "effects=effects variances=variances maps=z");
folder = getDirectory("temp") + "voxmeta-influence";
run("Influence...", "fit=z measures=cook sensitivity=false maps=most output=[" + folder + "]");

lines = split(File.openAsString(folder + "/influence.csv"), "\n");
for (k = 0; k < lines.length; k++) print(lines[k]);
if (lines.length != 13) exit("There should be a line for each of the 12 studies");
