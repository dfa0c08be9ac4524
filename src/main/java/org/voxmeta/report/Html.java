package org.voxmeta.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element of a page with what it contains. Its text is HTML and well-formed XML at once; texts and
 * attributes
 * are escaped, and characters that XML does not have are replaced. Not thread-safe.
 */
final class Html {

	/** Elements that never contain anything. */
	private static final Set<String> EMPTY = Set.of("meta", "img", "br", "link", "hr", "col");

	/** Elements in which a line of its own for each part changes nothing that is seen. */
	private static final Set<String> BLOCKS = Set.of("html", "head", "body", "main", "section", "header",
		"footer", "nav",
		"div", "figure", "table", "thead", "tbody", "tr", "ol", "ul", "dl", "details");

	private static final int REPLACEMENT = 0xfffd;

	private final String name;
	private final Map<String, String> attributes = new LinkedHashMap<>();
	private final List<Object> content = new ArrayList<>();

	private Html(final String name) {
		this.name = name;
	}

	/**
	 * An element.
	 *
	 * @param content elements, and texts or other objects whose text is shown
	 */
	static Html of(final String name, final Object... content) {
		return new Html(name).add(content);
	}

	/** Sets an attribute of this element. */
	Html with(final String attribute, final String value) {
		attributes.put(attribute, value);
		return this;
	}

	/** The value of an attribute; null if it is not set. */
	String attribute(final String attribute) {
		return attributes.get(attribute);
	}

	/** Sets the class of this element. */
	Html style(final String names) {
		return with("class", names);
	}

	/** Adds elements and texts to this element. */
	Html add(final Object... more) {
		for (final Object part : more)
			if (part instanceof Iterable<?> parts) parts.forEach(this::add);
			else content.add(part);
		return this;
	}

	/** Whether it is an element of that name. */
	boolean is(final String other) {
		return name.equals(other);
	}

	/** How many parts it has. */
	int size() {
		return content.size();
	}

	/** Whether there is nothing in it. */
	boolean isEmpty() {
		return content.isEmpty();
	}

	/** Well-formed XML that is taken as it is, such as a drawing. */
	static Object raw(final String xml) {
		return new Raw(xml);
	}

	/** A text in which only what XML needs is replaced. */
	static String escaped(final String text) {
		final StringBuilder escaped = new StringBuilder(text.length());
		text.codePoints().forEach(c -> {
			switch (c) {
				case '&' -> escaped.append("&amp;");
				case '<' -> escaped.append("&lt;");
				case '>' -> escaped.append("&gt;");
				case '"' -> escaped.append("&quot;");
				default -> escaped.appendCodePoint(isXml(c) ? c : REPLACEMENT);
			}
		});
		return escaped.toString();
	}

	private static boolean isXml(final int c) {
		return c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd
			|| c >= 0x10000;
	}

	/** The element as text. */
	@Override
	public String toString() {
		final StringBuilder text = new StringBuilder();
		append(text);
		return text.toString();
	}

	private void append(final StringBuilder text) {
		text.append('<').append(name);
		attributes.forEach((key, value) -> text.append(' ').append(key).append("=\"").append(escaped(value))
			.append('"'));
		if (EMPTY.contains(name)) {
			text.append(" />");
			return;
		}
		text.append('>');
		final String between = BLOCKS.contains(name) ? "\n" : "";
		for (final Object part : content) {
			text.append(between);
			if (part instanceof Html element) element.append(text);
			else if (part instanceof Raw raw) text.append(raw.xml());
			else text.append(escaped(String.valueOf(part)));
		}
		text.append(between).append("</").append(name).append('>');
	}

	private record Raw(String xml) {
	}
}
