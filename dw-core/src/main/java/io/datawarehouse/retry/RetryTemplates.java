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

package io.datawarehouse.retry;

import org.springframework.retry.RetryListener;
import org.springframework.retry.support.RetryTemplate;

/**
 * Makes the {@link RetryTemplate} of a client from its {@link RetrySettings}.
 *
 * @since 1.0.0
 */
public final class RetryTemplates {

	private RetryTemplates() {
	}

	/**
	 * Create a template that makes a call again while its failures are transient and the
	 * settings allow it. When they no longer do, the last failure is thrown as it is.
	 * @param settings how often and how patiently
	 * @param classifier which failures are transient
	 * @param listeners told of every attempt
	 * @return a new template, safe for use by many threads
	 */
	public static RetryTemplate create(RetrySettings settings, FailureClassifier classifier,
			RetryListener... listeners) {
		RetryTemplate template = new RetryTemplate();
		template.setRetryPolicy(new TransientFailureRetryPolicy(settings, classifier));
		template.setBackOffPolicy(new JitteredBackOffPolicy(settings, classifier));
		template.setListeners(listeners);
		return template;
	}

}
