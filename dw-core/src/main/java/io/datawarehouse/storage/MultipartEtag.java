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

import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * The ETag that an object of several parts has: the MD5 over those of the parts, and how
 * many they are.
 */
final class MultipartEtag {

	private MultipartEtag() {
	}

	/**
	 * Compute the ETag.
	 * @param parts the parts
	 * @return the ETag, or {@code null} if that of a part is not an MD5
	 */
	static @Nullable String of(Collection<CompletedPart> parts) {
		MessageDigest digest = Md5.newDigest();
		for (CompletedPart part : parts) {
			String etag = SdkResponses.etag(part.eTag());
			if (!Md5.isMd5(etag)) {
				return null;
			}
			digest.update(HexFormat.of().parseHex(etag));
		}
		return HexFormat.of().formatHex(digest.digest()) + "-" + parts.size();
	}

}
