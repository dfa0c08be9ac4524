// A meta-analysis as one HTML page: inputs, maps, clusters, forest plots, methods text with references.
run("Meta-Analysis...", "sample=tissue");
run("DerSimonian-Laird...", "effects=effects variances=variances maps=z");
file = getDirectory("temp") + "voxmeta-report.html";
run("Report...", "fit=z peaks=2 output=[" + file + "] open=false");

print(file + " has " + File.length(file) + " bytes");
if (indexOf(File.openAsString(file), "DerSimonian") < 0) exit("The report does not name the method");
