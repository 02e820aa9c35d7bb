// A broken adapter: it ends in the middle of its answer.

import { isAnswer, relay } from "./relay.ts";

relay({
  toSuite: (message, play) => {
    if (play < 2 || !isAnswer(message)) return message;
    process.stdout.write('{"jsonrpc":"2.0","id":', () => process.exit(1));
    return undefined;
  },
});
