package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.convert.ConvertService;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.fiji.FijiHarness;

import ij.IJ;
import ij.ImagePlus;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.list.ListImgFactory;
import net.imglib2.type.numeric.real.FloatType;

/** What a command's image parameter takes, and what SciJava makes of texts, images and files for it. */
class ImageInputTest {

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "None", "none", " NONE " })
	void noNameIsNoImage(final String name) {
		assertSame(ImageInput.NONE, ImageInput.named(name));
		assertSame(ImageInput.NONE, convert(name));
		assertFalse(ImageInput.named(name).isGiven());
		assertEquals("None", ImageInput.named(name).toString());
	}

	@Test
	void anOpenImageIsFoundByTitleAndById() throws IOException {
		final ImagePlus image = show("my map");

		for (final String name : List.of("my map", " my map ", String.valueOf(image.getID()))) {
			final InputImage input = ImageInput.named(name).open("Mask");
			assertEquals("my map", input.name());
			assertArrayEquals(new long[] { 4, 3, 2 }, input.values().dimensionsAsLongArray());
			assertSame(image, ImageInput.named(name).imagePlus());
		}
	}

	@Test
	void anImageIsLookedForOnlyWhenItIsOpened() throws IOException {
		final ImageInput input = ImageInput.named("later");
		assertTrue(input.isGiven());

		show("later");

		assertEquals("later", input.open("Mask").name());
	}

	@Test
	void aFileIsReadFromItsPath() throws IOException {
		final Path file = SmallStudies.of(1, 4, 3, 2).writeMap(folder.resolve("my map.nii"), new float[24]);

		final InputImage input = ImageInput.named(file.toString()).open("Mask");

		assertEquals(file.toString(), input.name());
		assertArrayEquals(new long[] { 4, 3, 2 }, input.values().dimensionsAsLongArray());
	}

	@Test
	void anOpenImageIsPreferredToAFileOfItsName() throws IOException {
		final Path file = SmallStudies.of(1, 2, 2, 2).writeMap(folder.resolve("map.nii"), new float[8]);
		show(file.toString());

		assertArrayEquals(new long[] { 4, 3, 2 }, ImageInput.named(file.toString()).open("Mask").values()
			.dimensionsAsLongArray());
	}

	@Test
	void anImageOfAScriptNeedNotBeOpen() throws IOException {
		final ImagePlus image = image("hidden");

		final ImageInput input = ImageInput.of(image);

		assertTrue(input.isGiven());
		assertSame(image, input.imagePlus());
		assertEquals("hidden", input.open("Mask").name());
		assertEquals("hidden", input.toString());
	}

	@Test
	void neitherImageNorFileIsRefusedBesideTheOpenTitles() {
		show("a");
		show("b");

		assertEquals("Effects: got 'c', wanted the title of an open image or the path of a file; open images: b, a",
			assertThrows(IllegalArgumentException.class, () -> ImageInput.named("c").open("Effects")).getMessage());
	}

	@ParameterizedTest
	@ValueSource(strings = { "-12345", "no/such.nii", "a\0b", "/" })
	void withoutOpenImagesThatIsSaid(final String name) {
		assertEquals("Mask: got '" + name + "', wanted the title of an open image or the path of a file; "
			+ "open images: none", assertThrows(IllegalArgumentException.class, () -> ImageInput.named(name).open(
				"Mask")).getMessage());
	}

	@Test
	void aFileThatCannotBeReadIsNamed() throws IOException {
		final Path file = Files.writeString(folder.resolve("bad.nii"), "no image");

		final String message = assertThrows(IOException.class, () -> ImageInput.named(file.toString()).open("Mask"))
			.getMessage();

		assertTrue(message.contains(file + ": not a NIfTI file"), message);
	}

	@Test
	void withoutANameTheActiveImageIsTaken() {
		show("first");
		final ImagePlus active = show("active");

		assertSame(active, ImageInput.NONE.imagePlus());
	}

	@Test
	void inputsAreEqualWhereTheyMeanTheSame() {
		final ImagePlus image = image("a");

		assertEquals(ImageInput.named("a"), ImageInput.named(" a "));
		assertEquals(ImageInput.named("a").hashCode(), ImageInput.named(" a ").hashCode());
		assertEquals(ImageInput.of(image), ImageInput.of(image));
		assertNotEquals(ImageInput.named("a"), ImageInput.of(image));
		assertNotEquals(ImageInput.of(image("a")), ImageInput.of(image));
		assertNotEquals(ImageInput.named("a"), ImageInput.NONE);
	}

	@Test
	void textsImagesAndFilesAreConverted() throws IOException {
		final ImagePlus image = image("a");
		final File file = folder.resolve("a.nii").toFile();

		assertEquals(ImageInput.named("a"), convert("a"));
		assertEquals(ImageInput.of(image), convert(image));
		assertEquals(ImageInput.named(file.getPath()), convert(file));
		assertSame(ImageInput.NONE, convert(new File("")));
	}

	/** A Dataset, an ImgPlus and whatever else Fiji makes an ImagePlus of. */
	@Test
	void anImageOfImageJ2IsConverted() throws IOException {
		final Img<FloatType> plane = ArrayImgs.floats(new float[] { 1, 2, 3, 4, 5, 6 }, 3, 2);

		final ImageInput input = convert(fiji.asImageJ2(plane));

		assertArrayEquals(new float[] { 1, 2, 3, 4, 5, 6 }, (float[]) input.imagePlus().getProcessor().getPixels());
	}

	@Test
	void anImageThatFijiCannotConvertIsNotTaken() {
		final Img<FloatType> other = new ListImgFactory<>(new FloatType()).create(3, 2);

		final ConvertService converter = fiji.context().service(ConvertService.class);

		assertEquals(converter.supports(other, ImagePlus.class), converter.supports(other, ImageInput.class));
		assertFalse(converter.supports(new Object(), ImageInput.class));
	}

	@Test
	void whatTheRecorderWritesMeansTheSameImage() throws IOException {
		final ImagePlus image = show("my map");
		final Path file = SmallStudies.of(1, 4, 3, 2).writeMap(folder.resolve("b.nii"), new float[24]);
		for (final ImageInput input : List.of(ImageInput.NONE, ImageInput.named("my map"), ImageInput.of(image),
			ImageInput.named(String.valueOf(image.getID())), convert(file.toFile())))
		{
			final ImageInput replayed = convert(input.toString());

			assertEquals(input.isGiven(), replayed.isGiven());
			if (input.isGiven()) assertEquals(input.open("Mask").name(), replayed.open("Mask").name());
		}
	}

	@Test
	void theDialogOffersNoneAndTheOpenTitles() {
		show("a");
		show("b");
		show("b");

		final List<Object> choices = new ArrayList<>(fiji.context().service(ConvertService.class)
			.getCompatibleInputs(ImageInput.class));

		assertEquals(List.of("None", "b", "a"), choices.stream().map(Object::toString).toList());
		assertSame(ImageInput.NONE, choices.get(0));
	}

	private static ImageInput convert(final Object source) {
		final ConvertService converter = fiji.context().service(ConvertService.class);
		assertTrue(converter.supports(source, ImageInput.class), "a converter for " + source.getClass());
		return converter.convert(source, ImageInput.class);
	}

	private static ImagePlus show(final String title) {
		final ImagePlus image = image(title);
		Workspace.show(image);
		return image;
	}

	private static ImagePlus image(final String title) {
		return IJ.createImage(title, 4, 3, 2, 32);
	}
}
