package org.voxmeta.report;

import java.util.ArrayList;
import java.util.List;

/** Sentences with the publications that they cite. Not thread-safe. */
final class Prose {

	private final List<Piece> pieces = new ArrayList<>();

	/** A part of a sentence, and what is cited after it. */
	record Piece(String text, List<Reference> cited) {
	}

	/**
	 * Adds a part, which is followed by a space unless the next one begins with a full stop, comma or semicolon.
	 */
	Prose say(final String text, final Reference... cited) {
		pieces.add(new Piece(text, List.of(cited)));
		return this;
	}

	/** The parts, in order. */
	List<Piece> pieces() {
		return List.copyOf(pieces);
	}

	/** The text with citations as numbers. */
	Html html(final Bibliography bibliography) {
		final Html paragraph = Html.of("p");
		for (int i = 0; i < pieces.size(); i++) {
			final Piece piece = pieces.get(i);
			if (i > 0 && !piece.text().matches("[.,;].*")) paragraph.add(" ");
			paragraph.add(piece.text());
			if (!piece.cited().isEmpty()) paragraph.add(" ", bibliography.cite(piece.cited()));
		}
		return paragraph;
	}
}
