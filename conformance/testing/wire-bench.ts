// A wire on a bench: what the suite sends is kept, and the test is the adapter.
// Knows what a line is; knows nothing of what is asked or answered.

import { Wire } from "../adapters/wire.ts";

/** A wire that leads to the test. */
export class WireBench {
  /** The lines as they were sent, with their ends. */
  readonly lines: string[] = [];
  readonly wire = new Wire((lines) => void this.lines.push(...(lines.match(/.*\n/g) ?? [lines])));

  /** The messages that were sent. */
  get sent(): Record<string, unknown>[] {
    return this.lines.map((line) => JSON.parse(line));
  }

  /** The adapter writes a message. */
  says(message: object): void {
    this.wire.receive(JSON.stringify({ jsonrpc: "2.0", ...message }));
  }
}
