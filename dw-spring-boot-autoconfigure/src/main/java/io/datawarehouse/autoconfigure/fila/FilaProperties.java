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

package io.datawarehouse.autoconfigure.fila;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.autoconfigure.DwRetryProperties;
import io.datawarehouse.autoconfigure.DwSslProperties;
import io.datawarehouse.fila.listener.AckMode;
import io.datawarehouse.fila.listener.FilaListenerSettings;
import io.datawarehouse.fila.listener.UnfinishedAction;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the Fila clients.
 *
 * @since 1.0.0
 */
@ConfigurationProperties("dw.fila")
public class FilaProperties {

	/**
	 * Whether to configure the Fila clients.
	 */
	private boolean enabled = true;

	/**
	 * Addresses of the broker's nodes, each as host:port, [ipv6]:port or a gRPC target
	 * such as dns:///host:port.
	 */
	private List<String> addresses = new ArrayList<>();

	/**
	 * API key sent with each call.
	 */
	private @Nullable String apiKey;

	/**
	 * Time within which the broker has to answer a call.
	 */
	private Duration deadline = Duration.ofSeconds(10);

	/**
	 * Time without traffic after which the connection is checked.
	 */
	private Duration keepAlive = Duration.ofSeconds(30);

	/**
	 * Longest pause before the client tries again to connect to a broker that could not
	 * be reached.
	 */
	private Duration maxReconnectInterval = Duration.ofSeconds(1);

	/**
	 * Largest message that is taken from the broker.
	 */
	private DataSize maxInboundMessageSize = DataSize.ofMegabytes(16);

	/**
	 * How many messages a consumer asks for ahead of the ones being handled.
	 */
	private int prefetch = 1;

	private final Template template = new Template();

	private final Admin admin = new Admin();

	private final Listener listener = new Listener();

	@NestedConfigurationProperty
	private final DwSslProperties ssl = new DwSslProperties();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public List<String> getAddresses() {
		return this.addresses;
	}

	public void setAddresses(List<String> addresses) {
		this.addresses = addresses;
	}

	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	public Duration getDeadline() {
		return this.deadline;
	}

	public void setDeadline(Duration deadline) {
		this.deadline = deadline;
	}

	public Duration getKeepAlive() {
		return this.keepAlive;
	}

	public void setKeepAlive(Duration keepAlive) {
		this.keepAlive = keepAlive;
	}

	public Duration getMaxReconnectInterval() {
		return this.maxReconnectInterval;
	}

	public void setMaxReconnectInterval(Duration maxReconnectInterval) {
		this.maxReconnectInterval = maxReconnectInterval;
	}

	public DataSize getMaxInboundMessageSize() {
		return this.maxInboundMessageSize;
	}

	public void setMaxInboundMessageSize(DataSize maxInboundMessageSize) {
		this.maxInboundMessageSize = maxInboundMessageSize;
	}

	public int getPrefetch() {
		return this.prefetch;
	}

	public void setPrefetch(int prefetch) {
		this.prefetch = prefetch;
	}

	public DwSslProperties getSsl() {
		return this.ssl;
	}

	public Template getTemplate() {
		return this.template;
	}

	public Admin getAdmin() {
		return this.admin;
	}

	public Listener getListener() {
		return this.listener;
	}

	/**
	 * Properties of the template.
	 */
	public static class Template {

		/**
		 * Queue to send messages to that name none.
		 */
		private @Nullable String defaultQueue;

		public @Nullable String getDefaultQueue() {
			return this.defaultQueue;
		}

		public void setDefaultQueue(@Nullable String defaultQueue) {
			this.defaultQueue = defaultQueue;
		}

	}

	/**
	 * Properties of the administration.
	 */
	public static class Admin {

		/**
		 * Whether to create the queues of FilaQueue beans at start unless they exist.
		 */
		private boolean declare = true;

		public boolean isDeclare() {
			return this.declare;
		}

		public void setDeclare(boolean declare) {
			this.declare = declare;
		}

	}

	/**
	 * Properties of the listeners.
	 */
	public static class Listener {

		/**
		 * How many messages of each queue are handled at a time.
		 */
		private int concurrency = 1;

		/**
		 * How many messages of each queue may wait for a handler at the most. Fewer do
		 * when handling is slow.
		 */
		private int prefetch = 64;

