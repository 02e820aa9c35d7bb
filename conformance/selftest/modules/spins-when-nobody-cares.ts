// A broken implementation: when no channel is interested in anything it does not wait, and so keeps a processor busy for nothing.
// Breaks SELECT-08: such a pass sleeps for the whole timeout.

import * as reference from "../../../reference/index.ts";
import { posixHost } from "../../../reference/posix/index.ts";

export * from "../../../reference/index.ts";

reference.socketMap.host = { ...posixHost, sleep: () => {} };
