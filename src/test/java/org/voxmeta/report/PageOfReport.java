package org.voxmeta.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A report's page, parsed as XML. */
final class PageOfReport {

	private final Document document;

	private PageOfReport(final Document document) {
		this.document = document;
	}

	static PageOfReport read(final Path file) throws IOException {
		try {
			final DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
			builder.setEntityResolver((name, system) -> new InputSource(new StringReader("")));
			return new PageOfReport(builder.parse(new ByteArrayInputStream(Files.readString(file).getBytes(
				StandardCharsets.UTF_8))));
		}
		catch (final ParserConfigurationException | SAXException e) {
			throw new AssertionError(file + " is not well-formed", e);
		}
	}

	/** The elements at an XPath. */
	List<Element> all(final String path) {
		try {
			final NodeList nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document,
				XPathConstants.NODESET);
			final List<Element> elements = new ArrayList<>();
			for (int i = 0; i < nodes.getLength(); i++)
				elements.add((Element) nodes.item(i));
			return elements;
		}
		catch (final XPathExpressionException e) {
			throw new AssertionError(e);
		}
	}

	/** The text at an XPath, in one line. */
	String text(final String path) {
		return all(path).get(0).getTextContent().replaceAll("\\s+", " ").strip();
	}

	/** The numbers at an XPath, with all their digits. */
	List<Double> numbers(final String path) {
		return all(path + "//data").stream().map(data -> Double.valueOf(data.getAttribute("value"))).toList();
	}
}
