// The mean of each study in two spheres, with a row for each study: where the effect is strongest.
run("Meta-Analysis...", "sample=brain");
file = getDirectory("temp") + "voxmeta-spheres.csv";
run("Extract Signals...", "input=effects masker=spheres seeds=[-36,-6,14; 36,-6,14] radius=8"
    + " output=[" + file + "]");

lines = split(File.openAsString(file), "\n");
print(lines.length - 1 + " studies; the first: " + lines[1]);
if (lines.length != 13) exit("There should be a line for each of the 12 studies");
