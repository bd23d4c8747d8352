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

package io.datawarehouse.benchmarks.storage.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SinkServer} and the HTTP and S3 that it understands.
 */
@Timeout(20)
class SinkServerTests {

	private SinkServer server;

	private Socket socket;

	@BeforeEach
	void start() throws IOException {
		connect(LinkSpeed.FAST);
	}

	private void connect(LinkSpeed speed) throws IOException {
		this.server = SinkServer.start(speed);
		this.socket = new Socket(InetAddress.getLoopbackAddress(), this.server.port());
		this.socket.setSoTimeout(10_000);
	}

	@AfterEach
	void stop() throws IOException {
		this.socket.close();
		this.server.close();
	}

	@Test
	void connectionIsKeptFromOneRequestToTheNext() throws IOException {
		for (int i = 0; i < 3; i++) {
			assertThat(exchange("PUT /b/k HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello").head())
				.startsWith("HTTP/1.1 200 OK\r\n")
				.contains("ETag: " + SinkProtocol.ETAG);
			assertThat(exchange("GET /b/4096 HTTP/1.1\r\n\r\n").body()).hasSize(4096).containsOnly(0);
		}
	}

	@Test
	void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
		send("GET /b/3 HTTP/1.1\r\n\r\nPUT /b/k HTTP/1.1\r\nContent-Length: 2\r\n\r\nhiGET /b/7 HTTP/1.1\r\n\r\n");
		assertThat(receive(true).body()).hasSize(3);
		assertThat(receive(true).body()).isEmpty();
		assertThat(receive(true).body()).hasSize(7);
	}

	@Test
	void headInPiecesIsOneHead() throws IOException {
		for (String piece : "GET /b/5 HTTP/1.1\r|\n|\r|\n".split("\\|")) {
			send(piece);
		}
		assertThat(receive(true).body()).hasSize(5);
	}

	@Test
	void chunkedBodyIsForgottenWithItsTrailers() throws IOException {
		assertThat(exchange("PUT /b/k HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
				+ "5;chunk-signature=0\r\nhello\r\n0\r\nx-amz-checksum-crc32: AAAAAA==\r\n\r\n")
			.head()).startsWith("HTTP/1.1 200 OK");
		assertThat(exchange("GET /b/1 HTTP/1.1\r\n\r\n").body()).hasSize(1);
	}

	@Test
	void awsChunkedBodyHasTheLengthOfItsFraming() throws IOException {
		String body = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n";
		assertThat(exchange("PUT /b/k HTTP/1.1\r\nContent-Encoding: aws-chunked\r\nx-amz-decoded-content-length: 5\r\n"
				+ "Content-Length: " + body.length() + "\r\n\r\n" + body)
			.head()).startsWith("HTTP/1.1 200 OK");
		assertThat(exchange("GET /b/1 HTTP/1.1\r\n\r\n").body()).hasSize(1);
	}

	@Test
	void clientThatExpectsItIsToldToContinue() throws IOException {
		send("PUT /b/k HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
		assertThat(receiveHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
		assertThat(exchange("hello").head()).startsWith("HTTP/1.1 200 OK");
	}

	@Test
	void connectionIsClosedWhenTheClientAsks() throws IOException {
		exchange("GET /b/1 HTTP/1.1\r\nConnection: close\r\n\r\n");
		assertThat(this.socket.getInputStream().read()).isEqualTo(-1);
	}

	@Test
	void requestThatIsNoneClosesTheConnection() throws IOException {
		send("HELLO\r\n\r\n");
		assertThat(this.socket.getInputStream().read()).isEqualTo(-1);
	}

	@Test
	void rangeIsServedWithItsPlace() throws IOException {
		Answer answer = exchange("GET /b/100 HTTP/1.1\r\nRange: bytes=90-200\r\n\r\n");
		assertThat(answer.head()).startsWith("HTTP/1.1 206 Partial Content")
			.contains("Content-Range: bytes 90-99/100\r\n");
		assertThat(answer.body()).hasSize(10);
	}

	@Test
	void rangeBehindTheEndIsRefused() throws IOException {
		assertThat(exchange("GET /b/100 HTTP/1.1\r\nRange: bytes=100-\r\n\r\n").head()).startsWith("HTTP/1.1 416 ");
	}

	@Test
	void partOfAnObjectSaysHowManyThereAre() throws IOException {
		Answer answer = exchange("GET /b/8388609?partNumber=2&x-id=GetObject HTTP/1.1\r\n\r\n");
		assertThat(answer.head()).startsWith("HTTP/1.1 206 ")
			.contains("x-amz-mp-parts-count: 2\r\n")
			.contains("Content-Range: bytes 8388608-8388608/8388609\r\n");
		assertThat(answer.body()).hasSize(1);
	}

	@Test
	void headHasTheHeadersOnly() throws IOException {
		send("HEAD /b/4096 HTTP/1.1\r\n\r\n");
		assertThat(receive(false).head()).startsWith("HTTP/1.1 200 OK").contains("Content-Length: 4096\r\n");
		assertThat(exchange("GET /b/2 HTTP/1.1\r\n\r\n").body()).hasSize(2);
	}

	@Test
	void nameThatIsNoSizeIsNotFound() throws IOException {
		assertThat(exchange("GET /b/name HTTP/1.1\r\n\r\n").text()).contains("<Code>NoSuchKey</Code>");
	}

	@Test
	void objectIsUploadedInParts() throws IOException {
		assertThat(exchange("POST /b/k?uploads HTTP/1.1\r\n\r\n").text()).contains("<UploadId>upload</UploadId>");
		assertThat(exchange("PUT /b/k?partNumber=1&uploadId=upload HTTP/1.1\r\nContent-Length: 1\r\n\r\nx").head())
			.contains("ETag: ");
		assertThat(exchange("POST /b/k?uploadId=upload HTTP/1.1\r\nContent-Length: 4\r\n\r\n<a/>").text())
			.contains("<CompleteMultipartUploadResult>");
		assertThat(exchange("DELETE /b/k?uploadId=upload HTTP/1.1\r\n\r\n").head()).startsWith("HTTP/1.1 204 ");
	}

	@Test
	void slowLinkHoldsItsSpeedInBothDirections() throws IOException {
		stop();
		connect(LinkSpeed.SLOW);
		int size = 4_000_000;
		long start = System.nanoTime();
		send("PUT /b/k HTTP/1.1\r\nContent-Length: " + size + "\r\n\r\n");
		this.socket.getOutputStream().write(new byte[size]);
		receive(true);
		assertThat(exchange("GET /b/" + size + " HTTP/1.1\r\n\r\n").body()).hasSize(size);
		// 50 ms for the bytes and 15 ms for the answer, twice; a little may sit in
		// buffers
		assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isGreaterThanOrEqualTo(120);
	}

	private Answer exchange(String request) throws IOException {
		send(request);
		return receive(true);
	}

	private void send(String request) throws IOException {
		this.socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
	}

	private Answer receive(boolean body) throws IOException {
		String head = receiveHead();
		String length = head.lines()
			.filter((line) -> line.startsWith("Content-Length: "))
			.findFirst()
			.orElseThrow()
			.substring("Content-Length: ".length());
		int count = body ? Integer.parseInt(length) : 0;
		byte[] content = this.socket.getInputStream().readNBytes(count);
		assertThat(content).hasSize(count);
		return new Answer(head, content);
	}

	private String receiveHead() throws IOException {
		InputStream input = this.socket.getInputStream();
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int next = input.read();
			assertThat(next).as("the end came in the head '%s'", head).isNotNegative();
			head.write(next);
		}
		return head.toString(StandardCharsets.ISO_8859_1);
	}

	private record Answer(String head, byte[] body) {

		String text() {
			return new String(this.body, StandardCharsets.UTF_8);
		}

	}

}
