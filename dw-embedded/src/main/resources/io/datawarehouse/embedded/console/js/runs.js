// The list of runs, live.

import { get } from "./api.js";
import { add, button, el, field, link, more, name, table, to } from "./dom.js";
import { between, count, duration, time } from "./format.js";

const POLL_MILLIS = 5000;
const GATHER_MILLIS = 300;
const STATES = {
	RUNNING: ["busy", "● running"],
	SUCCESS: ["good", "✓ success"],
	FAILED: ["bad", "✗ failed"],
};

export function badge(status) {
	const [kind, text] = STATES[status] ?? ["", String(status)];
	return el("span", { class: "badge " + kind }, text);
}

export function runTable(caption) {
	return table(caption, [
		{ title: "Status", cell: (run) => badge(run.status) },
		{ title: "Job", cell: (run) => link(to("run", { run: run.run_id }), name(run.job_name)) },
		{ title: "Started", time: true, cell: (run) => time(run.started_at) },
		{ title: "Duration", number: true, cell: (run) => duration(between(run.started_at, run.ended_at)) },
		{ title: "Error", cell: (run) => run.result?.error ? name(String(run.result.error).slice(0, 200)) : "" },
	]);
}

export async function show({ view, parameters, signal }) {
	const filters = { job: parameters.job, status: parameters.status, q: parameters.q, from: parameters.from };
	const list = runTable("Runs, the latest first");
	const total = el("p", { class: "soft" });
	const live = el("p", { class: "soft" }, "Connecting");
	const next = more(load);
	let pages = 0;
	async function load(cursor) {
		const page = await get("runs", { ...filters, cursor, limit: 50 }, signal);
		if (!cursor) {
			list.clear();
			pages = 0;
		}
		pages++;
		list.add(page.runs);
		next.goesOnAt(page.next_cursor);
		total.textContent = count(page.total) + " runs";
	}
	await load();
	const changed = button("There are newer runs: show them", async () => {
		changed.hidden = true;
		await load();
	}, { hidden: true });
	add(view, filterForm(parameters), el("div", { class: "actions" }, total, live, changed), list, next);
	follow(live, signal, () => {
		// A reader who went on to later pages, or walks by keyboard, keeps the place.
		if (pages > 1 || list.contains(document.activeElement)) {
			changed.hidden = false;
			return undefined;
		}
		return load();
	});
}

function filterForm(parameters) {
	const status = el("select", {},
		[["", "any"], ["RUNNING", "running"], ["SUCCESS", "success"], ["FAILED", "failed"]].map(([value, text]) =>
			el("option", { value, selected: (parameters.status ?? "") === value }, text)));
	const job = el("input", { value: parameters.job, maxlength: 1000 });
	const q = el("input", { type: "search", value: parameters.q, maxlength: 200 });
	const from = el("input", { type: "datetime-local", value: parameters.local });
	return el("form", {
		role: "search",
		submit: (event) => {
			event.preventDefault();
			location.hash = to("runs", {
				status: status.value,
				job: job.value,
				q: q.value,
				local: from.value,
				from: from.value ? new Date(from.value).toISOString() : "",
			});
		},
	}, field("Status", status), field("Job, the whole name", job), field("Text in job, id or error", q),
	field("Started from", from), el("button", { type: "submit" }, "Show"));
}

/** Load anew when something changes: told by the server, or else asked now and then. */
function follow(live, signal, load) {
	let source = null;
	let gathering = null;
	let poll = null;
	async function refresh() {
		gathering = null;
		try {
			await load();
		}
		catch (failure) {
			if (!signal.aborted) {
				live.textContent = "Not live: " + failure.message;
			}
		}
	}
	function changed() {
		gathering ??= setTimeout(refresh, GATHER_MILLIS);
	}
	function failed() {
		if (source?.readyState === EventSource.CLOSED) {
			live.textContent = "Asked each " + POLL_MILLIS / 1000 + " seconds";
			poll ??= setInterval(changed, POLL_MILLIS);
		}
		else {
			live.textContent = "Connecting again";
		}
	}
	function listen() {
		source = new EventSource("/api/runs/stream");
		source.addEventListener("run", changed);
		source.addEventListener("reset", changed);
		source.addEventListener("open", () => { live.textContent = "● live"; });
		source.addEventListener("error", failed);
	}
	function stop() {
		source?.close();
		source = null;
		clearTimeout(gathering);
		clearInterval(poll);
		gathering = poll = null;
	}
	listen();
	// A browser has few connections, so only pages that somebody sees hold one.
	document.addEventListener("visibilitychange", () => {
		stop();
		if (!document.hidden) {
			listen();
			changed();
		}
	}, { signal });
	signal.addEventListener("abort", stop);
}
