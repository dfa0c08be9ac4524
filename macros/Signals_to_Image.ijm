// The means of two spheres as an image again.
run("Meta-Analysis...", "sample=brain");
keys = "masker=spheres seeds=[-36,-6,14; 36,-6,14] radius=8 ";
file = getDirectory("temp") + "voxmeta-spheres.csv";
run("Extract Signals...", "input=true_effect " + keys + "output=[" + file + "]");
run("Signals to Image...", "table=[" + file + "] match=true_effect " + keys + "outside=0");

Stack.getStatistics(voxels, mean, min, max);
print("The larger mean of the true effect: " + d2s(max, 2));
if (max < 0.2 || max > 0.6) exit("That is not the mean of the sphere");
