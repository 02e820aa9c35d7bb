// A broken adapter: from its second play on it never answers, and it ignores every polite request to end.

import { relay } from "./relay.ts";

process.on("SIGTERM", () => {});
setInterval(() => {}, 60_000);
relay({ toAdapter: (message, play) => (play < 2 ? message : undefined) });
