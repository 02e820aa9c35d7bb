// A broken adapter: it speaks a version of the protocol that does not exist.

import { isAnswer, relay } from "./relay.ts";

relay({
  toSuite: (message, play) =>
    isAnswer(message) && play === 0 ? { ...message, result: { ...message.result, protocolVersion: 99 } } : message,
});
