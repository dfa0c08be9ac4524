// Effects and variances in a table instead of maps: the same estimators, and more tables.
folder = getDirectory("temp");
rows = "study,n,y,v\nAdams,20,0.42,0.05\nBauer,31,0.21,0.03\nChen,25,0.55,0.04\nDiaz,18,0.10,0.06\n";
File.saveString(rows, folder + "voxmeta-effects.csv");
run("Meta-Analysis of a Table...", "table=[" + folder + "voxmeta-effects.csv] tables=summary,heterogeneity"
    + " permutations=0 output=[" + folder + "voxmeta-table]");

lines = split(File.openAsString(folder + "voxmeta-table/summary.csv"), "\n");
print(lines[0]);
print(lines[1]);
