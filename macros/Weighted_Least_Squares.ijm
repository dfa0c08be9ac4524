// Weighted least squares: the fixed-effect model, or with tau2 a variance between studies that is known.
run("Meta-Analysis...", "sample=tissue");
run("Weighted Least Squares...", "effects=effects variances=variances tau2=0.02 maps=z,est,tau2");

// The middle of a region whose true effect is 0.6.
x = 58; y = 88;
selectImage("est");
estimate = getValue(x, y);
selectImage("true_effect");
truth = getValue(x, y);
print("Weighted Least Squares: estimate " + d2s(estimate, 2) + ", truth " + d2s(truth, 2));
if (abs(estimate - truth) > 0.3) exit("That is too far from the truth");
