// A broken adapter: in its second play it is killed by the system, as one is that reads where it must not.

import { relay } from "./relay.ts";

relay({
  toAdapter: (message, play) => {
    if (play < 2) return message;
    process.stderr.write("about to read where nothing is\n");
    process.kill(process.pid, "SIGSEGV");
    return undefined;
  },
});
