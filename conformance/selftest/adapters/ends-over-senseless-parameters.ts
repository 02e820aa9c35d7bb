// A broken adapter: parameters that are not what it expects end it.

import { LineReader } from "../../adapters/lines.ts";
import { serve } from "./refuses-everything.ts";

const lines = new LineReader(serve, () => {});
process.stdin.on("data", (chunk: Buffer) => lines.push(chunk));
