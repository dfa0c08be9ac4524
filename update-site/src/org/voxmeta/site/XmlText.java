package org.voxmeta.site;

import java.nio.charset.StandardCharsets;

/** XML that is being written, one element to a line. */
final class XmlText {

	private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	private int depth;

	/** @param attributes names and values in turn; those with an empty value are left out */
	void open(final String name, final Object... attributes) {
		indent().append('<').append(name);
		attributes(attributes);
		text.append(">\n");
		depth++;
	}

	void close(final String name) {
		depth--;
		indent().append("</").append(name).append(">\n");
	}

	/** @param attributes as for {@link #open} */
	void empty(final String name, final Object... attributes) {
		indent().append('<').append(name);
		attributes(attributes);
		text.append("/>\n");
	}

	void line(final String name, final String content) {
		indent().append('<').append(name).append('>').append(escaped(content)).append("</").append(name)
			.append(">\n");
	}

	byte[] bytes() {
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private StringBuilder indent() {
		return text.append("    ".repeat(depth));
	}

	private void attributes(final Object... attributes) {
		for (int i = 0; i < attributes.length; i += 2) {
			final String value = attributes[i + 1].toString();
			if (!value.isEmpty()) text.append(' ').append(attributes[i]).append("=\"").append(escaped(value))
				.append('"');
		}
	}

	private static String escaped(final String content) {
		return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}
}
