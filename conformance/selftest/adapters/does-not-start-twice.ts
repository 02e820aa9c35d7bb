// A broken adapter: it takes a lock when it first plays on a peer, and gives it back only when it is asked to end. The lock is
// the file that its first argument names; the others are the adapter that plays.

import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import { relay } from "./relay.ts";

const [lock = ""] = process.argv.splice(2, 1);
if (existsSync(lock)) process.exit(1);
relay({
  toSuite: (message) => {
    if (message.method === "peer") closeSync(openSync(lock, "a"));
    return message;
  },
  toAdapter: (message) => {
    if (message.method === "shutdown") rmSync(lock, { force: true });
    return message;
  },
});
