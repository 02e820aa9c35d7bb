// A broken adapter: from the second on, each of its traces holds something that is no observation.

import { isAnswer, relay } from "./relay.ts";

relay({
  toSuite: (message, play) =>
    play >= 2 && isAnswer(message) ? { ...message, result: { trace: [{ kind: "hunch", depth: 0 }] } } : message,
});
