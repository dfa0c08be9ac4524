// All of a map at once, from the side, from behind and from above.
run("Meta-Analysis...", "sample=brain");
run("DerSimonian-Laird...", "effects=effects variances=variances maps=z");
file = getDirectory("temp") + "voxmeta-glass.png";
run("Glass Brain...", "map=z threshold=4 width=900 output=[" + file + "]");

print(getTitle() + ": " + getWidth() + " x " + getHeight() + " pixels, in " + file);
if (getWidth() < 850 || getWidth() > 950) exit("That is not the picture");
