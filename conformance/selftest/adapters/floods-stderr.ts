// A broken adapter: it complains on standard error, 8 MiB before its first play, and from its second play on without end.

import { relay } from "./relay.ts";

const COMPLAINT = Buffer.from("I am still here and there is so much to tell\n".repeat(1000));

function complain(times: number, then: () => void): void {
  if (times === 0) then();
  else process.stderr.write(COMPLAINT, () => setImmediate(complain, times - 1, then));
}

relay({
  toAdapter: (message, play) => {
    if (play === 1 && message.method === "play")
      for (let written = 0; written < 8 * 1024 * 1024; written += COMPLAINT.length) process.stderr.write(COMPLAINT);
    if (play < 2) return message;
    complain(Number.POSITIVE_INFINITY, () => {});
    return undefined;
  },
});
