// A broken adapter: it never answers its second play, and ignores every polite request to end.

import { relay } from "./relay.ts";

process.on("SIGTERM", () => {});
setInterval(() => {}, 60_000);
relay({ toAdapter: (message, play) => (play === 2 ? undefined : message) });
