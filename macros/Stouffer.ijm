// Stouffer's test of the studies' z values, which are made of effects and variances here.
folder = getDirectory("temp") + "voxmeta-example";
run("Simulate Studies...", "studies=12 grid=96,80 voxelsize=4 smoothness=14 output=[" + folder + "]");
run("Stouffer...", "studies=[" + folder + "/studies.tsv] mode=directed");

// The middle of a region with a strong effect.
selectImage("z");
z = getValue(29, 44);
print("Stouffer: z = " + d2s(z, 1));
if (z < 3) exit("The effect was not found");
