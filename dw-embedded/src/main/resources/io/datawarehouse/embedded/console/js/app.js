// Shows the page that the address names.

import { get } from "./api.js";
import { el, error, replace, title, to } from "./dom.js";
import * as lineage from "./lineage.js";
import * as objects from "./objects.js";
import * as queues from "./queues.js";
import * as run from "./run.js";
import * as runs from "./runs.js";
import * as timings from "./timings.js";

const PAGES = {
	objects: { text: "Objects", show: objects.show },
	object: { within: "objects", text: "Object", show: objects.showObject },
	runs: { text: "Runs", show: runs.show },
	run: { within: "runs", text: "Run", show: run.show },
	lineage: { text: "Lineage", show: lineage.show },
	queues: { text: "Queues", show: queues.show },
	queue: { within: "queues", text: "Queue", show: queues.showQueue },
	timings: { text: "Timings", show: timings.show },
};

const main = document.getElementById("main");
const pages = document.getElementById("pages");
let leaving = new AbortController();
let info = {};
let shownBefore = false;

function current() {
	const [path, query] = location.hash.replace(/^#\//, "").split("?", 2);
	const parameters = Object.fromEntries(new URLSearchParams(query ?? ""));
	return { name: Object.hasOwn(PAGES, path) ? path : "objects", parameters };
}

function showNavigation(active) {
	replace(pages, Object.entries(PAGES)
		.filter(([, page]) => !page.within)
		.map(([name, page]) => el("li", {}, el("a", {
			href: to(name),
			"aria-current": name === active ? "page" : null,
		}, page.text))));
}

async function show() {
	leaving.abort();
	leaving = new AbortController();
	const signal = leaving.signal;
	const { name, parameters } = current();
	const page = PAGES[name];
	showNavigation(page.within ?? name);
	document.title = page.text + " – DataWarehouse console";
	const view = el("div", {}, title(page.text));
	replace(main, view);
	if (shownBefore) {
		view.querySelector("h1").focus();
	}
	shownBefore = true;
	try {
		if (info[page.within ?? name] === false) {
			throw new Error("The application has no client that this page could show.");
		}
		await page.show({ view, parameters, info, signal });
		if (!signal.aborted) {
			view.dataset.shown = name;
		}
	}
	catch (failure) {
		if (!signal.aborted) {
			view.append(error(failure));
			view.dataset.shown = name;
		}
	}
}

document.getElementById("skip").addEventListener("click", (event) => {
	event.preventDefault();
	main.focus();
});
window.addEventListener("hashchange", show);

try {
	info = { ...await get("info"), lineage: undefined };
	info.lineage = info.runs;
	document.getElementById("application").textContent = info.application;
}
catch {
	info = {};
}
await show();