		/**
		 * Who acks the messages.
		 */
		private AckMode ackMode = AckMode.AUTO;

		/**
		 * Whether the listeners start with the application.
		 */
		private boolean autoStartup = true;

		/**
		 * How often a message is delivered before it goes to the dead-letter queue, 0 for
		 * no limit.
		 */
		private int maxAttempts = 5;

		/**
		 * Lease of the messages of the queues, to tell when handling outlasts it.
		 */
		private Duration visibilityTimeout = Duration.ofSeconds(30);

		/**
		 * How long a stop waits for the messages in flight.
		 */
		private Duration shutdownTimeout = Duration.ofSeconds(20);

		/**
		 * What becomes of messages that are not finished within the shutdown timeout.
		 */
		private UnfinishedAction unfinished = UnfinishedAction.LEAVE;

		/**
		 * Time without a message after which an event tells of it.
		 */
		private @Nullable Duration idleInterval;

		/**
		 * Delay before a lost subscription is made again for the first time.
		 */
		private Duration resubscribeInterval = Duration.ofMillis(200);

		/**
		 * Longest delay before a lost subscription is made again.
		 */
		private Duration maxResubscribeInterval = Duration.ofSeconds(2);

		/**
		 * Whether to ask the broker for the depth of the queues when metrics are read.
		 * Needs an API key that may administer.
		 */
		private boolean queueMetrics = false;

		@NestedConfigurationProperty
		private final DwRetryProperties retry = new DwRetryProperties();

		public Listener() {
			this.retry.setMaxAttempts(1);
		}

		public int getConcurrency() {
			return this.concurrency;
		}

		public void setConcurrency(int concurrency) {
			this.concurrency = concurrency;
		}

		public int getPrefetch() {
			return this.prefetch;
		}

		public void setPrefetch(int prefetch) {
			this.prefetch = prefetch;
		}

		public AckMode getAckMode() {
			return this.ackMode;
		}

		public void setAckMode(AckMode ackMode) {
			this.ackMode = ackMode;
		}

		public boolean isAutoStartup() {
			return this.autoStartup;
		}

		public void setAutoStartup(boolean autoStartup) {
			this.autoStartup = autoStartup;
		}

		public int getMaxAttempts() {
			return this.maxAttempts;
		}

		public void setMaxAttempts(int maxAttempts) {
			this.maxAttempts = maxAttempts;
		}

		public Duration getVisibilityTimeout() {
			return this.visibilityTimeout;
		}

		public void setVisibilityTimeout(Duration visibilityTimeout) {
			this.visibilityTimeout = visibilityTimeout;
		}

		public Duration getShutdownTimeout() {
			return this.shutdownTimeout;
		}

		public void setShutdownTimeout(Duration shutdownTimeout) {
			this.shutdownTimeout = shutdownTimeout;
		}

		public UnfinishedAction getUnfinished() {
			return this.unfinished;
		}

		public void setUnfinished(UnfinishedAction unfinished) {
			this.unfinished = unfinished;
		}

		public @Nullable Duration getIdleInterval() {
			return this.idleInterval;
		}

		public void setIdleInterval(@Nullable Duration idleInterval) {
			this.idleInterval = idleInterval;
		}

		public Duration getResubscribeInterval() {
			return this.resubscribeInterval;
		}

		public void setResubscribeInterval(Duration resubscribeInterval) {
			this.resubscribeInterval = resubscribeInterval;
		}

		public Duration getMaxResubscribeInterval() {
			return this.maxResubscribeInterval;
		}

		public void setMaxResubscribeInterval(Duration maxResubscribeInterval) {
			this.maxResubscribeInterval = maxResubscribeInterval;
		}

		public boolean isQueueMetrics() {
			return this.queueMetrics;
		}

		public void setQueueMetrics(boolean queueMetrics) {
			this.queueMetrics = queueMetrics;
		}

		public DwRetryProperties getRetry() {
			return this.retry;
		}

		FilaListenerSettings toSettings() {
			return new FilaListenerSettings(this.concurrency, this.prefetch, this.ackMode, this.autoStartup,
					this.maxAttempts, this.retry.toSettings(), this.visibilityTimeout, this.shutdownTimeout,
					this.unfinished, this.idleInterval, this.resubscribeInterval, this.maxResubscribeInterval);
		}

	}

}
