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

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the settings of a client are wrong or contradict one another.
 *
 * @since 1.0.0
 */
public class InvalidDwSettingsException extends RuntimeException {

	/**
	 * What stands before the host of an address could be a password.
	 */
	private static final Pattern USER_INFO = Pattern.compile("[^\\s'/@]+@(?=[^\\s'])");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^${}:]+)}");

	private final String prefix;

	private final transient List<Problem> problems;

	/**
	 * Create an exception that tells all problems at once.
	 * @param prefix what the properties begin with, such as {@code dw.storage}
	 * @param problems what is wrong, at least one thing
	 * @param cause what found it, or {@code null}
	 */
	public InvalidDwSettingsException(String prefix, List<Problem> problems, @Nullable Throwable cause) {
		super("The settings of " + prefix + " are not valid: "
				+ problems.stream().map(Problem::reason).collect(Collectors.joining("; ")), cause);
		this.prefix = prefix;
		this.problems = List.copyOf(problems);
	}

	/**
	 * Create an exception of one problem.
	 * @param prefix what the properties begin with, such as {@code dw.storage}
	 * @param reason what is wrong, with the names of the properties
	 * @param action what to do about it
	 * @param cause what found it, or {@code null}
	 */
	public InvalidDwSettingsException(String prefix, String reason, String action, @Nullable Throwable cause) {
		this(prefix, List.of(new Problem(reason, action)), cause);
	}

	/**
	 * Tell of a value that a client refused.
	 * @param prefix what the properties begin with, such as {@code dw.storage}
	 * @param refusal what the client said
	 * @return the exception to throw
	 */
	public static InvalidDwSettingsException refused(String prefix, IllegalArgumentException refusal) {
		String reason = USER_INFO.matcher(String.valueOf(refusal.getMessage())).replaceAll("(user info)@");
		return new InvalidDwSettingsException(prefix, reason,
				"Correct the property of " + prefix + " that this is about.", refusal);
	}

	/**
	 * Tell of a value that is still a placeholder, because nothing defines what it stands
	 * for.
	 * @param property the name of the property
	 * @param value its value, or {@code null} if it is not set
	 * @return the problem, or {@code null} if there is none
	 */
	public static @Nullable Problem unresolved(String property, @Nullable String value) {
		Matcher matcher = PLACEHOLDER.matcher((value != null) ? value : "");
		if (!matcher.find()) {
			return null;
		}
		String name = matcher.group(1);
		return new Problem(property + " is set to ${" + name + "}, but nothing defines " + name,
				"Set the environment variable or the property " + name + ", or write a value into " + property + ".");
	}

	/**
	 * Refuse a value that is still a placeholder.
	 * @param prefix what the properties begin with, such as {@code dw.jobs}
	 * @param property the name of the property
	 * @param value its value, or {@code null} if it is not set
	 * @throws InvalidDwSettingsException if nothing defines what the placeholder stands
	 * for
	 */
	public static void requireResolved(String prefix, String property, @Nullable String value) {
		Problem problem = unresolved(property, value);
		if (problem != null) {
			throw new InvalidDwSettingsException(prefix, List.of(problem), null);
		}
	}

	/**
	 * What the properties begin with.
	 * @return the prefix, such as {@code dw.storage}
	 */
	public String getPrefix() {
		return this.prefix;
	}

	/**
	 * What is wrong.
	 * @return the problems, at least one
	 */
	public List<Problem> getProblems() {
		return this.problems;
	}

	/**
	 * One thing that is wrong.
	 *
	 * @param reason what is wrong, with the names of the properties
	 * @param action what to do about it
	 */
	public record Problem(String reason, String action) {

	}

}
