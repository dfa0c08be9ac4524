// The walk-through of docs/tutorial.md: from sample data to a report. The argument is a folder for the
// files, which are about 20 MB; without one, it is a folder among the temporary files.
folder = getArgument();
if (folder == "") folder = getDirectory("temp") + "voxmeta-tutorial";
if (isOpen("z")) exit("An image called z is open: close or rename it first");

// 1. Twelve simulated studies: as open stacks, and as files with a study table
run("Meta-Analysis...", "sample=brain output=[" + folder + "/sample]");
table = folder + "/sample/studies.tsv";
pictures = folder + "/pictures/";
File.makeDirectory(pictures);
slices = "threshold=0 positions=[-24,12,39,66] columns=4 width=800 page=light";
run("Slice Mosaic...", "map=effects " + slices + " title=[Adams 2009] output=[" + pictures + "study.png]");

// 2. Look at the studies before anything is fitted
run("Check Studies...", "studies=[" + table + "] output=[" + folder + "/check]");
rows = split(File.openAsString(folder + "/check/coverage.csv"), "\n");
any = split(rows[rows.length - 2], ",");
all = split(rows[rows.length - 1], ",");
print("Voxels that any study has: " + any[1] + ", that all have: " + all[1]);

// 3. The meta-analysis
maps = folder + "/maps";
run("DerSimonian-Laird...", "studies=[" + table + "] aggressivemask=false"
    + " adjustment=Knapp-Hartung maps=z,p,est,tau2,i2 output=[" + maps + "]");
print("Voxels with a result: " + below("p", 1));

// 4. The maps
run("Slice Mosaic...", "map=est " + slices + " title=[Estimated effect] output=[" + pictures + "est.png]");
run("Slice Mosaic...", "map=true_effect " + slices + " title=[True effect]"
    + " output=[" + pictures + "truth.png]");
run("Slice Mosaic...", "map=z " + slices + " title=z output=[" + pictures + "z.png]");
run("Slice Mosaic...", "map=i2 " + slices + " title=[I2, %] output=[" + pictures + "i2.png]");
print("Largest estimate: " + d2s(largest("est"), 2) + ", largest z: " + d2s(largest("z"), 2));
print("Voxels with p below 0.001: " + below("p", 0.001) + ", below 0.05: " + below("p", 0.05));

// 5. Correct p for the number of voxels
run("Correct p Map...", "result=[" + maps + "] correction=fdr_bh alpha=0.05");
print("Voxels that survive the false discovery rate: " + below("p_fdr_bh", 0.05));
run("Permutation Test...", "fit=z permutations=200 clusters=tfce seed=1 output=[" + maps + "]");
print("Voxels that survive the permutation test: " + below("p_fwe", 0.05));
print("Voxels that survive it with TFCE: " + below("p_fwe_tfce", 0.05));

// 6. Clusters
run("Cluster Table...", "result=[" + maps + "] where=p_fwe_tfce minimumsize=20 subpeaks=0 rois=false"
    + " output=[" + folder + "/clusters]");
rows = split(File.openAsString(folder + "/clusters/clusters.csv"), "\n");
for (i = 1; i < rows.length; i++) {
    cells = split(rows[i], ",");
    print("Cluster " + cells[0] + ": " + cells[1] + " voxels, z " + d2s(parseFloat(cells[3]), 2) + " at "
        + cells[8] + " " + cells[9] + " " + cells[10] + " mm, true effect "
        + d2s(at("true_effect", parseInt(cells[4]), parseInt(cells[5]), parseInt(cells[6])), 2));
}

// 7. Pictures
run("Overlay on Template...", "result=[" + maps + "] threshold=fdr output=[" + pictures + "overlay.png]");
run("Glass Brain...", "result=[" + maps + "] threshold=fdr width=800 page=light"
    + " output=[" + pictures + "glass.png]");

// 8. The studies at one place
run("Explore Meta-Analysis...", "fit=z position=17,42,28 output=[" + folder + "/place]");
File.copy(folder + "/place/forest.png", pictures + "forest.png");
File.copy(folder + "/place/moderator-age.png", pictures + "age.png");
rows = split(File.openAsString(folder + "/place/maps.csv"), "\n");
for (i = 1; i < rows.length; i++) {
    cells = split(rows[i], ",");
    if (matches(cells[0], "z|est|ci_l|ci_u|pi_l|pi_u|tau2|i2")) print(cells[0] + " = "
        + d2s(parseFloat(cells[cells.length - 1]), 3));
}

// 9. Does it hang on single studies?
run("Leave One Out...", "fit=z maps=p_max output=[" + folder + "/without]");
print("Largest p there without any one study: " + d2s(at("loo_p_max", 17, 42, 28), -1));
run("Influence...", "fit=z measures=cook maps=most output=[" + folder + "/influence]");
rows = split(File.openAsString(folder + "/influence/influence.csv"), "\n");
cells = split(rows[at("influence_most", 17, 42, 28)], ",");
print("The most influential study there: " + cells[1]);

// 10. All of it on one page
run("Report...", "result=[" + maps + "] output=[" + folder + "/report.html]");
print("The report: " + folder + "/report.html");

// The largest value of a map
function largest(title) {
    selectImage(title);
    Stack.getStatistics(count, mean, min, max);
    return max;
}

// A map's value in a voxel, counted from 0
function at(title, x, y, z) {
    selectImage(title);
    setSlice(z + 1);
    return getPixel(x, y);
}

// In how many voxels a map is at most this, to the 7 digits that maps have; NaN is no value
function below(title, limit) {
    selectImage(title);
    count = 0;
    for (n = 1; n <= nSlices; n++) {
        setSlice(n);
        for (y = 0; y < getHeight(); y++)
            for (x = 0; x < getWidth(); x++)
                if (getPixel(x, y) <= limit * 1.000001) count++;
    }
    return count;
}
