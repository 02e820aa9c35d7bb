// A broken implementation: the last channel is served first.
// Breaks SELECT-02: channels are served in order of registration.

import * as reference from "../../../reference/index.ts";
import { posixHost } from "../../../reference/posix/index.ts";
import type { Host } from "../../../spec/host.ts";

export * from "../../../reference/index.ts";

const select: Host["select"] = (...args) => {
  const { read, write, except } = posixHost.select(...args);
  return { read: [...read].reverse(), write: [...write].reverse(), except: [...except].reverse() };
};

reference.socketMap.host = { ...posixHost, select };
