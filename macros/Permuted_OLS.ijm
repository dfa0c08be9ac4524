// A t test of the effects, without their variances; Permutation Test... corrects its p values.
folder = getDirectory("temp") + "voxmeta-example";
run("Simulate Studies...", "studies=12 grid=96,80 voxelsize=4 smoothness=14 output=[" + folder + "]");
run("Permuted OLS...", "studies=[" + folder + "/studies.tsv] maps=z,t");

// The middle of a region with a strong effect.
selectImage("z");
z = getValue(29, 44);
print("Permuted OLS: z = " + d2s(z, 1));
if (z < 3) exit("The effect was not found");
