package org.voxmeta.plot;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A figure's SVG, read back by the JDK's XML parser. */
final class Svg {

	private final Element root;

	private Svg(final Element root) {
		this.root = root;
	}

	static Svg of(final Figure figure) {
		return of(SvgDrawing.of(figure));
	}

	static Svg of(final Figure figure, final double width, final double height) {
		return of(SvgDrawing.of(figure, width, height));
	}

	static Svg of(final String xml) {
		try {
			final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
			factory.setNamespaceAware(true);
			final var builder = factory.newDocumentBuilder();
			builder.setErrorHandler(null);
			return new Svg(builder.parse(new InputSource(new StringReader(xml))).getDocumentElement());
		}
		catch (final ParserConfigurationException | SAXException e) {
			throw new IllegalArgumentException(e.getMessage() + " in " + xml, e);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** All elements of that name, in order. */
	List<Element> all(final String name) {
		final NodeList nodes = root.getElementsByTagName(name);
		final List<Element> elements = new ArrayList<>();
		for (int i = 0; i < nodes.getLength(); i++)
			elements.add((Element) nodes.item(i));
		return elements;
	}

	/** The elements of that name in that colour. */
	List<Element> filled(final String name, final Colour colour) {
		return all(name).stream().filter(element -> element.getAttribute("fill").equals(colour.hex())).toList();
	}

	/** The contents of the texts. */
	List<String> texts() {
		return all("text").stream().map(Element::getTextContent).toList();
	}

	/** The only text with that content. */
	Element text(final String content) {
		final List<Element> found = all("text").stream().filter(text -> text.getTextContent().equals(content))
			.toList();
		if (found.size() != 1) throw new AssertionError("got " + found.size() + " of '" + content + "' in "
			+ texts());
		return found.get(0);
	}

	Element root() {
		return root;
	}

	static double number(final Element element, final String attribute) {
		return Double.parseDouble(element.getAttribute(attribute));
	}

	/** The corners of a polygon or polyline: x, y. */
	static double[][] points(final Element element) {
		return Arrays.stream(element.getAttribute("points").split(" ")).map(pair -> Arrays.stream(pair.split(","))
			.mapToDouble(Double::parseDouble).toArray()).toArray(double[][]::new);
	}

	/** The number at a pixel of an axis with ticks, by the labels at two of its ticks. */
	static double value(final List<Element> labels, final String attribute, final double pixel) {
		final Element first = labels.get(0);
		final Element last = labels.get(labels.size() - 1);
		final double from = parsed(first);
		final double to = parsed(last);
		final double start = number(first, attribute);
		return from + (pixel - start) / (number(last, attribute) - start) * (to - from);
	}

	private static double parsed(final Element label) {
		return Double.parseDouble(label.getTextContent().replace('−', '-'));
	}
}
