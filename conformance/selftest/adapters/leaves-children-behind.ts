// A broken adapter: in its second play it forks children that ignore SIGTERM and hold its pipes, and ends without waiting.

import { spawn } from "node:child_process";
import { relay } from "./relay.ts";

const IDLE = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 60_000);';

relay({
  toAdapter: (message, play) => {
    if (play < 2) return message;
    for (const _ of [1, 2]) spawn(process.execPath, ["-e", IDLE, ...process.argv.slice(2)], { stdio: "inherit" });
    setTimeout(() => process.exit(7), 100);
    return undefined;
  },
});
