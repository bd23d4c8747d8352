// Where data comes from and what becomes of it.

import { get } from "./api.js";
import { add, el, error, field, link, name, note, replace, say, table, to, visible } from "./dom.js";
import { count, time } from "./format.js";
import { layered } from "./layout.js";

const LONGEST_LABEL = 34;
const FONT = "system-ui, sans-serif";
const FONT_SIZE = 13;
const PADDING = { job: 44, dataset: 24 };
const SUGGESTIONS = 20;
const SLIDER_RUNS = 100;

export async function show(context) {
	const { view, parameters, signal } = context;
	add(view, finder(parameters, signal));
	if (parameters.dataset || parameters.job) {
		replace(view.querySelector("h1"), "Lineage of ", name(parameters.dataset ?? parameters.job));
		await showGraph(context);
	}
	else {
		add(view, await starts(signal));
	}
}

/** Jobs and datasets to begin with. */
async function starts(signal) {
	const [jobs, datasets] = await Promise.all([get("jobs", { limit: 50 }, signal), get("datasets", { limit: 50 }, signal)]);
	if (jobs.jobs.length === 0) {
		return note("No job ran yet.");
	}
	const jobTable = table("Jobs by name, " + count(jobs.total) + " in all", [
		{ title: "Job", cell: (job) => link(to("lineage", { job: job.name }), name(job.name)) },
		{ title: "Runs", number: true, cell: (job) => count(job.runs) },
	]);
	jobTable.add(jobs.jobs);
	const datasetTable = table("Datasets by name, " + count(datasets.total) + " in all", [
		{ title: "Dataset", cell: (dataset) => link(to("lineage", { dataset: dataset.name }), name(dataset.name)) },
		{ title: "Read", number: true, cell: (dataset) => count(dataset.reads) },
		{ title: "Written", number: true, cell: (dataset) => count(dataset.writes) },
	]);
	datasetTable.add(datasets.datasets);
	return el("div", { class: "columns" }, el("section", {}, el("h2", {}, "Jobs"), jobTable),
		el("section", {}, el("h2", {}, "Datasets"), datasetTable));
}

function finder(parameters, signal) {
	const text = el("input", { type: "search", maxlength: 1000, value: parameters.q });
	const found = el("div");
	const depth = el("select", {}, [1, 2, 3, 5, 10].map((steps) =>
		el("option", { value: steps, selected: steps === Number(parameters.depth ?? 3) }, steps)));
	depth.addEventListener("change", () => {
		if (parameters.dataset || parameters.job) {
			location.hash = to("lineage", { ...parameters, depth: depth.value });
		}
	});
	async function find(event) {
		event.preventDefault();
		try {
			const query = { q: text.value, limit: SUGGESTIONS };
			const [jobs, datasets] = await Promise.all([get("jobs", query, signal), get("datasets", query, signal)]);
			const links = [
				...jobs.jobs.map((job) => el("li", {}, "job ", link(to("lineage", { job: job.name }), name(job.name)))),
				...datasets.datasets.map((dataset) => el("li", {}, "dataset ",
					link(to("lineage", { dataset: dataset.name }), name(dataset.name)))),
			];
			replace(found, links.length > 0 ? el("ul", {}, links) : note("Nothing has such a name."));
		}
		catch (failure) {
			replace(found, error(failure));
		}
	}
	return el("div", {}, el("form", { role: "search", submit: find }, field("Find a job or dataset", text),
		el("button", { type: "submit" }, "Find"), field("Steps up and down", depth)), found);
}

async function showGraph({ view, parameters, signal }) {
	const { dataset, job, depth } = parameters;
	const box = el("div");
	async function load(until) {
		try {
			const graph = await get("lineage", { dataset, job, depth, to: until }, signal);
			await draw(box, graph, parameters, signal);
		}
		catch (failure) {
			if (!signal.aborted) {
				replace(box, error(failure));
			}
		}
	}
	add(view, await slider(load, signal), box);
	await load();
}

/** Shows the graph as it was after each of the last runs. */
async function slider(load, signal) {
	const { runs } = await get("runs", { limit: SLIDER_RUNS }, signal);
	const times = runs.map((run) => run.started_at).reverse();
	if (times.length < 2) {
		return null;
	}
	const last = times.length - 1;
	const shown = el("output", {}, "now");
	let waiting = null;
	const range = el("input", { type: "range", min: 0, max: last, value: last, step: 1 });
	range.addEventListener("input", () => {
		const index = Number(range.value);
		shown.textContent = index === last ? "now" : time(times[index]);
		clearTimeout(waiting);
		// Told by what comes next, so that the run itself is shown.
		waiting = setTimeout(() => load(index === last ? null : times[index + 1]), 200);
	});
	return el("div", { class: "actions" }, field("As it was at", range), shown);
}

function label(node) {
	const text = visible(node.name);
	return (node.type === "job" ? "⚙ " : "") + (text.length > LONGEST_LABEL
		? text.slice(0, LONGEST_LABEL / 2) + "…" + text.slice(-LONGEST_LABEL / 2) : text);
}

function width(node) {
	const pencil = document.createElement("canvas").getContext("2d");
	pencil.font = FONT_SIZE + "px " + FONT;
	return Math.ceil(pencil.measureText(label(node)).width) + PADDING[node.type];
}

