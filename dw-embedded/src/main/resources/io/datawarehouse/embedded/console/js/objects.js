// Buckets, folders and objects.

import { address, get, post, upload } from "./api.js";
import { add, button, el, error, facts, field, link, more, name, note, replace, say, table, to, visible } from "./dom.js";
import { count, size, time } from "./format.js";
import { preview } from "./preview.js";

export async function show(context) {
	await (context.parameters.bucket ? showBucket(context) : showBuckets(context));
}

async function showBuckets({ view, signal }) {
	const list = table("Buckets", [
		{ title: "Bucket", cell: (row) => link(to("objects", { bucket: row.name }), name(row.name)) },
		{ title: "Created", time: true, cell: (row) => time(row.created) },
	]);
	const next = more(load);
	async function load(cursor) {
		const page = await get("buckets", { cursor }, signal);
		list.add(page.buckets);
		next.goesOnAt(page.next);
		if (!cursor && page.buckets.length === 0) {
			add(view, note("There are no buckets yet."));
		}
	}
	await load();
	add(view, list, next);
}

function crumbs(bucket, key) {
	const parts = [el("li", {}, link(to("objects"), "Buckets")),
		el("li", {}, link(to("objects", { bucket }), name(bucket)))];
	let prefix = "";
	for (const folder of (key ?? "").split("/").slice(0, -1)) {
		prefix += folder + "/";
		parts.push(el("li", {}, link(to("objects", { bucket, prefix }), name(folder || "(empty)"))));
	}
	return el("nav", { class: "crumbs", "aria-label": "Folders" }, el("ol", {}, parts));
}

function heading(view, ...children) {
	replace(view.querySelector("h1"), children);
}

async function showBucket({ view, parameters, info, signal }) {
	const { bucket, prefix = "", q = "" } = parameters;
	heading(view, "Objects in ", name(prefix ? bucket + "/" + prefix : bucket));
	const list = table(q ? "Objects whose keys contain the text" : "Folders and objects", [
		{ title: "Name", cell: (row) => entryLink(bucket, q ? "" : prefix, row) },
		{ title: "Size", number: true, cell: (row) => row.folder ? "folder" : size(row.size) },
		{ title: "Changed", time: true, cell: (row) => row.folder ? "" : time(row.modified) },
	]);
	const searched = el("p", { class: "soft" });
	const next = more(load);
	async function load(cursor) {
		const page = await get("objects", { bucket, prefix, q, cursor, limit: 100 }, signal);
		list.add(page.entries);
		next.goesOnAt(page.next);
		if (page.searched !== null) {
			searched.textContent = page.next ? "Looked at " + count(page.searched) + " more keys; there are others."
				: "All keys were looked at.";
		}
		else if (!cursor && page.entries.length === 0) {
			searched.textContent = "Nothing here.";
		}
	}
	await load();
	add(view, crumbs(bucket, prefix), search(bucket, prefix, q));
	if (info.objectsWritable) {
		add(view, dropZone(bucket, prefix, signal, async () => {
			list.clear();
			await load();
		}));
	}
	add(view, list, searched, next);
}

function entryLink(bucket, prefix, row) {
	const text = name(row.key.slice(prefix.length));
	return row.folder ? link(to("objects", { bucket, prefix: row.key }), text)
		: link(to("object", { bucket, key: row.key }), text);
}

function search(bucket, prefix, q) {
	const text = el("input", { type: "search", value: q, maxlength: 200 });
	return el("form", {
		role: "search",
		submit: (event) => {
			event.preventDefault();
			location.hash = to("objects", { bucket, prefix, q: text.value });
		},
	}, field(prefix ? "Search below this folder" : "Search in this bucket", text),
	el("button", { type: "submit" }, "Search"));
}

function dropZone(bucket, prefix, signal, done) {
	const files = el("input", { type: "file", multiple: true, change: () => send(files.files) });
	const uploads = el("ul", { class: "uploads" });
	const zone = el("section", { class: "drop", "aria-label": "Upload" },
		field("Drop files here to upload them, or choose some", files), uploads);
	async function send(chosen) {
		for (const file of [...chosen]) {
			await sendOne(file, { bucket, key: prefix + file.name }, uploads, signal);
		}
		files.value = "";
		await done();
	}
	for (const type of ["dragenter", "dragover"]) {
		zone.addEventListener(type, (event) => {
			event.preventDefault();
			zone.classList.add("over");
		});
	}
	for (const type of ["dragleave", "drop"]) {
		zone.addEventListener(type, () => zone.classList.remove("over"));
	}
	zone.addEventListener("drop", (event) => {
		event.preventDefault();
		send(event.dataTransfer.files);
	});
	return zone;
}

async function sendOne(file, parameters, uploads, leaving) {
	const stop = new AbortController();
	leaving.addEventListener("abort", () => stop.abort());
	const bar = el("progress", { max: Math.max(1, file.size), value: 0, "aria-label": "Progress of the upload" });
	const state = el("span", { role: "status" }, "uploading");
	const cancel = button("Stop", () => stop.abort());
	const line = el("li", {}, name(file.name), bar, state, cancel);
	uploads.append(line);
	try {
		await upload(parameters, file, (sent) => { bar.value = sent; }, stop.signal);
		bar.value = bar.max;
		state.textContent = "stored, " + size(file.size);
		cancel.remove();
	}
	catch (failure) {
		state.textContent = visible(failure.message);
		state.className = "bad";
		cancel.remove();
		if (failure.status === 412) {
			line.append(button("Replace it", async () => {
				line.remove();
				await sendOne(file, { ...parameters, replace: true }, uploads, leaving);
			}));
		}
	}
}

export async function showObject({ view, parameters, signal }) {
	const { bucket, key } = parameters;
	heading(view, name(key));
	const object = await get("object", { bucket, key }, signal);
	add(view,
		crumbs(bucket, key),
		facts([
			["Address", "dw://" + bucket + "/" + key],
			["Size", size(object.size) + " (" + count(object.size) + " bytes)"],
			["Changed", time(object.modified)],
			["Content type", object.contentType],
			["ETag", object.etag],
			["Version", object.version],
			["Storage class", object.storageClass],
			...Object.entries(object.metadata).map(([term, value]) => [visible("Metadata " + term), value]),
		]),
		el("div", { class: "actions" },
			el("a", { class: "button", href: address("object/content", { bucket, key }), download: true }, "Download"),
			presign(bucket, key)),
		el("h2", {}, "Preview"));
	const box = el("div", {}, el("p", { class: "soft" }, "Loading"));
	add(view, box);
	try {
		replace(box, preview(await get("object/preview", { bucket, key }, signal)));
	}
	catch (failure) {
		replace(box, error(failure));
	}
}

function presign(bucket, key) {
	const box = el("span", { class: "actions" });
	box.append(button("Make a link for 15 minutes", async () => {
		try {
			const made = await post("object/link", { bucket, key, minutes: 15 });
			const text = el("input", { readonly: true, value: made.url, size: 40 });
			replace(box, field("Everybody with this link can fetch the object until " + time(made.expires), text),
				button("Copy", async () => {
					text.select();
					await navigator.clipboard.writeText(made.url);
					say("The link was copied.");
				}));
			text.focus();
		}
		catch (failure) {
			replace(box, error(failure));
		}
	}));
	return box;
}
