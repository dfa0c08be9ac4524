// Does a finding hang on a single study? The largest p without any one of them.
run("Meta-Analysis...", "sample=tissue");
run("DerSimonian-Laird...", "effects=effects variances=variances maps=z,p");
folder = getDirectory("temp") + "voxmeta-leaveoneout";
run("Leave One Out...", "fit=z maps=p_max output=[" + folder + "]");

p = getValue(58, 88);
print("Where the effect is strongest, p is at most " + d2s(p, -2) + " without any one study");
lines = split(File.openAsString(folder + "/leaveoneout.csv"), "\n");
print(lines[0]);
print(lines[1]);
if (p > 0.001) exit("The effect should not hang on a single study");