/** The points that an edge passes, as the library wants them: along the straight line and beside it. */
function bends(from, to, points) {
	if (points.length === 0) {
		return {};
	}
	const x = to.x - from.x;
	const y = to.y - from.y;
	const length = Math.hypot(x, y);
	return {
		weights: points.map((point) => ((point.x - from.x) * x + (point.y - from.y) * y) / length ** 2).join(" "),
		distances: points.map((point) => ((point.y - from.y) * x - (point.x - from.x) * y) / length).join(" "),
	};
}

function target(node, parameters) {
	return to("lineage", { [node.type === "job" ? "job" : "dataset"]: node.name, depth: parameters.depth });
}

async function draw(box, graph, parameters, signal) {
	const names = new Map(graph.nodes.map((node) => [node.id, node]));
	const edges = graph.edges.filter((edge) => names.has(edge.from) && names.has(edge.to));
	const canvas = el("div", { class: "graph", role: "img", "aria-label":
		"Graph of " + graph.nodes.length + " datasets and jobs; the same is listed below" });
	replace(box,
		graph.truncated ? note("The graph is larger than what is shown here. Take fewer steps.") : null,
		el("p", { class: "soft" }, "Click a job or dataset to walk there; drag to move, scroll to zoom."),
		canvas, list(graph, edges, names, parameters), columns(graph, names));
	const { default: cytoscape } = await import("/lib/cytoscape.mjs");
	if (signal.aborted) {
		return;
	}
	const { places, way } = layered(graph.nodes.map((node) => node.id), edges.map((edge) => [edge.from, edge.to]));
	const style = getComputedStyle(document.documentElement);
	const colour = (variable) => style.getPropertyValue(variable).trim();
	const shown = cytoscape({
		container: canvas,
		elements: [
			...graph.nodes.map((node) => ({
				data: { id: node.id, label: label(node), width: width(node) },
				classes: node.type + (node.id === graph.center ? " center" : ""),
				position: places.get(node.id),
			})),
			...edges.map((edge, index) => ({
				data: { id: "edge-" + index, source: edge.from, target: edge.to,
					...bends(places.get(edge.from), places.get(edge.to), way(edge.from, edge.to)) },
			})),
		],
		layout: { name: "preset" },
		style: [
			{ selector: "node", style: {
				label: "data(label)", "font-size": FONT_SIZE, color: colour("--text"), "text-valign": "center",
				"font-family": FONT, "text-wrap": "none", width: "data(width)", height: 34,
				"background-color": colour("--back"), "border-width": 2, "border-color": colour("--series-1"),
			} },
			{ selector: "node.dataset", style: { shape: "round-rectangle" } },
			{ selector: "node.job", style: { shape: "round-hexagon", "border-color": colour("--series-2") } },
			{ selector: "node.center", style: { "border-width": 4, "background-color": colour("--mark") } },
			{ selector: "edge", style: {
				width: 2, "curve-style": "bezier", "line-color": colour("--soft"),
				"target-arrow-color": colour("--soft"), "target-arrow-shape": "triangle",
			} },
			{ selector: "edge[weights]", style: {
				"curve-style": "round-segments", "edge-distances": "node-position", "segment-radii": 40,
				"segment-weights": "data(weights)", "segment-distances": "data(distances)",
			} },
		],
		minZoom: 0.1,
		maxZoom: 3,
		boxSelectionEnabled: false,
		autoungrabify: true,
	});
	shown.on("tap", "node", (event) => {
		location.hash = target(names.get(event.target.id()), parameters);
	});
	shown.fit(undefined, 24);
	if (shown.zoom() > 1.2) {
		shown.zoom(1.2);
		shown.center();
	}
	canvas.dataset.nodes = String(shown.nodes().length);
	box.graph?.destroy();
	box.graph = shown;
	signal.addEventListener("abort", () => shown.destroy());
	say(graph.nodes.length + " datasets and jobs are shown.");
}

/** The graph for those who use the keyboard or listen. */
function list(graph, edges, names, parameters) {
	const cell = (id) => link(target(names.get(id), parameters), name(names.get(id).name));
	const shown = table("The ways of the data, " + count(edges.length) + " in all", [
		{ title: "From", cell: (edge) => cell(edge.from) },
		{ title: "To", cell: (edge) => cell(edge.to) },
		{ title: "Runs", number: true, cell: (edge) => count(edge.runs) },
		{ title: "Last run", cell: (edge) => edge.last_run_id
			? link(to("run", { run: edge.last_run_id }), name(edge.last_run_id)) : "" },
	]);
	shown.add(edges.slice(0, 500));
	return el("details", { open: edges.length <= 12 }, el("summary", {}, "As a list"), shown);
}

function columns(graph, names) {
	if (graph.columns.length === 0) {
		return null;
	}
	const place = (id) => name(names.get(id)?.name ?? id.replace(/^dataset:/, ""));
	const shown = table("Columns", [
		{ title: "From", cell: (column) => [place(column.from), " ", name(column.from_field)] },
		{ title: "To", cell: (column) => [place(column.to), " ", name(column.to_field)] },
		{ title: "How", cell: (column) => column.transformation ? name(column.transformation) : "" },
	]);
	shown.add(graph.columns.slice(0, 500));
	return el("section", {}, el("h2", {}, "Columns"), shown);
}
