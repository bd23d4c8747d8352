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

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.datawarehouse.Threads;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AsyncDataWarehouseTemplate}.
 */
class AsyncDataWarehouseTemplateTests {

	private final ScriptedStore store = new ScriptedStore();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final DataWarehouseTemplate sync = DataWarehouseTemplate.builder()
		.endpoint(this.store.endpoint())
		.credentials("access", "secret")
		.observationRegistry(this.registry)
		.build();

	private final AsyncDataWarehouseTemplate async = AsyncDataWarehouseTemplate.builder(this.sync)
		.concurrency(2)
		.queueCapacity(3)
		.observationRegistry(this.registry)
		.build();

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void close() {
		this.async.close();
		this.sync.close();
		this.store.close();
		Threads.assertNoneLeft("dw-storage-");
	}

	private CompletableFuture<String> block() {
		return this.async.submit((operations) -> {
			try {
				return this.release.await(20, TimeUnit.SECONDS) ? "released" : "late";
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException("interrupted", ex);
			}
		});
	}

	static Stream<Method> syncOperations() {
		return Arrays.stream(DataWarehouseOperations.class.getMethods())
			.filter((method) -> !method.getDeclaringClass().equals(AddressResolver.class));
	}

	@ParameterizedTest
	@MethodSource("syncOperations")
	void everyOperationHasItsTwin(Method operation) throws NoSuchMethodException {
		List<Class<?>> parameters = new ArrayList<>(List.of(operation.getParameterTypes()));
		boolean listing = operation.getReturnType().equals(Stream.class);
		if (listing) {
			parameters.add(Consumer.class);
		}
		Method twin = AsyncDataWarehouseOperations.class.getMethod(operation.getName(),
				parameters.toArray(Class<?>[]::new));
		assertThat(twin.getReturnType()).isEqualTo(CompletableFuture.class);
		String result = ((ParameterizedType) twin.getGenericReturnType()).getActualTypeArguments()[0].getTypeName();
		if (listing) {
			assertThat(result).isEqualTo("java.lang.Long");
		}
		else if (operation.getReturnType().isPrimitive()) {
			assertThat(result)
				.isEqualTo(MethodType.methodType(operation.getReturnType()).wrap().returnType().getName());
		}
		else {
			assertThat(result).isEqualTo(operation.getGenericReturnType().getTypeName());
		}
	}

