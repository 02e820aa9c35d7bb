// A broken adapter: what it prints for its author's eyes goes where the protocol goes.

import { relay, say } from "./relay.ts";

relay({
  toAdapter: (message, play) => {
    if (play >= 2) say("DEBUG: now playing\n");
    return message;
  },
});
