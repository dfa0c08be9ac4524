// Looks at all maps of a study table before anything is fitted. One study of the sample lacks rows.
folder = getDirectory("temp") + "voxmeta-example";
run("Meta-Analysis...", "sample=tissue output=[" + folder + "]");
run("Check Studies...", "studies=[" + folder + "/studies.tsv] mask=[" + folder + "/mask.nii.gz]");

selectImage("coverage");
getStatistics(area, mean, min, max);
print("Studies in a voxel: at most " + max);
if (max != 12) exit("Not all studies were found");
