// Queues, their messages and dead letters.

import { get, post } from "./api.js";
import { add, button, el, error, facts, field, link, more, name, note, replace, say, table, to, visible } from "./dom.js";
import { count, size } from "./format.js";
import { bar, lines, repeat } from "./plot.js";

const REFRESH_MILLIS = 2000;
const DEAD = ".dlq";

function number(text, value) {
	return { title: text, number: true, cell: (row) => count(row[value]) };
}

export async function show({ view, parameters, signal }) {
	const { q } = parameters;
	const list = table("Queues by name", [
		{ title: "Queue", cell: (queue) => link(to("queue", { queue: queue.name }), name(queue.name)) },
		number("Waiting", "depth"),
		number("In flight", "inFlight"),
		number("Consumers", "activeConsumers"),
	]);
	const total = el("p", { class: "soft" });
	const next = more(load);
	let pages = 0;
	async function load(cursor) {
		const page = await get("queues", { q, cursor, limit: 100 }, signal);
		if (!cursor) {
			list.clear();
			pages = 0;
		}
		pages++;
		list.add(page.queues);
		next.goesOnAt(page.next);
		total.textContent = count(page.total) + " queues, " + count(page.depth) + " messages waiting";
	}
	await load();
	const text = el("input", { type: "search", value: q, maxlength: 200 });
	add(view, el("form", {
		role: "search",
		submit: (event) => {
			event.preventDefault();
			location.hash = to("queues", { q: text.value });
		},
	}, field("Text in the name", text), el("button", { type: "submit" }, "Show")), total, list, next);
	repeat(REFRESH_MILLIS, signal, async () => {
		// Not under the hands of somebody who reads later pages or walks by keyboard.
		if (pages === 1 && !list.contains(document.activeElement)) {
			await load().catch((failure) => { total.textContent = visible(failure.message); });
		}
	});
}

export async function showQueue({ view, parameters, info, signal }) {
	const queue = parameters.queue;
	replace(view.querySelector("h1"), name(queue));
	const numbers = el("div");
	const keys = el("div");
	const depth = lines("Messages", ["waiting", "in flight"], count);
	const traffic = lines("Messages a second", ["enqueued", "delivered", "acked"], (rate) => rate.toFixed(rate < 10 ? 1 : 0));
	let before = null;
	async function load() {
		const now = await get("queue", { queue }, signal);
		replace(numbers, facts([["Waiting", count(now.depth)], ["In flight", count(now.inFlight)],
			["Consumers", count(now.consumers)], ["Fairness keys", count(now.keys)]]));
		replace(keys, fairness(now), throttles(now));
		depth.add([now.depth, now.inFlight]);
		if (now.traffic) {
			const moment = { time: performance.now(), ...now.traffic };
			traffic.add(rates(before, moment));
			before = moment;
		}
		return now;
	}
	const first = await load();
	add(view, numbers,
		el("div", { class: "columns" }, depth, first.traffic ? traffic
			: note("This broker does not tell how many messages come and go.")),
		keys,
		queue.endsWith(DEAD) ? redrive(queue, first.depth, info, load)
			: el("p", {}, link(to("queue", { queue: queue + DEAD }), "Dead letters of this queue")),
		messages(queue, info, signal));
	repeat(REFRESH_MILLIS, signal, () => load().catch((failure) => say(failure.message)));
}

function rates(before, now) {
	if (before === null) {
		return [null, null, null];
	}
	const seconds = Math.max(0.001, (now.time - before.time) / 1000);
	return ["enqueued", "delivered", "acked"].map((key) => Math.max(0, (now[key] - before[key]) / seconds));
}

function fairness(queue) {
	if (queue.fairnessKeys.length === 0) {
		return null;
	}
	const most = Math.max(...queue.fairnessKeys.map((key) => key.pending));
	const shown = table("Waiting messages by fairness key, the fullest " + queue.fairnessKeys.length + " of " + count(queue.keys), [
		{ title: "Key", cell: (key) => name(key.key) },
		number("Waiting", "pending"),
		{ title: "Share", cell: (key) => bar(key.pending, most, key.pending + " of " + most) },
		number("Weight", "weight"),
	]);
	shown.add(queue.fairnessKeys);
	return shown;
}

function throttles(queue) {
	if (queue.throttleKeys.length === 0) {
		return null;
	}
	const shown = table("Throttles", [
		{ title: "Key", cell: (key) => name(key.key) },
		{ title: "Tokens", number: true, cell: (key) => key.tokens.toFixed(1) },
		{ title: "Rate a second", number: true, cell: (key) => String(key.ratePerSecond) },
		{ title: "Burst", number: true, cell: (key) => String(key.burst) },
	]);
	shown.add(queue.throttleKeys);
	return shown;
}

function redrive(queue, depth, info, load) {
	if (!info.queuesWritable) {
		return note("Dead letters of this broker can be redriven here with dw.embedded.console.write=true.");
	}
	const howMany = el("input", { type: "number", min: 1, max: 1000000, value: Math.max(1, depth) });
	const told = el("div");
	return el("section", {}, el("h2", {}, "Redrive"), el("form", {
		submit: async (event) => {
			event.preventDefault();
			try {
				const { redriven } = await post("queue/redrive", { queue, count: howMany.value });
				replace(told, note(count(redriven) + (redriven === 1 ? " message" : " messages") + " went back to ", name(queue.slice(0, -DEAD.length)), "."));
				await load();
			}
			catch (failure) {
				replace(told, error(failure));
			}
		},
	}, field("How many messages", howMany), el("button", { type: "submit" }, "Send them back")), told);
}

function messages(queue, info, signal) {
	if (!info.messages) {
		return note("Only the embedded broker lets its messages be seen without taking them from their consumers.");
	}
	const box = el("div");
	return el("section", {}, el("h2", {}, "Messages"), button("Look at the first that wait", async () => {
		try {
			const page = await get("queue/messages", { queue, limit: 20 }, signal);
			replace(box, page.messages.length === 0 ? note("No message waits.") : page.messages.map(message));
		}
		catch (failure) {
			replace(box, error(failure));
		}
	}), box);
}

function message(found) {
	return el("article", { class: "note" },
		facts([["Id", found.id], ["Fairness key", found.fairnessKey], ["Attempts", String(found.attempts)],
			["Size", size(found.size)],
			...Object.entries(found.headers).map(([key, value]) => [name("Header " + key), value])]),
		el("pre", { tabindex: "0", role: "region", "aria-label": "Payload" },
			found.text === null ? "base64 " + found.base64 : found.text.split("\n").map(visible).join("\n")),
		found.truncated ? el("p", { class: "soft" }, "This is only the beginning.") : null);
}
