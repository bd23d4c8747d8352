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

import org.springframework.retry.RetryCallback;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryListener;

/**
 * {@link RetryListener} that gives a call one more attempt for a wrong clock. The SDK
 * corrects the time with which it signs by that of the answer; when this did not help,
 * nothing will.
 */
final class ClockSkewListener implements RetryListener {

	private static final String CORRECTED = ClockSkewListener.class.getName() + ".CORRECTED";

	@Override
	public <T, E extends Throwable> void onError(RetryContext context, RetryCallback<T, E> callback,
			Throwable throwable) {
		if (!StorageFailureClassifier.isClockSkew(throwable)) {
			return;
		}
		if (context.hasAttribute(CORRECTED)) {
			context.setExhaustedOnly();
		}
		context.setAttribute(CORRECTED, true);
	}

}
