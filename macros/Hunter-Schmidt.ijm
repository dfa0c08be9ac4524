// Hunter and Schmidt's estimate of tau2; smallsample corrects it for few studies.
run("Meta-Analysis...", "sample=tissue");
run("Hunter-Schmidt...", "effects=effects variances=variances smallsample=true maps=z,est,tau2");

// The middle of a region whose true effect is 0.6.
x = 58; y = 88;
selectImage("est");
estimate = getValue(x, y);
selectImage("true_effect");
truth = getValue(x, y);
print("Hunter-Schmidt: estimate " + d2s(estimate, 2) + ", truth " + d2s(truth, 2));
if (abs(estimate - truth) > 0.3) exit("That is too far from the truth");
