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

import java.util.Locale;

import io.datawarehouse.DataWarehouseException;
import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

import org.springframework.retry.backoff.BackOffInterruptedException;

/**
 * Turns what the SDK throws into a {@link StorageException} that says what was asked,
 * what happened and what to do.
 */
final class StorageExceptionMapper {

	private final StorageFailureClassifier classifier;

	StorageExceptionMapper(StorageFailureClassifier classifier) {
		this.classifier = classifier;
	}

	/**
	 * Map a failure of the last of some attempts.
	 * @param operation the operation
	 * @param uri what it was about, or {@code null} if it was about all buckets
	 * @param thrown what was thrown
	 * @param attempts how many attempts were made
	 * @return the exception for the caller
	 */
	RuntimeException map(String operation, @Nullable DwUri uri, Exception thrown, int attempts) {
		DataWarehouseException known = find(thrown, DataWarehouseException.class);
		if (known != null) {
			return known;
		}
		if (thrown instanceof IllegalArgumentException || thrown instanceof IllegalStateException) {
			return (RuntimeException) thrown;
		}
		return (thrown instanceof AwsServiceException answer) ? mapAnswer(operation, uri, answer, attempts)
				: mapLocal(operation, uri, thrown, attempts);
	}

	private StorageException mapAnswer(String operation, @Nullable DwUri uri, AwsServiceException answer,
			int attempts) {
		AwsErrorDetails details = answer.awsErrorDetails();
		String code = (details != null) ? details.errorCode() : null;
		StorageFailure failure = new StorageFailure(operation, uri, answer.statusCode(), code, answer.requestId(),
				attempts);
		String said = (details != null) ? details.errorMessage() : null;
		return switch (kindOf(failure, answer)) {
			case OBJECT_NOT_FOUND -> new ObjectNotFoundException(
					message(failure, "the object does not exist", "Check the bucket and the key."), failure, answer);
			case BUCKET_NOT_FOUND -> new BucketNotFoundException(
					message(failure, "the bucket does not exist", "Create it or check the name."), failure, answer);
			case BUCKET_EXISTS -> new BucketAlreadyExistsException(
					message(failure, "the bucket exists already", "Use ensureBucket, or choose another name."), failure,
					answer);
			case BUCKET_NOT_EMPTY -> new BucketNotEmptyException(
					message(failure, "the bucket is not empty", "Delete its objects first."), failure, answer);
			case ACCESS_DENIED -> new StorageAccessDeniedException(
					message(failure, "access was denied", accessHint(code)), failure, answer);
			case PRECONDITION_FAILED -> new PreconditionFailedException(
					message(failure, "the condition of the call does not hold", preconditionHint(attempts)), failure,
					answer);
			case INVALID_RANGE -> new InvalidRangeException(
					message(failure, "the range lies beyond the end of the object", "Ask for its size with head."),
					failure, answer);
			case DAMAGED -> new IntegrityException(
					message(failure, "the data was damaged on its way to the store, which refused it",
							"Check the network and what lies between."),
					failure, answer);
			case UNAVAILABLE -> new StorageUnavailableException(
					message(failure, "the store could not serve the call", "Try again later."), failure, answer);
			case OTHER -> new StorageException(
					message(failure, "the store answered: " + said, otherHint(answer.statusCode())), failure, answer);
		};
	}

	private Kind kindOf(StorageFailure failure, AwsServiceException answer) {
		String code = (failure.errorCode() != null) ? failure.errorCode() : "";
		DwUri uri = failure.uri();
		if (StorageFailureClassifier.isDamage(answer)) {
			return Kind.DAMAGED;
		}
		if (this.classifier.isTransient(answer) && !StorageFailureClassifier.isClockSkew(answer)) {
			return Kind.UNAVAILABLE;
		}
		return switch (code) {
			case "NoSuchKey" -> Kind.OBJECT_NOT_FOUND;
			case "NoSuchBucket" -> Kind.BUCKET_NOT_FOUND;
			case "BucketAlreadyExists", "BucketAlreadyOwnedByYou" -> Kind.BUCKET_EXISTS;
			case "BucketNotEmpty" -> Kind.BUCKET_NOT_EMPTY;
			case "ConditionalRequestConflict", "PreconditionFailed" -> Kind.PRECONDITION_FAILED;
			case "NoSuchUpload" -> Kind.OTHER;
			default -> kindOf(failure.statusCode(), uri != null && !uri.isBucketOnly());
		};
	}

	private static Kind kindOf(int statusCode, boolean object) {
		return switch (statusCode) {
			case 401, 403 -> Kind.ACCESS_DENIED;
			case 404 -> object ? Kind.OBJECT_NOT_FOUND : Kind.BUCKET_NOT_FOUND;
			case 412 -> Kind.PRECONDITION_FAILED;
			case 416 -> Kind.INVALID_RANGE;
			default -> Kind.OTHER;
		};
	}

