// A broken adapter: it declares that it can do nothing at all, so that nothing can be held against it.

import { isAnswer, relay } from "./relay.ts";

const nothing = {
  worlds: [],
  bases: [],
  pollers: [],
  families: [],
  passes: false,
  nesting: false,
  peersInReactions: false,
  collects: false,
  python: false,
};

relay({
  toSuite: (message, play) =>
    isAnswer(message) && play === 0 && message.result?.capabilities
      ? { ...message, result: { ...message.result, capabilities: nothing } }
      : message,
});
