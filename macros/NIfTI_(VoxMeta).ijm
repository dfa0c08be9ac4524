// Opens a NIfTI file.
folder = getDirectory("temp") + "voxmeta-example";
run("Simulate Studies...", "studies=12 grid=96,80 voxelsize=4 smoothness=14 output=[" + folder + "]");
run("NIfTI (VoxMeta)...", "file=[" + folder + "/true_effect.nii.gz]");

getPixelSize(unit, width, height);
getStatistics(area, mean, min, max);
print(getTitle() + ": pixels of " + width + " " + unit + ", highest value " + max);
if (max < 0.45) exit("The effect should be 0.5");
