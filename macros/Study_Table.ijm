// A meta-analysis of the maps that a study table names, with all maps written into a folder.
folder = getDirectory("temp") + "voxmeta-example";
run("Meta-Analysis...", "sample=tissue output=[" + folder + "]");
run("DerSimonian-Laird...", "studies=[" + folder + "/studies.tsv] mask=[" + folder + "/mask.nii.gz]"
    + " aggressivemask=false adjustment=Knapp-Hartung maps=z,est output=[" + folder + "/maps]");

selectImage("est");
print("The strongest effect is " + d2s(getValue(58, 88), 2));
if (!File.exists(folder + "/maps/result.json")) exit("No record of the run was written");
