// 8 simulated studies whose effect rises with age, and the truth behind them.
run("Simulate Studies...", "studies=8 grid=96,80 voxelsize=4 smoothness=14 slope=0.02 seed=3");

selectImage("effects");
print(nSlices + " studies of " + getWidth() + " x " + getHeight() + " pixels");
selectImage("true_slope");
getStatistics(area, mean, min, max);
print("Largest slope: " + d2s(max, 3) + " per year");
if (max > 0.02) exit("The slope is larger than asked for");
