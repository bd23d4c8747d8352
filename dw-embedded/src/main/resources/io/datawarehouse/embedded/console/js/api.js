// Asks the server of this console, and nobody else.

const MARK = { "X-DW-Console": "1" };

export function address(path, parameters) {
	const query = new URLSearchParams();
	for (const [key, value] of Object.entries(parameters ?? {})) {
		if (value !== null && value !== undefined && value !== "") {
			query.set(key, value);
		}
	}
	const text = query.toString();
	return "/api/" + path + (text ? "?" + text : "");
}

async function ask(url, options) {
	let response;
	try {
		response = await fetch(url, { ...options, credentials: "omit", redirect: "error" });
	}
	catch (failure) {
		if (failure.name === "AbortError") {
			throw failure;
		}
		throw new Error("The application does not answer. Is it still running?");
	}
	const body = await response.json().catch(() => ({}));
	if (!response.ok) {
		const failure = new Error(body.error ?? "The console answered with status " + response.status);
		failure.status = response.status;
		throw failure;
	}
	return body;
}

export function get(path, parameters, signal) {
	return ask(address(path, parameters), { signal });
}

export function post(path, parameters, signal) {
	return ask(address(path, parameters), { method: "POST", headers: MARK, signal });
}

/** Send a file. fetch() tells no progress, so this is the older way. */
export function upload(parameters, file, onProgress, signal) {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("PUT", address("object", parameters));
		request.setRequestHeader("X-DW-Console", "1");
		request.upload.addEventListener("progress", (event) => onProgress(event.loaded, event.total));
		request.addEventListener("load", () => {
			if (request.status === 201) {
				resolve();
				return;
			}
			let text = "Status " + request.status;
			try {
				text = JSON.parse(request.responseText).error ?? text;
			}
			catch {
				// Told by its status.
			}
			const failure = new Error(text);
			failure.status = request.status;
			reject(failure);
		});
		request.addEventListener("error", () => reject(new Error("The connection was lost")));
		request.addEventListener("abort", () => reject(new Error("Stopped")));
		signal?.addEventListener("abort", () => request.abort());
		request.send(file);
	});
}
