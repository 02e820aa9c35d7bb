// A broken adapter: from its second trace on it leaves out what it asked the suite's peers to do.

import { isAnswer, relay } from "./relay.ts";

relay({
  toSuite: (message, play) => {
    if (play < 2 || !isAnswer(message)) return message;
    const trace = (message.result?.trace ?? []) as { op?: string }[];
    return { ...message, result: { trace: trace.filter(({ op }) => op?.startsWith("peer.") !== true) } };
  },
});
