// While files wait for the workers, shows what comes of them. Without it, reload the page.

const PAUSE = 500;
const ATTEMPTS = 600;

const waiting = document.getElementById("waiting");

async function fetchPage() {
	const response = await fetch("/");
	if (!response.ok) {
		throw new Error("The page could not be fetched: " + response.status);
	}
	return new DOMParser().parseFromString(await response.text(), "text/html");
}

function isInUse(report) {
	return report.contains(document.activeElement);
}

async function follow() {
	for (let attempt = 0; attempt < ATTEMPTS && waiting.textContent !== ""; attempt++) {
		await new Promise((done) => setTimeout(done, PAUSE));
		const report = document.getElementById("report");
		if (document.hidden || isInUse(report)) {
			continue;
		}
		const page = await fetchPage();
		waiting.textContent = page.getElementById("waiting").textContent;
		report.replaceWith(page.getElementById("report"));
	}
}

try {
	await follow();
}
catch (failure) {
	waiting.textContent = failure.message;
}
