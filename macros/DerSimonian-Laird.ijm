// Random-effects meta-analysis of the studies in a table, with DerSimonian and Laird's method.
//
// In Fiji: open this file, press Run, and choose the table and a folder for the maps.
// Without windows, give both in one argument, with a bar between them:
//     fiji --headless -macro DerSimonian-Laird.ijm "studies.tsv|results"
//
// The table has a row for each study, with the columns study, beta (the file of the effect map) and
// varcope (its variances) or se (its standard errors).

argument = getArgument();
if (argument != "") {
    parts = split(argument, "|");
    if (parts.length != 2) exit("Argument: got '" + argument + "', wanted table|folder");
    table = parts[0];
    folder = parts[1];
} else {
    table = File.openDialog("Study table (.tsv or .csv)");
    folder = getDirectory("Folder for the maps");
}

// With an open image of that name the new map would be called "z-1".
if (isOpen("z")) exit("An image called z is open: close or rename it first");

// aggressivemask=false fits each voxel with the studies that have it; true drops a voxel that any study
// lacks. Knapp-Hartung gives wider intervals than Wald, which are right for few studies.
// "Plugins > Macros > Record..." writes this line for any choice of options in the dialog.
run("DerSimonian-Laird...", "studies=[" + table + "] aggressivemask=false adjustment=Knapp-Hartung" +
    " maps=z,p,est output=[" + folder + "]");

// The command has said in the log what was wrong if there is no map now.
if (!isOpen("z")) exit("There is no z map: see the message above");

// Maps are open under their short names. Voxels without a result are NaN and do not count here.
selectImage("z");
Stack.getStatistics(voxels, mean, min, max, sd);
print("z: mean " + mean + ", sd " + sd + ", from " + min + " to " + max);

// Every run adds a row to a table: a window of its own, or the Results table without windows.
results = "Results";
if (isOpen("VoxMeta Results")) results = "VoxMeta Results";
row = Table.size(results) - 1;
columns = split(Table.headings(results), "\t");
for (i = 0; i < columns.length; i++) {
    column = String.trim(columns[i]);
    if (column != "") print(column + ": " + Table.getString(column, row, results));
}
print("Maps and the record of the run are in " + folder);
