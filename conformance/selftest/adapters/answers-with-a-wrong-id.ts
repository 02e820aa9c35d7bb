// A broken adapter: from its second play on it answers under a number nobody asked with.

import { isAnswer, relay } from "./relay.ts";

relay({ toSuite: (message, play) => (play >= 2 && isAnswer(message) ? { ...message, id: 4711 } : message) });
