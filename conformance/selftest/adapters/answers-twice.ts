// A broken adapter: it answers its first play twice.

import { isAnswer, relay, say } from "./relay.ts";

relay({
  toSuite: (message, play) => {
    if (play === 1 && isAnswer(message)) say(`${JSON.stringify(message)}\n`);
    return message;
  },
});
