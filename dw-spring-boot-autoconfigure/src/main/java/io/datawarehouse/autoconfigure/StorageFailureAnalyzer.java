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
package io.datawarehouse.autoconfigure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.datawarehouse.storage.StorageAccessDeniedException;
import io.datawarehouse.storage.StorageException;
import io.datawarehouse.storage.StorageUnavailableException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Explains what an object store said when it was first spoken to during the start: no
 * credentials, the wrong region, nobody there.
 */
class StorageFailureAnalyzer extends ServerFailureAnalyzer<StorageException> {

	private static final String REGION_HEADER = "x-amz-bucket-region";

	private static final Pattern EXPECTED_REGION = Pattern.compile("expecting '([a-z0-9-]+)'");

	@Override
	@Nullable String action(StorageException failure) {
		if (failure instanceof StorageAccessDeniedException) {
			return (failure.getStatusCode() == 0) ? noCredentials() : denied(failure);
		}
		if (isWrongRegion(failure)) {
			return wrongRegion(failure);
		}
		if (failure instanceof StorageUnavailableException && failure.getStatusCode() == 0) {
			return isWithoutTls(failure)
					? "Write http:// in place of https:// in dw.storage.endpoint, or name the port at which the store "
							+ "speaks TLS: it does not at this one."
					: """
							Do one of these:
							    - start the object store, or correct dw.storage.endpoint;
							    - correct dw.storage.proxy, if there is a proxy on the way;
							    - remove dw.storage.endpoint and add dw-embedded to the class path to use an embedded server.""";
		}
		return null;
	}

	private static boolean isWithoutTls(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SSLException
					&& String.valueOf(cause.getMessage()).contains("unrecognized SSL message")) {
				return true;
			}
		}
		return false;
	}

	private static String noCredentials() {
		return """
				Do one of these:
				    - set dw.storage.access-key and dw.storage.secret-key;
				    - set dw.storage.profile to a profile of the AWS configuration files;
				    - set dw.storage.anonymous=true for buckets that anyone may read;
				    - provide what the AWS default credentials chain looks for, such as the environment variables \
				AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or the role of the machine.""";
	}

	private static String denied(StorageException failure) {
		String code = failure.getErrorCode();
		return switch ((code != null) ? code : "") {
			case "InvalidAccessKeyId" -> "Correct dw.storage.access-key: the store does not know it.";
			case "SignatureDoesNotMatch" ->
				"Correct dw.storage.secret-key. If it is right, check dw.storage.region and dw.storage.endpoint, for "
						+ "which requests are signed.";
			case "" ->
				"Check dw.storage.access-key and dw.storage.secret-key first: the store gave no reason, as it does "
						+ "not to this kind of request. If they are right, allow their user to do this, or use another one.";
			case "ExpiredToken" -> "Get new session credentials, and set dw.storage.session-token with its keys.";
			default -> "Allow the user of dw.storage.access-key to do this, or use another one. A store also denies "
					+ "access to an object that does not exist to users who may not list the bucket.";
		};
	}

	private static boolean isWrongRegion(StorageException failure) {
		String code = failure.getErrorCode();
		return failure.getStatusCode() == 301 || "PermanentRedirect".equals(code)
				|| "IllegalLocationConstraintException".equals(code) || expectedRegion(failure) != null;
	}

	private static String wrongRegion(StorageException failure) {
		String region = expectedRegion(failure);
		return (region != null) ? "Set dw.storage.region=" + region + "."
				: "Set dw.storage.region to the region of the bucket, and let dw.storage.endpoint, if it is set, be of "
						+ "the same region.";
	}

	/**
	 * Amazon says in a header or in the text where the bucket is.
	 */
	private static @Nullable String expectedRegion(StorageException failure) {
		AwsErrorDetails details = (failure.getCause() instanceof AwsServiceException answer) ? answer.awsErrorDetails()
				: null;
		if (details == null) {
			return null;
		}
		Matcher matcher = EXPECTED_REGION.matcher(String.valueOf(details.errorMessage()));
		if (matcher.find()) {
			return matcher.group(1);
		}
		boolean elsewhere = (failure.getStatusCode() == 301 || failure.getStatusCode() == 400)
				&& details.sdkHttpResponse() != null;
		return elsewhere ? details.sdkHttpResponse().firstMatchingHeader(REGION_HEADER).orElse(null) : null;
	}

}
