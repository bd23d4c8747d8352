// Numbers and times for people.

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];
const COUNT = new Intl.NumberFormat("en");
const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

export function count(number) {
	return number === null || number === undefined ? "–" : COUNT.format(number);
}

export function size(bytes) {
	let value = bytes;
	let unit = 0;
	while (value >= 1024 && unit < UNITS.length - 1) {
		value /= 1024;
		unit++;
	}
	return (unit === 0 ? value : value.toFixed(1)) + " " + UNITS[unit];
}

export function time(instant) {
	if (!instant) {
		return "–";
	}
	const date = new Date(instant);
	return Number.isNaN(date.getTime()) ? String(instant) : DATE.format(date);
}

export function duration(millis) {
	if (millis === null || millis === undefined || Number.isNaN(millis)) {
		return "–";
	}
	if (millis > 0 && millis < 1) {
		return (millis * 1000).toFixed(0) + " µs";
	}
	if (millis < 1000) {
		return (millis < 10 ? Number(millis.toFixed(1)) : millis.toFixed(0)) + " ms";
	}
	const seconds = millis / 1000;
	if (seconds < 60) {
		return seconds.toFixed(1) + " s";
	}
	const minutes = Math.floor(seconds / 60);
	return minutes < 60 ? minutes + " min " + Math.floor(seconds % 60) + " s"
		: Math.floor(minutes / 60) + " h " + (minutes % 60) + " min";
}

export function between(start, end) {
	return new Date(end ?? Date.now()).getTime() - new Date(start).getTime();
}
