// A broken adapter: what it writes stays in a buffer of its own until there are four kilobytes of it, as where nobody flushes.

import { LineReader } from "../../adapters/lines.ts";
import { answerTo } from "./refuses-everything.ts";
import { say } from "./relay.ts";

const BUFFER_BYTES = 4096;

let unwritten = "";
const lines = new LineReader(
  (line) => {
    unwritten += answerTo(line);
    if (unwritten.length < BUFFER_BYTES) return;
    say(unwritten);
    unwritten = "";
  },
  () => {},
);
process.stdin.on("data", (chunk: Buffer) => lines.push(chunk));
