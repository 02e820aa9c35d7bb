// A broken adapter: whatever its channels are called, it tells of "client", as a table of answers would.

import { relay } from "./relay.ts";

relay({
  toSuite: (message) => {
    const { trace } = (message.result ?? {}) as { trace?: { of?: string }[] };
    if (trace === undefined) return message;
    const told = trace.map((each) => (each.of?.startsWith("channel-") ? { ...each, of: "client" } : each));
    return { ...message, result: { trace: told } };
  },
});
