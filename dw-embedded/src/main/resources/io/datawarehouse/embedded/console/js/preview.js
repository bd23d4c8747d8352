// The beginning of an object.

import { el, name, note, table, visible } from "./dom.js";
import { count } from "./format.js";

export function preview(data) {
	const cut = data.truncated ? note("This is only the beginning.") : null;
	switch (data.kind) {
		case "table":
			return [rows(data), cut];
		case "note":
			return note(visible(data.text));
		case "binary":
			return [block("First bytes", hex(data.text)), cut];
		default:
			return data.size === 0 ? note("The object is empty.") : [block("Text", lines(data.text)), cut];
	}
}

function block(label, text) {
	return el("pre", { tabindex: "0", role: "region", "aria-label": label }, text);
}

/** Text whose line ends and tabs stay as they are. */
function lines(text) {
	return text.split("\n").map(visible).join("\n");
}

function hex(text) {
	const bytes = text.match(/../g) ?? [];
	const shown = [];
	for (let start = 0; start < bytes.length; start += 16) {
		const row = bytes.slice(start, start + 16);
		const letters = row.map((byte) => parseInt(byte, 16))
			.map((code) => code > 31 && code < 127 ? String.fromCharCode(code) : ".")
			.join("");
		shown.push(start.toString(16).padStart(4, "0") + "  " + row.join(" ").padEnd(48) + " " + letters);
	}
	return shown.join("\n");
}

function rows(data) {
	const caption = data.total === undefined ? count(data.rows.length) + " rows"
		: count(data.rows.length) + " of " + count(data.total) + " rows";
	const shown = table(caption, data.columns.map((column, index) => ({
		title: data.types ? [name(column), " ", el("span", { class: "soft" }, visible(data.types[index]))] : name(column),
		cell: (row) => row[index] === undefined ? "" : name(row[index]),
	})));
	shown.add(data.rows);
	return shown;
}
