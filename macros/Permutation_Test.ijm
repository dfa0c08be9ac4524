// p values of a fit corrected for all voxels and for clusters.
folder = getDirectory("temp") + "voxmeta-example";
run("Simulate Studies...", "studies=12 grid=96,80 voxelsize=4 smoothness=14 output=[" + folder + "]");
result = folder + "/maps";
run("DerSimonian-Laird...", "studies=[" + folder + "/studies.tsv] maps=z output=[" + result + "]");
run("Permutation Test...", "result=[" + result + "] permutations=500 clusters=extent seed=1");

selectImage("p_fwe");
p = getValue(29, 44);
print("Where the effect is strongest, corrected p = " + d2s(p, 3));
if (p > 0.05) exit("The effect did not survive");
