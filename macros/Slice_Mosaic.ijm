// Slices of a map side by side, as a picture: five in each plane, for a light page.
run("Meta-Analysis...", "sample=brain");
run("DerSimonian-Laird...", "effects=effects variances=variances maps=z");
file = getDirectory("temp") + "voxmeta-slices.png";
run("Slice Mosaic...", "map=z plane=all slices=5 columns=5 threshold=fdr page=light width=1000"
    + " title=[12 simulated studies] output=[" + file + "]");

print(getTitle() + ": " + getWidth() + " x " + getHeight() + " pixels, in " + file);
if (getWidth() < 950 || getWidth() > 1050) exit("That is not the picture");
