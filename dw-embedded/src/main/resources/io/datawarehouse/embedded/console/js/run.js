// One run with everything that belongs to it.

import { get } from "./api.js";
import { add, button, el, error, facts, link, more, name, note, replace, say, to, visible } from "./dom.js";
import { between, duration, size, time } from "./format.js";
import { repeat } from "./plot.js";
import { badge, runTable } from "./runs.js";

const MANY_EVENTS = 200;
const REFRESH_MILLIS = 2000;

export async function show({ view, parameters, signal }) {
	let run = await get("run", { run: parameters.run }, signal);
	replace(view.querySelector("h1"), name(run.job_name));
	const box = el("div", {}, content(run, signal));
	add(view, box);
	if (run.status !== "RUNNING") {
		return;
	}
	const stop = new AbortController();
	signal.addEventListener("abort", () => stop.abort());
	repeat(REFRESH_MILLIS, stop.signal, async () => {
		const now = await get("run", { run: parameters.run }, signal).catch(() => run);
		// Not under the hands of somebody who reads details or walks by keyboard.
		const free = !box.contains(document.activeElement) && !box.querySelector("details[open]");
		if (free && JSON.stringify(now) !== JSON.stringify(run)) {
			run = now;
			replace(box, content(run, signal));
		}
		if (run.status !== "RUNNING") {
			say("The run has ended.");
			stop.abort();
		}
	});
}

function content(run, signal) {
	return [
		facts([
			["Status", badge(run.status)],
			["Run", run.run_id],
			["Job", link(to("runs", { job: run.job_name }), "all its runs")],
			["Started", time(run.started_at)],
			["Ended", run.ended_at ? time(run.ended_at) : "not yet"],
			["Duration", duration(between(run.started_at, run.ended_at))],
			["Parent", run.parent_run_id ? link(to("run", { run: run.parent_run_id }), name(run.parent_run_id)) : null],
			["Lineage", link(to("lineage", { job: run.job_name }), "of this job")],
		]),
		failure(run),
		el("div", { class: "columns" },
			section("Read", datasets(run.inputs)),
			section("Written", datasets(run.outputs))),
		metrics(run),
		children(run),
		section("Timeline", timeline(run, signal)),
		artifacts(run, signal),
		details("Metadata", run.metadata),
		details("Result", run.result),
	];
}

function section(heading, ...content) {
	return el("section", {}, el("h2", {}, heading), content);
}

function failure(run) {
	if (!run.result?.error) {
		return null;
	}
	const told = Object.entries(run.result)
		.filter(([key, value]) => /stack|trace/i.test(key) && typeof value === "string")
		.map(([, value]) => value);
	const traces = new Set([...told, ...run.events
		.map((event) => event.data?.run?.facets?.errorMessage?.stackTrace)
		.filter((trace) => typeof trace === "string")]);
	return section("Error", el("pre", { tabindex: "0", role: "region", "aria-label": "Error", class: "bad" },
		[run.result.error, ...traces].map((text) => visibleLines(String(text))).join("\n\n")));
}

function visibleLines(text) {
	return text.split("\n").map(visible).join("\n");
}

function datasets(found) {
	if (found.length === 0) {
		return el("p", { class: "soft" }, "Nothing was told.");
	}
	return el("ul", {}, found.slice(0, 200).map((dataset) => el("li", {},
		link(to("lineage", { dataset: dataset.name }), name(dataset.name)), " ", statistics(dataset.details))));
}

function statistics(details) {
	const facets = { ...details?.facets, ...details?.inputFacets, ...details?.outputFacets };
	const statistics = facets.outputStatistics ?? facets.inputStatistics;
	const rows = details?.rows ?? statistics?.rowCount;
	const bytes = details?.size ?? statistics?.size;
	const parts = [];
	if (Number.isFinite(rows)) {
		parts.push(rows + " rows");
	}
	if (Number.isFinite(bytes)) {
		parts.push(size(bytes));
	}
	return parts.length > 0 ? el("span", { class: "soft" }, parts.join(", ")) : null;
}

/** Numbers that the job told, by its last word on each. */
function metrics(run) {
	const numbers = new Map();
	const sources = [run.result, ...run.events.filter((event) => !event.event_type.startsWith("openlineage."))
		.map((event) => event.data)];
	for (const source of sources) {
		for (const [key, value] of Object.entries(source ?? {})) {
			if (typeof value === "number" && numbers.size < 100) {
				numbers.set(key, value);
			}
		}
	}
	return numbers.size === 0 ? null
		: section("Metrics", facts([...numbers].map(([key, value]) => [name(key), String(value)])));
}

function children(run) {
	if (run.children.length === 0) {
		return null;
	}
	const list = runTable("Runs that this one started");
	list.add(run.children);
	return section("Children", list);
}

function timeline(run, signal) {
	const list = el("ol", { class: "timeline" },
		entry(run, run.started_at, "started"));
	const shown = run.events.slice(0, MANY_EVENTS);
	list.append(...shown.map((event) => eventEntry(run, event)));
	const end = run.ended_at ? entry(run, run.ended_at, badge(run.status)) : entry(run, null, "still running");
	const next = more(async (cursor) => {
		const page = await get("run/events", { run: run.run_id, cursor, limit: MANY_EVENTS }, signal);
		end.before(...page.events.map((event) => eventEntry(run, event)));
		next.goesOnAt(page.next_cursor);
	});
	list.append(end);
	if (shown.length === MANY_EVENTS) {
		next.goesOnAt(String(shown.at(-1).event_id));
	}
	return [list, next];
}

function entry(run, instant, ...content) {
	const offset = instant ? "+" + duration(Math.max(0, between(run.started_at, instant))) : "";
	return el("li", {}, el("span", { class: "soft", title: instant ? time(instant) : null }, offset), " ", content);
}

function eventEntry(run, event) {
	const data = JSON.stringify(event.data);
	return entry(run, event.created_at, name(event.event_type),
		data.length > 2 ? [" ", el("span", { class: "soft" }, name(data.slice(0, 300)))] : null);
}

function artifacts(run, signal) {
	if (run.artifacts.length === 0) {
		return null;
	}
	return section("Files", run.artifacts.slice(0, 100).map((artifact, index) => {
		const box = el("div");
		return el("div", {}, el("p", {}, name(artifact.type), " ", name(artifact.uri), " ",
			button("Show the end", async () => {
				try {
					const log = await get("run/log", { run: run.run_id, artifact: index }, signal);
					replace(box, log.truncated ? note("Only the end is shown.") : null,
						el("pre", { tabindex: "0", role: "region", "aria-label": "Content of the file" },
							visibleLines(log.text)));
				}
				catch (failure) {
					replace(box, error(failure));
				}
			})), box);
	}));
}

function details(heading, values) {
	if (Object.keys(values ?? {}).length === 0) {
		return null;
	}
	return el("details", {}, el("summary", {}, heading),
		el("pre", { tabindex: "0", role: "region", "aria-label": heading },
			visibleLines(JSON.stringify(values, null, 2))));
}
