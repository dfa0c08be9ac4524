package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryLimitTest {

	@Test
	void megabytesAndShares() {
		final long most = Runtime.getRuntime().maxMemory();

		assertEquals(2000L << 20, MemoryLimit.parse("2000").bytes());
		assertEquals(2000L << 20, MemoryLimit.parse(" 2000 MB").bytes());
		assertEquals(3L << 29, MemoryLimit.parse("1.5 gb").bytes());
		assertEquals(most / 2, MemoryLimit.parse("50%").bytes());
		assertEquals(most, MemoryLimit.parse("100 %").bytes());
		assertEquals(0, MemoryLimit.parse("0").bytes());
		assertEquals(most / 4, MemoryLimit.usual().bytes());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "half", "-1", "101%", "1e3", "1,000", "NaN", "10 KB" })
	void otherTextsAreRefused(final String text) {
		assertEquals("Memory: got '" + text + "', wanted megabytes, as 2000, or a share of what Java may use, as 25%",
			assertThrows(IllegalArgumentException.class, () -> MemoryLimit.parse(text)).getMessage());
	}

	@Test
	void itIsToldInMegabytes() {
		assertEquals("2,000 MB", MemoryLimit.parse("2000").toString());
		assertEquals("1.5 MB", new MemoryLimit(3 << 19).toString());
	}

	@Test
	void lessThanNothingIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> new MemoryLimit(-1));
	}
}
