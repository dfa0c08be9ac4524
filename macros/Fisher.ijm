// Fisher's test of the studies' p values: is there an effect in any study?
folder = getDirectory("temp") + "voxmeta-example";
run("Simulate Studies...", "studies=12 grid=96,80 voxelsize=4 smoothness=14 output=[" + folder + "]");
run("Fisher...", "studies=[" + folder + "/studies.tsv] mode=concordant");

// The middle of a region with a strong effect.
selectImage("z");
z = getValue(29, 44);
print("Fisher: z = " + d2s(z, 1));
if (z < 3) exit("The effect was not found");
