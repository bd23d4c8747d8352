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
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Set;

import javax.net.ssl.SSLPeerUnverifiedException;

import io.datawarehouse.DataWarehouseException;
import io.datawarehouse.retry.FailureClassifier;
import io.datawarehouse.retry.RetryAfter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * Tells the failures of the object store that pass from those that stay.
 */
final class StorageFailureClassifier implements FailureClassifier {

	private static final Set<Integer> TRANSIENT_STATUS = Set.of(408, 429, 500, 502, 503, 504);

	private static final Set<String> TRANSIENT_CODES = Set.of("InternalError", "RequestTimeout", "ServiceUnavailable",
			"SlowDown", "Throttling", "ThrottlingException", "TooManyRequests");

	// What arrived was not what was sent. All bodies can be read, and so sent, again.
	private static final Set<String> DAMAGED_CODES = Set.of("BadDigest", "IncompleteBody",
			"XAmzContentChecksumMismatch", "XAmzContentSHA256Mismatch");

	@Override
	public boolean isTransient(Throwable failure) {
		if (failure instanceof AwsServiceException service) {
			return TRANSIENT_STATUS.contains(service.statusCode()) || TRANSIENT_CODES.contains(errorCode(service))
					|| isDamage(service) || isClockSkew(service);
		}
		if (failure instanceof ApiCallAttemptTimeoutException || failure instanceof ApiCallTimeoutException) {
			return true;
		}
		return isInputOutput(failure) || StorageExceptionMapper.isChecksumMismatch(failure);
	}

	/**
	 * Whether the store refused a body that was damaged on its way.
	 */
	static boolean isDamage(AwsServiceException failure) {
		return DAMAGED_CODES.contains(errorCode(failure));
	}

	/**
	 * Whether the clock of this machine is wrong, as far as the store can tell.
	 */
	static boolean isClockSkew(Throwable failure) {
		return failure instanceof AwsServiceException service && service.isClockSkewException();
	}

	/**
	 * Whether the connection failed, and not the source of what was sent over it.
	 */
	private static boolean isInputOutput(Throwable failure) {
		boolean inputOutput = false;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof LocalIoException || cause instanceof DataWarehouseException || isInterruption(cause)
					|| isDistrust(cause)) {
				return false;
			}
			inputOutput |= cause instanceof IOException || cause instanceof CorruptDataException;
		}
		return inputOutput;
	}

	/**
	 * Whether it is the certificate that failed the connection, as it will every time.
	 */
	static boolean isDistrust(Throwable cause) {
		return cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException;
	}

	private static boolean isInterruption(Throwable cause) {
		return cause instanceof InterruptedException || (cause instanceof InterruptedIOException
				&& !(cause instanceof SocketTimeoutException) && Thread.currentThread().isInterrupted());
	}

	private static String errorCode(AwsServiceException failure) {
		AwsErrorDetails details = failure.awsErrorDetails();
		return (details != null && details.errorCode() != null) ? details.errorCode() : "";
	}

	@Override
	public @Nullable Duration retryAfter(Throwable failure) {
		if (failure instanceof AwsServiceException service && service.awsErrorDetails() != null
				&& service.awsErrorDetails().sdkHttpResponse() != null) {
			return service.awsErrorDetails()
				.sdkHttpResponse()
				.firstMatchingHeader("Retry-After")
				.map(RetryAfter::parse)
				.orElse(null);
		}
		return null;
	}

}
