// Which voxels survive a false discovery rate of 5 %?
run("Meta-Analysis...", "sample=tissue");
run("DerSimonian-Laird...", "effects=effects variances=variances maps=p,est");
run("Correct p Map...", "input=p estimate=est correction=fdr_bh alpha=0.05");

selectImage("p_fdr_bh");
survive = 0;
for (y = 0; y < getHeight(); y++)
    for (x = 0; x < getWidth(); x++)
        if (getValue(x, y) <= 0.05) survive++;
print(survive + " voxels survive");
if (survive < 500) exit("The effects were not found");
