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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Serves the requests of one connection, one after the other, until the client leaves.
 */
final class SinkConnection implements Runnable {

	private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

	private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1024 * 1024).asReadOnlyBuffer();

	private static final int PACED_BLOCK = 64 * 1024;

	private final SocketChannel channel;

	private final Pace pace;

	private final SinkInput input;

	SinkConnection(SocketChannel channel, LinkSpeed speed) {
		this.channel = channel;
		this.pace = new Pace(speed);
		this.input = new SinkInput(channel, this.pace);
	}

	@Override
	public void run() {
		try (this.channel) {
			boolean open = true;
			while (open) {
				String head = this.input.readHead();
				open = head != null && serve(RequestHead.parse(head));
			}
		}
		catch (IOException ex) {
			// Clients may leave in the middle; a request that is not understood ends
			// here.
		}
	}

	private boolean serve(RequestHead request) throws IOException {
		if (request.expectsContinue()) {
			writeFully(ByteBuffer.wrap(CONTINUE));
		}
		this.pace.startMessage();
		if (request.isChunked()) {
			this.input.discardChunks();
		}
		else {
			this.input.discard(request.contentLength());
		}
		this.pace.delayAnswer();
		write(SinkProtocol.answer(request));
		return request.keepsAlive();
	}

	private void write(SinkReply reply) throws IOException {
		this.pace.startMessage();
		ByteBuffer head = ByteBuffer.wrap(reply.head());
		if (reply.zeros() == 0) {
			writeFully(head, ByteBuffer.wrap(reply.text()));
			return;
		}
		int block = this.pace.isLimited() ? PACED_BLOCK : ZEROS.capacity();
		for (long left = reply.zeros(); left > 0;) {
			int count = (int) Math.min(left, block);
			writeFully(head, ZEROS.duplicate().limit(count));
			this.pace.moved(count);
			left -= count;
		}
	}

	private void writeFully(ByteBuffer... buffers) throws IOException {
		ByteBuffer last = buffers[buffers.length - 1];
		ByteBuffer first = buffers[0];
		while (first.hasRemaining() || last.hasRemaining()) {
			this.channel.write(buffers);
		}
	}

}
