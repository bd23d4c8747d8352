// Places the nodes of a graph in layers from left to right.

const SWEEPS = 6;
const MOST_WAYPOINTS = 5000;
const GAP_X = 260;
const GAP_Y = 90;

/**
 * Place nodes.
 * @param nodes the ids
 * @param edges pairs [from, to] of ids
 * @returns places, a Map of id to { x, y }, and way(from, to), the points between nodes that a long edge passes
 */
export function layered(nodes, edges) {
	const known = new Set(nodes);
	const kept = edges.filter(([from, to]) => from !== to && known.has(from) && known.has(to));
	const acyclic = withoutCycles(nodes, kept);
	const rank = pullSources(nodes, acyclic, ranks(nodes, acyclic));
	const ways = withWaypoints(nodes, acyclic, rank);
	const layers = order(group(ways.nodes, rank), ways.edges);
	const points = new Map();
	layers.forEach((layer, x) => layer.forEach((id, y) =>
		points.set(id, { x: x * GAP_X, y: (y - (layer.length - 1) / 2) * GAP_Y })));
	const place = (id) => points.get(id);
	return {
		places: new Map(nodes.map((id) => [id, place(id)])),
		way: (from, to) => ways.points.get(key(from, to))?.map(place)
			?? ways.points.get(key(to, from))?.map(place).reverse() ?? [],
	};
}

function key(from, to) {
	return from + "\u0000" + to;
}

/** Put nodes that nothing leads to right before what they lead to. */
function pullSources(nodes, edges, rank) {
	const sources = neighbours(nodes, edges, 1, 0);
	const targets = neighbours(nodes, edges, 0, 1);
	for (const id of nodes) {
		if (sources.get(id).length === 0 && targets.get(id).length > 0) {
			rank.set(id, Math.min(...targets.get(id).map((target) => rank.get(target))) - 1);
		}
	}
	return rank;
}

/** Keep room in the layers that an edge passes, unless there are too many of them. */
function withWaypoints(nodes, edges, rank) {
	const passed = edges.reduce((sum, [from, to]) => sum + Math.max(0, rank.get(to) - rank.get(from) - 1), 0);
	if (passed > MOST_WAYPOINTS) {
		return { nodes, edges, points: new Map() };
	}
	const points = new Map();
	const all = [...nodes];
	const parts = [];
	for (const [from, to] of edges) {
		const passes = [];
		for (let layer = rank.get(from) + 1; layer < rank.get(to); layer++) {
			const point = "\u0000" + all.length;
			rank.set(point, layer);
			all.push(point);
			passes.push(point);
		}
		const stops = [from, ...passes, to];
		stops.slice(1).forEach((stop, index) => parts.push([stops[index], stop]));
		if (passes.length > 0) {
			points.set(key(from, to), passes);
		}
	}
	return { nodes: all, edges: parts, points };
}

function neighbours(nodes, edges, from, to) {
	const map = new Map(nodes.map((id) => [id, []]));
	edges.forEach((edge) => map.get(edge[from]).push(edge[to]));
	return map;
}

/** Turn around the edges that close a cycle, found by going deep without recursion. */
function withoutCycles(nodes, edges) {
	const targets = neighbours(nodes, edges, 0, 1);
	const state = new Map();
	const back = new Set();
	for (const root of nodes) {
		const path = state.has(root) ? [] : [[root, 0]];
		if (path.length > 0) {
			state.set(root, "open");
		}
		while (path.length > 0) {
			const top = path.at(-1);
			const next = targets.get(top[0])[top[1]++];
			if (next === undefined) {
				state.set(top[0], "done");
				path.pop();
			}
			else if (state.get(next) === "open") {
				back.add(key(top[0], next));
			}
			else if (!state.has(next)) {
				state.set(next, "open");
				path.push([next, 0]);
			}
		}
	}
	return edges.map(([from, to]) => back.has(key(from, to)) ? [to, from] : [from, to]);
}

/** The longest way to each node from those that nothing leads to. */
function ranks(nodes, edges) {
	const targets = neighbours(nodes, edges, 0, 1);
	const open = new Map(nodes.map((id) => [id, 0]));
	edges.forEach(([, to]) => open.set(to, open.get(to) + 1));
	const rank = new Map(nodes.map((id) => [id, 0]));
	const ready = nodes.filter((id) => open.get(id) === 0);
	while (ready.length > 0) {
		const id = ready.pop();
		for (const target of targets.get(id)) {
			rank.set(target, Math.max(rank.get(target), rank.get(id) + 1));
			open.set(target, open.get(target) - 1);
			if (open.get(target) === 0) {
				ready.push(target);
			}
		}
	}
	return rank;
}

function group(nodes, rank) {
	const layers = [];
	for (const id of nodes) {
		(layers[rank.get(id)] ??= []).push(id);
	}
	return layers.map((layer) => layer ?? []);
}

/** Put each node near the middle of those it is tied to, back and forth. */
function order(layers, edges) {
	const nodes = layers.flat();
	const sources = neighbours(nodes, edges, 1, 0);
	const targets = neighbours(nodes, edges, 0, 1);
	const place = new Map();
	const note = (layer) => layer.forEach((id, index) => place.set(id, index - layer.length / 2));
	layers.forEach(note);
	for (let sweep = 0; sweep < SWEEPS; sweep++) {
		const forth = sweep % 2 === 0;
		const tied = forth ? sources : targets;
		for (const layer of forth ? layers : [...layers].reverse()) {
			const middle = new Map(layer.map((id) => [id, mean(tied.get(id).map((other) => place.get(other)), place.get(id))]));
			layer.sort((a, b) => middle.get(a) - middle.get(b));
			note(layer);
		}
	}
	return layers;
}

function mean(numbers, ifNone) {
	return numbers.length === 0 ? ifNone : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
