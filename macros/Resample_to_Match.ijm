// A coarse mask on the grid of finer maps.
folder = getDirectory("temp") + "voxmeta-coarse";
run("Simulate Studies...", "studies=2 grid=48,40 voxelsize=8 smoothness=14 output=[" + folder + "]");
run("Simulate Studies...", "studies=2 grid=96,80 voxelsize=4 smoothness=14 truth=false");
run("Resample to Match...", "input=[" + folder + "/mask.nii.gz] match=effects interpolation=nearest");

getStatistics(area, mean, min, max);
print("The mask has " + getWidth() + " x " + getHeight() + " pixels now, from " + min + " to " + max);
if (getWidth() != 96) exit("That is not the grid of the effects");
