package org.voxmeta.analysis;

import java.util.LinkedHashMap;
import java.util.Map;

import org.voxmeta.masker.GridImage;
import org.voxmeta.masker.Masker;

/**
 * The masker of a run.
 *
 * @param image the image that it is made of; null if unknown
 */
record MaskerChoice(Masker masker, InputImage image) {

	Map<String, Object> record() {
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("name", masker.name());
		if (image != null) record.put("image", image.name());
		// JSON has neither images nor NaN
		masker.parameters().forEach((name, value) -> record.put(name, value instanceof GridImage
			|| value instanceof Double number && number.isNaN() ? value.toString() : value));
		return record;
	}
}