	@Test
	void resultsAndFailuresArriveInFutures() {
		this.store.answer(200, "content").error(404, "NoSuchKey");
		assertThat(this.async.retrieveString("dw://lake/a")).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("content");
		assertThat(this.async.retrieve("dw://lake/a")).failsWithin(20, TimeUnit.SECONDS)
			.withThrowableThat()
			.withCauseInstanceOf(ObjectNotFoundException.class);
		assertThat(this.async.retrieve("ftp://lake/a")).failsWithin(20, TimeUnit.SECONDS)
			.withThrowableThat()
			.withCauseInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void listingsAreHandedOver() {
		this.store.answer(200, "<ListBucketResult><Contents><Key>a</Key><Size>1</Size></Contents>"
				+ "<Contents><Key>b</Key><Size>2</Size></Contents></ListBucketResult>");
		List<String> keys = new ArrayList<>();
		assertThat(this.async.list("dw://lake", (object) -> keys.add(object.uri().key())))
			.succeedsWithin(20, TimeUnit.SECONDS)
			.isEqualTo(2L);
		assertThat(keys).containsExactly("a", "b");
	}

	@Test
	void callsBeyondTheBoundsAreRejectedAtOnce() {
		List<CompletableFuture<String>> accepted = Stream.generate(this::block).limit(5).toList();
		assertThat(block()).isCompletedExceptionally()
			.failsWithin(0, TimeUnit.SECONDS)
			.withThrowableThat()
			.withCauseInstanceOf(RejectedExecutionException.class)
			.withMessageContaining("2 storage calls run and 3 wait");
		this.release.countDown();
		assertThat(accepted)
			.allSatisfy((future) -> assertThat(future).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("released"));
		assertThat(block()).succeedsWithin(20, TimeUnit.SECONDS);
	}

	@Test
	void cancellingInterruptsTheCall() throws InterruptedException {
		AtomicBoolean interrupted = new AtomicBoolean();
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<Boolean> future = this.async.submit((operations) -> {
			begun.countDown();
			try {
				return this.release.await(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
				return false;
			}
		});
		assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(future.cancel(true)).isTrue();
		Awaitility.await().untilTrue(interrupted);
	}

	@Test
	void timeoutOfTheFutureInterruptsTheCall() throws InterruptedException {
		AtomicBoolean interrupted = new AtomicBoolean();
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<Boolean> future = this.async.submit((operations) -> {
			begun.countDown();
			try {
				return this.release.await(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
				return false;
			}
		});
		assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(future.orTimeout(10, TimeUnit.MILLISECONDS)).failsWithin(20, TimeUnit.SECONDS);
		Awaitility.await().untilTrue(interrupted);
	}

	@Test
	void interruptionDoesNotReachTheNextCall() throws Exception {
		for (int i = 0; i < 200; i++) {
			CompletableFuture<String> cancelled = this.async.submit((operations) -> "done");
			cancelled.cancel(true);
			assertThat(
					this.async.submit((operations) -> Thread.currentThread().isInterrupted()).get(20, TimeUnit.SECONDS))
				.isFalse();
		}
	}

	@Test
	void cancelledCallThatWaitsMakesRoom() {
		List<CompletableFuture<String>> accepted = Stream.generate(this::block).limit(5).toList();
		accepted.get(4).cancel(true);
		CompletableFuture<String> next = block();
		assertThat(next).isNotDone();
		this.release.countDown();
		assertThat(next).succeedsWithin(20, TimeUnit.SECONDS);
	}

	@Test
	void contentThatNobodyWaitsForIsClosed() throws Exception {
		this.store.answer(200, "content");
		CountDownLatch opened = new CountDownLatch(1);
		List<ObjectContent> contents = new ArrayList<>();
		CompletableFuture<ObjectContent> future = this.async.submit((operations) -> {
			ObjectContent content = operations.retrieveStream("dw://lake/a");
			contents.add(content);
			opened.countDown();
			try {
				this.release.await(20, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				// The content was opened all the same.
			}
			return content;
		});
		assertThat(opened.await(20, TimeUnit.SECONDS)).isTrue();
		future.cancel(true);
		Awaitility.await().untilAsserted(() -> assertThatIOException().isThrownBy(() -> contents.get(0).read()));
	}

	@Test
	void observationOfTheCallerIsTheParent() {
		this.store.answer(200, "content");
		Observation parent = Observation.start("parent", this.registry);
		CompletableFuture<byte[]> future = parent.scoped(() -> this.async.retrieve("dw://lake/a"));
		assertThat(future).succeedsWithin(20, TimeUnit.SECONDS);
		parent.stop();
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("dw.storage")
			.that()
			.hasParentObservationEqualTo(parent);
	}

	@Test
	void decoratorWrapsEveryCall() {
		AtomicInteger decorated = new AtomicInteger();
		try (AsyncDataWarehouseTemplate template = AsyncDataWarehouseTemplate.builder(this.sync)
			.taskDecorator((task) -> () -> {
				decorated.incrementAndGet();
				task.run();
			})
			.build()) {
			assertThat(template.submit((operations) -> "done")).succeedsWithin(20, TimeUnit.SECONDS);
		}
		assertThat(decorated).hasValue(1);
	}

	@Test
	void closingFailsWhatRunsAndWhatWaits() {
		List<CompletableFuture<String>> accepted = Stream.generate(this::block).limit(5).toList();
		this.async.close();
		assertThat(accepted).allSatisfy((future) -> assertThat(future).isCompletedExceptionally());
		assertThat(block()).failsWithin(0, TimeUnit.SECONDS)
			.withThrowableThat()
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("closed");
	}

	@Test
	void boundsMustBePositive() {
		AsyncDataWarehouseTemplate.Builder builder = AsyncDataWarehouseTemplate.builder(this.sync);
		assertThatIllegalArgumentException().isThrownBy(() -> builder.concurrency(0)).withMessageContaining("0");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.queueCapacity(-1)).withMessageContaining("-1");
	}

}
