/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */


import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Writes the table of the storage contract into docs/storage.md, from the reports of the
 * last build. Run it at the top of the repository after {@code ./mvnw verify}:
 *
 * <pre>java dw-embedded/src/test/scripts/ContractTable.java</pre>
 */
public final class ContractTable {

	private static final Path REPORTS = Path.of("dw-embedded/target/failsafe-reports");

	private static final Path DOCUMENT = Path.of("docs/storage.md");

	private static final String BEGIN = "<!-- contract: written by ContractTable.java -->\n";

	private static final String END = "<!-- end of contract -->";

	private static final Pattern TESTS = Pattern.compile("(DataWarehouse|S3Mock|Tls|Container|External|)Storage(\\w+)IT");

	private static final Map<String, String> SERVERS = new LinkedHashMap<>();

	static {
		SERVERS.put("", "embedded");
		SERVERS.put("Tls", "embedded, TLS");
		SERVERS.put("DataWarehouse", "DataWarehouse double");
		SERVERS.put("S3Mock", "S3Mock");
		SERVERS.put("Container", "MinIO, Docker");
		SERVERS.put("External", "`DW_IT_S3_ENDPOINT`");
	}

	private final Map<String, Map<String, Result>> suites = new TreeMap<>();

	private ContractTable() {
	}

	public static void main(String[] arguments) throws Exception {
		ContractTable table = new ContractTable();
		try (Stream<Path> files = Files.list(REPORTS)) {
			for (Path file : files.sorted().toList()) {
				table.read(file);
			}
		}
		String document = Files.readString(DOCUMENT);
		int begin = document.indexOf(BEGIN) + BEGIN.length();
		String changed = document.substring(0, begin) + "\n" + table.toMarkdown() + "\n"
				+ document.substring(document.indexOf(END));
		Files.writeString(DOCUMENT, changed);
		System.out.print(table.toMarkdown());
	}

	private void read(Path file) throws Exception {
		Matcher name = Pattern.compile("TEST-io\\.datawarehouse\\.embedded\\.storage\\." + TESTS + "\\.xml")
			.matcher(file.getFileName().toString());
		if (name.matches()) {
			Element suite = parse(file.toFile());
			// The versions need a server that knows them.
			String server = name.group(2).equals("Versions") ? "S3Mock" : name.group(1);
			this.suites.computeIfAbsent(name.group(2), (key) -> new TreeMap<>()).put(server, Result.of(suite));
		}
	}

	private static Element parse(File file) throws Exception {
		return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).getDocumentElement();
	}

	private String toMarkdown() throws IOException {
		StringBuilder text = new StringBuilder("| suite |");
		SERVERS.values().forEach((server) -> text.append(' ').append(server).append(" |"));
		text.append("\n| --- |").append(" --- |".repeat(SERVERS.size())).append('\n');
		this.suites.forEach((suite, results) -> {
			text.append("| `Storage").append(suite).append("IT` |");
			SERVERS.keySet().forEach((server) -> text.append(' ').append(cell(results.get(server))).append(" |"));
			text.append('\n');
		});
		text.append("\nPassed checks; skipped ones in brackets, which are:\n\n");
		this.suites.forEach((suite, results) -> results.forEach((server, result) -> result.skipped()
			.forEach((test, reason) -> text.append("- ")
				.append(SERVERS.get(server))
				.append(", ")
				.append(test.isEmpty() ? "all of `Storage" + suite + "IT`" : "`" + test + "`")
				.append(": ")
				.append(reason)
				.append('\n'))));
		return text.toString();
	}

	private static String cell(Result result) {
		if (result == null) {
			return "";
		}
		String failed = (result.failed() > 0) ? ", " + result.failed() + " FAILED" : "";
		String skipped = result.skipped().isEmpty() ? "" : " (" + result.skips() + ")";
		return result.passed() + skipped + failed;
	}

	/**
	 * What came out of one suite on one server.
	 *
	 * @param passed how many checks passed
	 * @param failed how many did not
	 * @param skips how many did not run
	 * @param skipped why they did not, by the name of the test without its arguments
	 */
	private record Result(int passed, int failed, int skips, Map<String, String> skipped) {

		static Result of(Element suite) {
			int failed = count(suite, "failures") + count(suite, "errors");
			Map<String, String> skipped = new TreeMap<>();
			NodeList tests = suite.getElementsByTagName("testcase");
			for (int i = 0; i < tests.getLength(); i++) {
				Element test = (Element) tests.item(i);
				NodeList skips = test.getElementsByTagName("skipped");
				if (skips.getLength() > 0) {
					String name = test.getAttribute("name").replaceFirst("[({\\[].*", "").strip();
					// JUnit puts a text of its own before that of the condition.
					String reason = ((Element) skips.item(0)).getAttribute("message").replaceFirst(".* ==> ", "");
					skipped.put(count(suite, "skipped") == count(suite, "tests") ? "" : name, reason);
				}
			}
			int passed = count(suite, "tests") - failed - count(suite, "skipped");
			return new Result(passed, failed, count(suite, "skipped"), skipped);
		}

		private static int count(Element suite, String attribute) {
			return Integer.parseInt(suite.getAttribute(attribute));
		}

	}

}
