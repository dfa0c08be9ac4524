// The maps of a study table as stacks, whose frames are the studies.
folder = getDirectory("temp") + "voxmeta-example";
run("Simulate Studies...", "studies=12 grid=96,80 voxelsize=4 smoothness=14 output=[" + folder + "]");
run("Open Studies...", "studies=[" + folder + "/studies.tsv] maps=beta,varcope");

selectImage("beta");
setSlice(5);
print("Study 5 of " + nSlices + " is " + getInfo("slice.label"));
// Without study table or stacks, an estimator takes the open ones.
run("DerSimonian-Laird...", "maps=z");
if (!isOpen("z")) exit("There is no z map");
