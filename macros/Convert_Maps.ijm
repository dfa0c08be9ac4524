// z of an analysis into two-sided p.
run("Meta-Analysis...", "sample=tissue");
run("DerSimonian-Laird...", "effects=effects variances=variances maps=z");
run("Convert Maps...", "input=z conversion=[z to p]");

p = getValue(58, 88);
print("Where the effect is strongest, p = " + d2s(p, -2));
if (p > 0.001) exit("The effect was not found");
