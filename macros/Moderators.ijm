// Does the effect change with age? Open stacks, and a table with a line for each of their studies.
folder = getDirectory("temp") + "voxmeta-example";
run("Meta-Analysis...", "sample=tissue output=[" + folder + "]");
run("DerSimonian-Laird...", "effects=effects variances=variances moderators=age centre=true"
    + " studies=[" + folder + "/studies-without-maps.tsv] maps=z_age,est_age");

// The true slope there is 0.015 per year.
selectImage("est_age");
slope = getValue(58, 88);
print("The effect rises by " + d2s(slope, 3) + " per year");
if (abs(slope - 0.015) > 0.015) exit("That is too far from the truth");
