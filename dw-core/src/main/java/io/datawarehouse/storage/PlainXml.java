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

package io.datawarehouse.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * The little XML of uploads in parts. Knows from the SDK's own model what the elements
 * are called, and says so when an answer is anything but plain.
 */
final class PlainXml {

	private static final String PROLOG = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

	private static final String UPLOAD = "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";

	private PlainXml() {
	}

	/**
	 * Write the parts of an upload.
	 */
	static byte[] of(CompletedMultipartUpload upload) {
		StringBuilder xml = new StringBuilder(256).append(PROLOG).append(UPLOAD);
		for (CompletedPart part : upload.parts()) {
			xml.append("<Part>");
			for (SdkField<?> field : part.sdkFields()) {
				Object value = field.getValueOrDefault(part);
				if (value != null) {
					xml.append('<').append(field.locationName()).append('>');
					escape(xml, value.toString());
					xml.append("</").append(field.locationName()).append('>');
				}
			}
			xml.append("</Part>");
		}
		return xml.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8);
	}

	private static void escape(StringBuilder xml, String value) {
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			switch (c) {
				case '<' -> xml.append("&lt;");
				case '>' -> xml.append("&gt;");
				case '&' -> xml.append("&amp;");
				case '"' -> xml.append("&quot;");
				case '\'' -> xml.append("&apos;");
				default -> xml.append(c);
			}
		}
	}

	/**
	 * Read an answer.
	 * @param response the answer, whose content is in memory
	 * @param root what its root element is called
	 * @param needed the element that must be there
	 * @param target the builder that is told what the elements say
	 * @return whether that is all: {@code false} if it needs more than a look
	 */
	static boolean read(ClassicHttpResponse response, String root, String needed, SdkPojo target) {
		String xml = content(response);
		if (!xml.contains("<" + root) || !xml.stripTrailing().endsWith("</" + root + ">")) {
			return false;
		}
		boolean found = false;
		for (SdkField<?> field : target.sdkFields()) {
			if (field.location() == MarshallLocation.PAYLOAD && xml.contains("<" + field.locationName())) {
				String value = (field.marshallingType() == MarshallingType.STRING) ? value(xml, field.locationName())
						: null;
				if (value == null) {
					return false;
				}
				field.set(target, value);
				found |= field.locationName().equals(needed);
			}
		}
		return found;
	}

	private static String content(ClassicHttpResponse response) {
		HttpEntity entity = response.getEntity();
		try {
			return (entity != null) ? new String(entity.getContent().readAllBytes(), StandardCharsets.UTF_8) : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The content is in memory", ex);
		}
	}

	/**
	 * The text of the only element of a name.
	 * @return the text, or {@code null} if it is not that plain
	 */
	private static @Nullable String value(String xml, String name) {
		String tag = "<" + name + ">";
		int start = xml.indexOf(tag);
		int end = xml.indexOf('<', start + tag.length());
		if (start < 0 || xml.lastIndexOf(tag) != start || !xml.startsWith("</" + name + ">", end)) {
			return null;
		}
		String value = xml.substring(start + tag.length(), end).replace("&quot;", "\"").replace("&#34;", "\"");
		return (value.isEmpty() || value.indexOf('&') >= 0) ? null : value;
	}

}
