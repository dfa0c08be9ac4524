// Hedges' g of every study, from t and the number of subjects, and their weighted mean.
folder = getDirectory("temp") + "voxmeta-example";
run("Simulate Studies...", "studies=12 grid=96,80 voxelsize=4 smoothness=14 output=[" + folder + "]");
run("Fixed-Effects Hedges...", "studies=[" + folder + "/studies.tsv] maps=z,est");

// The middle of a region with a strong effect.
selectImage("z");
z = getValue(29, 44);
print("Fixed-Effects Hedges: z = " + d2s(z, 1));
if (z < 3) exit("The effect was not found");
