// Builds pages from nodes. Data becomes text, never HTML.

const SVG = "http://www.w3.org/2000/svg";
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

export function el(tag, attributes, ...children) {
	return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
	return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
	for (const [name, value] of Object.entries(attributes ?? {})) {
		if (typeof value === "function") {
			node.addEventListener(name, value);
		}
		else if (value === true) {
			node.setAttribute(name, "");
		}
		else if (value !== false && value !== null && value !== undefined) {
			node.setAttribute(name, String(value));
		}
	}
	return add(node, children);
}

/** Append nodes and texts; what is null is left out. */
export function add(node, ...children) {
	for (const child of children.flat(Infinity)) {
		if (child !== null && child !== undefined && child !== false) {
			node.append(child instanceof Node ? child : String(child));
		}
	}
	return node;
}

export function replace(node, ...children) {
	node.replaceChildren();
	return add(node, children);
}

/** Text in which characters show that would else change how the rest is read. */
export function visible(text) {
	return String(text).replace(HIDDEN, (character) =>
		"\\u" + character.charCodeAt(0).toString(16).padStart(4, "0"));
}

/** A name that somebody else chose, apart from what stands around it. */
export function name(text) {
	const shown = visible(text);
	const long = shown.length > 40;
	return el("bdi", { class: long ? "name long" : "name", title: long ? shown : null }, shown);
}

export function link(href, ...children) {
	return el("a", { href }, children);
}

/** The address of a page of the console. */
export function to(page, parameters) {
	const query = new URLSearchParams();
	for (const [key, value] of Object.entries(parameters ?? {})) {
		if (value !== null && value !== undefined && value !== "") {
			query.set(key, value);
		}
	}
	const text = query.toString();
	return "#/" + page + (text ? "?" + text : "");
}

export function title(...children) {
	return el("h1", { tabindex: "-1" }, children);
}

export function error(failure) {
	return el("p", { class: "error", role: "alert" }, visible(failure.message ?? failure));
}

export function note(...children) {
	return el("p", { class: "note" }, children);
}

export function button(text, click, attributes) {
	return el("button", { type: "button", click, ...attributes }, text);
}

export function field(text, control, inline) {
	return el("label", { class: inline ? "inline" : null }, text, control);
}

/** Terms and what they are; those without a value are left out. */
export function facts(entries) {
	return el("dl", {}, entries
		.filter(([, value]) => value !== null && value !== undefined && value !== "")
		.map(([term, value]) => [el("dt", {}, term), el("dd", {}, value instanceof Node ? value : name(value))]));
}

/**
 * A table. Columns are { title, cell: (row) => node or text, number, time }.
 * @returns the node, with add(rows) and clear()
 */
export function table(caption, columns) {
	const body = el("tbody");
	const node = el("div", { class: "scroll", role: "region", "aria-label": caption, tabindex: "0" },
		el("table", {},
			el("caption", {}, caption),
			el("thead", {}, el("tr", {}, columns.map((column) =>
				el("th", { scope: "col", class: column.number ? "number" : null }, column.title)))),
			body));
	node.add = (rows) => add(body, rows.map((row) => el("tr", {}, columns.map((column) =>
		el("td", { class: column.number ? "number" : column.time ? "time" : null }, column.cell(row))))));
	node.clear = () => body.replaceChildren();
	return node;
}

/** Tell those who cannot see the page what has changed. */
export function say(text) {
	const status = document.getElementById("status");
	status.textContent = visible(text);
	clearTimeout(say.timer);
	say.timer = setTimeout(() => { status.textContent = ""; }, 6000);
}

/** A button that shows the next page of a list, as long as there is one. */
export function more(load) {
	const next = button("Show more", async () => {
		next.disabled = true;
		await load(next.cursor);
		next.disabled = false;
	});
	next.hidden = true;
	next.goesOnAt = (cursor) => {
		next.cursor = cursor;
		next.hidden = !cursor;
	};
	return next;
}
