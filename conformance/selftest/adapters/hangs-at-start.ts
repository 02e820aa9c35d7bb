// A broken adapter: it starts, reads, and never says a word. It ignores every polite request to end.

process.on("SIGTERM", () => {});
process.stdin.resume();
setInterval(() => {}, 60_000);
