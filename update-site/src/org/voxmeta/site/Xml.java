package org.voxmeta.site;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads XML: elements and texts, nothing from elsewhere. */
final class Xml {

	private Xml() {
	}

	/**
	 * Returns the root element.
	 *
	 * @throws IOException if it is no XML
	 */
	static Element read(final InputStream in) throws IOException {
		final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		try {
			// an index may declare its elements, but must not make us read other files
			factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
			factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
			factory.setExpandEntityReferences(false);
			final DocumentBuilder builder = factory.newDocumentBuilder();
			builder.setErrorHandler(null);
			return builder.parse(in).getDocumentElement();
		}
		catch (final ParserConfigurationException e) {
			throw new IllegalStateException("the JDK's parser has these features", e);
		}
		catch (final SAXException e) {
			throw new IOException(e.getMessage(), e);
		}
	}

	/** The children of this name, in order. */
	static List<Element> children(final Element parent, final String name) {
		final NodeList nodes = parent.getChildNodes();
		return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).filter(Element.class::isInstance)
			.map(Element.class::cast).filter(child -> child.getTagName().equals(name)).toList();
	}

	/** The texts of the children of this name, with single spaces. */
	static List<String> texts(final Element parent, final String name) {
		return children(parent, name).stream().map(child -> child.getTextContent().strip().replaceAll("\\s+", " "))
			.filter(text -> !text.isEmpty()).toList();
	}
}
