// The colours of maps for any image: zero in the middle, here from -0.6 to 0.6.
run("Meta-Analysis...", "sample=tissue");
selectImage("true_effect");
run("Grays");
run("Map Colours...", "input=true_effect colours=diverging limit=0.6");

getMinAndMax(min, max);
print("Colours go from " + d2s(min, 1) + " to " + d2s(max, 1));
if (abs(max - 0.6) > 1e-6 || abs(min + 0.6) > 1e-6) exit("Zero is not in the middle");
