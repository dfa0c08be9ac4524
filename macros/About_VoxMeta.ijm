// Which version is this, and how is it cited? Without windows the text goes to the log.
run("About VoxMeta...");

print("Asked for the version on ImageJ " + IJ.getFullVersion());
