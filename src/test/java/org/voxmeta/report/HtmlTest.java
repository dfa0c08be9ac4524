package org.voxmeta.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class HtmlTest {

	@Test
	void textsAndAttributesAreEscaped() {
		assertEquals("<p title=\"&quot;&lt;&amp;\">a &lt;b&gt; &amp; c</p>", Html.of("p", "a <b> & c").with("title",
			"\"<&")
			.toString());
	}

	@Test
	void charactersThatXmlLacksAreReplaced() {
		assertEquals("<p>a\ufffdb\ufffdc\ud83e\udde0</p>", Html.of("p", "a\u0000b\ud83ec\ud83e\udde0").toString());
	}

	@Test
	void onlyElementsThatHtmlKnowsAsEmptyHaveNoEnd() {
		assertEquals("<span></span>", Html.of("span").toString());
		assertEquals("<img alt=\"\" />", Html.of("img").with("alt", "").toString());
	}

	@Test
	void listsAreTakenPartByPart() {
		assertEquals("<p>a<b>c</b>1</p>", Html.of("p", List.of("a", Html.of("b", "c")), 1).toString());
	}
}
