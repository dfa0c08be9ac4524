// Clusters of voxels with a large z, and their peaks.
run("Meta-Analysis...", "sample=tissue");
run("DerSimonian-Laird...", "effects=effects variances=variances maps=z");
folder = getDirectory("temp") + "voxmeta-clusters";
run("Cluster Table...", "input=z threshold=3.1 minimumsize=20 rois=false output=[" + folder + "]");

lines = split(File.openAsString(folder + "/clusters.csv"), "\n");
print(lines[0]);
print(lines[1]);
if (lines.length < 5) exit("There should be several clusters");
