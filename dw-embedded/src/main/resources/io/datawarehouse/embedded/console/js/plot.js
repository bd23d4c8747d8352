// Lines and bars in SVG.

import { el, svg } from "./dom.js";

const WIDTH = 640;
const HEIGHT = 200;
const LEFT = 64;
const BOTTOM = 24;
const TOP = 12;
const RIGHT = 12;

/**
 * Values over time.
 * @param caption what is shown
 * @param names the names of at most three series
 * @param format makes text of a value
 * @param least the least value that the axis reaches to
 * @param kept how many moments are kept
 * @returns the node, with add(values), where null stands for an unknown value
 */
export function lines(caption, names, format, least = 1, kept = 150) {
	const moments = [];
	const picture = svg("svg", { class: "plot", viewBox: "0 0 " + WIDTH + " " + HEIGHT, role: "img" });
	const latest = names.map(() => el("span"));
	const legend = el("ul", { class: "legend" }, names.map((name, index) => el("li", {},
		svg("svg", { "aria-hidden": "true", viewBox: "0 0 32 12" },
			svg("line", { class: "series-" + (index + 1), x1: 0, y1: 6, x2: 32, y2: 6 })),
		name, " ", latest[index])));
	const node = el("figure", {}, el("figcaption", {}, caption), picture, legend);
	node.add = (values) => {
		moments.push({ time: Date.now(), values });
		if (moments.length > kept) {
			moments.shift();
		}
		values.forEach((value, index) => { latest[index].textContent = value === null ? "unknown" : format(value); });
		picture.setAttribute("aria-label", caption + ": " + names.map((name, index) =>
			name + " " + latest[index].textContent).join(", "));
		draw(picture, moments, names.length, format, least);
	};
	node.add(names.map(() => null));
	moments.length = 0;
	return node;
}

function draw(picture, moments, series, format, least) {
	const most = Math.max(least, ...moments.flatMap((moment) => moment.values.filter((value) => value !== null)));
	const top = ceiling(most);
	const start = moments[0].time;
	const span = Math.max(1000, moments.at(-1).time - start);
	const x = (time) => LEFT + (time - start) / span * (WIDTH - LEFT - RIGHT);
	const y = (value) => HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP);
	const parts = [];
	for (const share of [0, 0.5, 1]) {
		parts.push(svg("line", { class: "axis", x1: LEFT, x2: WIDTH - RIGHT, y1: y(share * top), y2: y(share * top) }),
			svg("text", { x: LEFT - 6, y: y(share * top) + 4, "text-anchor": "end" }, format(share * top)));
	}
	parts.push(svg("text", { x: LEFT, y: HEIGHT - 6 }, Math.round(span / 1000) + " s ago"),
		svg("text", { x: WIDTH - RIGHT, y: HEIGHT - 6, "text-anchor": "end" }, "now"));
	for (let index = 0; index < series; index++) {
		const points = moments.filter((moment) => moment.values[index] !== null)
			.map((moment) => x(moment.time).toFixed(1) + "," + y(moment.values[index]).toFixed(1));
		if (points.length > 0) {
			parts.push(svg("polyline", { class: "series series-" + (index + 1), points: points.join(" ") }));
		}
	}
	picture.replaceChildren(...parts);
}

/** The next number of 1, 2 or 5 times a power of ten. */
function ceiling(value) {
	const power = 10 ** Math.floor(Math.log10(value));
	return [1, 2, 5, 10].map((factor) => factor * power).find((number) => number >= value) ?? 10 * power;
}

/** A share of the whole. */
export function bar(value, whole, label) {
	const share = whole > 0 ? Math.min(1, value / whole) : 0;
	return svg("svg", { class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", role: "img", "aria-label": label },
		svg("rect", { class: "ground", x: 0, y: 0, width: 100, height: 10 }),
		svg("rect", { x: 0, y: 0, width: (share * 100).toFixed(2), height: 10 }));
}

/** Do something now and then while the page is shown, never twice at a time. */
export function repeat(millis, signal, action) {
	let timer = null;
	async function once() {
		if (!document.hidden) {
			await action();
		}
		if (!signal.aborted) {
			timer = setTimeout(once, millis);
		}
	}
	timer = setTimeout(once, millis);
	signal.addEventListener("abort", () => clearTimeout(timer));
}
