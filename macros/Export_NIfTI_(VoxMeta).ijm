// Writes an open image as NIfTI.
run("Simulate Studies...", "studies=4 grid=96,80 voxelsize=4 smoothness=14 truth=false");
file = getDirectory("temp") + "voxmeta-effects.nii.gz";
run("Export NIfTI (VoxMeta)...", "image=effects file=[" + file + "]");

print(file + " has " + File.length(file) + " bytes");
if (File.length(file) < 10000) exit("That is not the stack");
