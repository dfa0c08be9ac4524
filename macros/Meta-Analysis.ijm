// The sample: 12 simulated studies, and the effect that a meta-analysis of them should find.
run("Meta-Analysis...", "sample=tissue");

// A frame for each study, labelled with its name.
selectImage("effects");
for (k = 1; k <= nSlices; k++) {
    setSlice(k);
    print(getInfo("slice.label") + ": " + d2s(getValue(58, 88), 2));
}
selectImage("true_effect");
print("True effect there: " + d2s(getValue(58, 88), 2));
