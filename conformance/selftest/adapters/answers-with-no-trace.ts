// A broken adapter: its second trace holds something that is no observation.

import { isAnswer, relay } from "./relay.ts";

relay({
  toSuite: (message, play) =>
    play === 2 && isAnswer(message) ? { ...message, result: { trace: [{ kind: "hunch", depth: 0 }] } } : message,
});
