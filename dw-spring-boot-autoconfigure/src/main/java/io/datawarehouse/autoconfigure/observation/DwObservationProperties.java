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
package io.datawarehouse.autoconfigure.observation;

import io.datawarehouse.observation.DwKeyName;
import io.datawarehouse.observation.ObservedKeys;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of what observations, metrics and the log context tell.
 *
 * @since 1.0.0
 */
@ConfigurationProperties("dw.observations")
public class DwObservationProperties {

	/**
	 * Whether the log context names the queue and the message while a listener handles
	 * it.
	 */
	private boolean messageContext = true;

	private final Keys keys = new Keys();

	public boolean isMessageContext() {
		return this.messageContext;
	}

	public void setMessageContext(boolean messageContext) {
		this.messageContext = messageContext;
	}

	public Keys getKeys() {
		return this.keys;
	}

	/**
	 * Properties of the keys that observations have.
	 */
	public static class Keys {

		/**
		 * Whether metrics and traces of the object store have the bucket as a key.
		 */
		private boolean bucket = true;

		/**
		 * Whether metrics and traces of jobs have the job as a key.
		 */
		private boolean job = true;

		/**
		 * Whether metrics and traces of messages have the queue as a key.
		 */
		private boolean queue = true;

		/**
		 * Whether traces of the object store have the address of the object as a key.
		 */
		private boolean uri = true;

		/**
		 * Whether traces of jobs have the id of the run as a key.
		 */
		private boolean run = true;

		/**
		 * Whether traces of messages have the id of the message as a key.
		 */
		private boolean message = true;

		public boolean isBucket() {
			return this.bucket;
		}

		public void setBucket(boolean bucket) {
			this.bucket = bucket;
		}

		public boolean isJob() {
			return this.job;
		}

		public void setJob(boolean job) {
			this.job = job;
		}

		public boolean isQueue() {
			return this.queue;
		}

		public void setQueue(boolean queue) {
			this.queue = queue;
		}

		public boolean isUri() {
			return this.uri;
		}

		public void setUri(boolean uri) {
			this.uri = uri;
		}

		public boolean isRun() {
			return this.run;
		}

		public void setRun(boolean run) {
			this.run = run;
		}

		public boolean isMessage() {
			return this.message;
		}

		public void setMessage(boolean message) {
			this.message = message;
		}

		ObservedKeys toObservedKeys() {
			ObservedKeys keys = ObservedKeys.all();
			keys = this.bucket ? keys : keys.without(DwKeyName.BUCKET);
			keys = this.job ? keys : keys.without(DwKeyName.JOB);
			keys = this.queue ? keys : keys.without(DwKeyName.QUEUE);
			keys = this.uri ? keys : keys.without(DwKeyName.URI);
			keys = this.run ? keys : keys.without(DwKeyName.RUN);
			return this.message ? keys : keys.without(DwKeyName.MESSAGE);
		}

	}

}