	private StorageException mapLocal(String operation, @Nullable DwUri uri, Exception thrown, int attempts) {
		StorageFailure failure = new StorageFailure(operation, uri, 0, null, null, attempts);
		CorruptDataException corrupt = find(thrown, CorruptDataException.class);
		if (corrupt != null || isChecksumMismatch(thrown)) {
			String what = (corrupt != null) ? corrupt.getMessage() : "the data does not match its checksum";
			return new IntegrityException(message(failure, what, "What the store holds or sends is damaged."), failure,
					thrown);
		}
		LocalIoException local = find(thrown, LocalIoException.class);
		if (local != null) {
			return new StorageException(message(failure, String.valueOf(local.getMessage()), ""), failure,
					local.getCause());
		}
		if (thrown instanceof BackOffInterruptedException || find(thrown, InterruptedException.class) != null) {
			return new StorageException(message(failure, "the thread was interrupted", ""), failure, thrown);
		}
		if (isDistrust(thrown)) {
			return new StorageException(message(failure,
					"the certificate of the store is not trusted: " + rootMessage(thrown),
					"Trust the authority that issued it, by an SSL bundle or the template's trust managers, and use a "
							+ "host name that it is for."),
					failure, thrown);
		}
		if (this.classifier.isTransient(thrown)) {
			return new StorageUnavailableException(message(failure,
					"the store cannot be reached: " + rootMessage(thrown), "Check the endpoint and the network."),
					failure, thrown);
		}
		if (rootMessage(thrown).toLowerCase(Locale.ROOT).contains("credentials")) {
			return new StorageAccessDeniedException(message(failure, "no credentials were found",
					"Set an access key and a secret key or a profile, choose to be anonymous, or provide what the "
							+ "AWS default credentials chain looks for."),
					failure, thrown);
		}
		return new StorageException(message(failure, rootMessage(thrown), ""), failure, thrown);
	}

	/**
	 * Whether the SDK's own verification of a response failed.
	 * @param thrown what was thrown
	 * @return {@code true} if it says so
	 */
	static boolean isChecksumMismatch(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause.getMessage() != null && cause.getMessage().contains("different checksum than expected")) {
				return true;
			}
		}
		return false;
	}

	private static boolean isDistrust(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (StorageFailureClassifier.isDistrust(cause)) {
				return true;
			}
		}
		return false;
	}

	private static String rootMessage(Throwable thrown) {
		Throwable root = thrown;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return (root.getMessage() != null) ? root.getMessage() : root.getClass().getSimpleName();
	}

	private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
		}
		return null;
	}

	private static String accessHint(@Nullable String code) {
		return switch ((code != null) ? code : "") {
			case "InvalidAccessKeyId" -> "The store does not know the access key.";
			case "SignatureDoesNotMatch" ->
				"Check the secret key, and the region and endpoint for which requests are signed.";
			case "RequestTimeTooSkewed" -> "Set the clock of this machine.";
			case "ExpiredToken" -> "Get new session credentials.";
			default -> "Check the credentials and what they are allowed to do.";
		};
	}

	private static String preconditionHint(int attempts) {
		return (attempts > 1)
				? "An earlier attempt of this very call may have changed the object: look at it with head."
				: "Someone else has created or changed the object.";
	}

	private static String otherHint(int statusCode) {
		return (statusCode / 100 == 3) ? "Check the region and the endpoint." : "";
	}

	private static String message(StorageFailure failure, String what, String hint) {
		StringBuilder message = new StringBuilder().append('\'').append(failure.operation()).append('\'');
		if (failure.uri() != null) {
			message.append(" of ").append(failure.uri());
		}
		message.append(" failed: ").append(what).append(" (");
		if (failure.statusCode() > 0) {
			message.append("status ").append(failure.statusCode()).append(", ");
		}
		if (failure.errorCode() != null) {
			message.append("code ").append(failure.errorCode()).append(", ");
		}
		if (failure.requestId() != null) {
			message.append("request id ").append(failure.requestId()).append(", ");
		}
		message.append(failure.attempts()).append((failure.attempts() == 1) ? " attempt)." : " attempts).");
		return hint.isEmpty() ? message.toString() : message.append(' ').append(hint).toString();
	}

	private enum Kind {

		OBJECT_NOT_FOUND, BUCKET_NOT_FOUND, BUCKET_EXISTS, BUCKET_NOT_EMPTY, ACCESS_DENIED, PRECONDITION_FAILED,
		INVALID_RANGE, DAMAGED, UNAVAILABLE, OTHER

	}

}
