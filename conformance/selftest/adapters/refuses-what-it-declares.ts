// A broken adapter: it declares everything its model declares, and refuses its second play for want of it.

import { relay, say } from "./relay.ts";

const error = {
  code: -32000,
  message: "this player has no pass over select",
  data: { unsupported: "pollers: select" },
};

relay({
  toAdapter: (message, play) => {
    if (play !== 2 || message.method !== "play") return message;
    say(`${JSON.stringify({ jsonrpc: "2.0", id: message.id, error })}\n`);
    return undefined;
  },
});
