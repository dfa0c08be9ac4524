// Paule and Mandel's estimate of tau2: the one at which Q is as large as expected.
run("Meta-Analysis...", "sample=tissue");
run("Paule-Mandel...", "effects=effects variances=variances adjustment=Knapp-Hartung maps=z,est,tau2");

// The middle of a region whose true effect is 0.6.
x = 58; y = 88;
selectImage("est");
estimate = getValue(x, y);
selectImage("true_effect");
truth = getValue(x, y);
print("Paule-Mandel: estimate " + d2s(estimate, 2) + ", truth " + d2s(truth, 2));
if (abs(estimate - truth) > 0.3) exit("That is too far from the truth");
