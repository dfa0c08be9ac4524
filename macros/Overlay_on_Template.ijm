// A map of z in colour over a grey image, from the threshold of the false discovery rate on.
run("Meta-Analysis...", "sample=tissue");
run("DerSimonian-Laird...", "effects=effects variances=variances maps=z");
// An anatomical image would stand here; the sample has none.
selectImage("true_effect");
run("Duplicate...", "title=template");
file = getDirectory("temp") + "voxmeta-overlay.png";
run("Overlay on Template...", "map=z template=template threshold=fdr output=[" + file + "]");

selectImage("Overlay of z");
print(getTitle() + " has " + bitDepth() + " bits; " + file + " has " + File.length(file) + " bytes");
if (bitDepth() != 24) exit("The overlay should be a colour image");
