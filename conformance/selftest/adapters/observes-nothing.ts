// A broken adapter: it plays everything, and of all that happened it tells only what the suite knows without it.

import { isAnswer, relay } from "./relay.ts";

relay({
  toSuite: (message, play) => {
    if (play === 0 || !isAnswer(message) || message.result?.trace === undefined) return message;
    const trace = message.result.trace as { op?: string }[];
    return { ...message, result: { trace: trace.filter(({ op }) => op?.startsWith("peer.")) } };
  },
});
