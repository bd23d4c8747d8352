// How long operations take.

import { get } from "./api.js";
import { add, button, el, field, name, note, replace, table, visible } from "./dom.js";
import { count, duration } from "./format.js";
import { bar, lines, repeat } from "./plot.js";

const REFRESH_MILLIS = 2000;

function key(timing) {
	return JSON.stringify([timing.name, timing.tags]);
}

function words(timing) {
	return Object.entries(timing.tags)
		.filter(([, value]) => value !== "none")
		.map(([tag, value]) => tag + "=" + value)
		.join(" ");
}

function time(text, value) {
	return { title: text, number: true, cell: (row) => duration(row[value]) };
}

export async function show({ view, signal }) {
	const filter = el("input", { type: "search", maxlength: 200 });
	const total = el("p", { class: "soft" });
	const box = el("div");
	const plots = el("div");
	let chosen = null;
	let plot = null;
	function choose(timing) {
		chosen = key(timing);
		plot = lines(visible(timing.name + " " + words(timing)), ["p50", "p95", "p99"], duration);
		plot.add([timing.p50Millis, timing.p95Millis, timing.p99Millis]);
		replace(plots, plot);
	}
	async function load() {
		const page = await get("timings", { q: filter.value, limit: 50 }, signal);
		total.textContent = count(page.total) + " operations; those that took the most time in all come first";
		const focused = box.contains(document.activeElement) ? document.activeElement.dataset.key : null;
		replace(box, page.timings.length === 0 ? note("Nothing was timed yet.") : operations(page.timings, choose));
		box.querySelectorAll("button").forEach((each) => {
			if (each.dataset.key === focused) {
				each.focus();
			}
		});
		const now = page.timings.find((timing) => key(timing) === chosen);
		if (now) {
			plot.add([now.p50Millis, now.p95Millis, now.p99Millis]);
		}
		return page.timings;
	}
	const first = await load();
	if (first.length > 0) {
		choose(first[0]);
	}
	filter.addEventListener("input", () => load().catch(() => {}));
	add(view, el("div", { class: "actions" }, field("Text in the name or the tags", filter)), total, plots, box);
	repeat(REFRESH_MILLIS, signal, async () => {
		try {
			const timings = await load();
			if (chosen === null && timings.length > 0) {
				choose(timings[0]);
			}
		}
		catch (failure) {
			total.textContent = visible(failure.message);
		}
	});
}

function operations(timings, choose) {
	const slowest = Math.max(...timings.map((timing) => timing.p99Millis ?? timing.maxMillis));
	const shown = table("Operations", [
		{ title: "Operation", cell: (row) => [name(row.name), " ", el("span", { class: "soft" }, name(words(row)))] },
		{ title: "Calls", number: true, cell: (row) => count(row.count) },
		{ title: "Mean", number: true, cell: (row) => duration(row.totalMillis / row.count) },
		time("p50", "p50Millis"),
		time("p95", "p95Millis"),
		time("p99", "p99Millis"),
		time("Max", "maxMillis"),
		{ title: "p99 among all", cell: (row) => bar(row.p99Millis ?? row.maxMillis, slowest, duration(row.p99Millis ?? row.maxMillis)) },
		{ title: "Over time", cell: (row) => button("Plot", () => choose(row),
			{ "data-key": key(row), "aria-label": "Plot " + visible(row.name + " " + words(row)) }) },
	]);
	shown.add(timings);
	return shown;
}
