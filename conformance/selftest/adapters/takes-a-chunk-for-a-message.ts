// A broken adapter: whatever arrives at once it takes for one message.

import { serve } from "./refuses-everything.ts";

process.stdin.on("data", (chunk: Buffer) => serve(chunk.toString("utf8")));
