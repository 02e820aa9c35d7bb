// A broken adapter: in its second play it ends in good order, with exit code 0 and no answer.

import { relay } from "./relay.ts";

relay({ toAdapter: (message, play) => (play < 2 ? message : process.exit(0)) });
