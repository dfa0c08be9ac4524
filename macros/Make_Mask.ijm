// A mask of the voxels that at least 9 of 10 studies have.
folder = getDirectory("temp") + "voxmeta-example";
run("Meta-Analysis...", "sample=tissue output=[" + folder + "]");
run("Make Mask...", "studies=[" + folder + "/studies.tsv] strategy=studies share=0.9");

getStatistics(area, mean, min, max);
share = mean / 255;
print("The mask holds " + d2s(100 * share, 1) + " % of the image");
if (share < 0.4 || share > 0.6) exit("That is not the ellipse of the sample");
