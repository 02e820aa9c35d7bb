// A broken implementation: in its pass over poll it does not know what a hang-up or an error means.
// Breaks POLL-08: POLLHUP, POLLERR and POLLNVAL call handle_close.

import * as reference from "../../../reference/index.ts";
import { posixHost } from "../../../reference/posix/index.ts";
import { type Host, POLL_FLAGS, PollList } from "../../../spec/host.ts";

export * from "../../../reference/index.ts";

const KNOWN = POLL_FLAGS.POLLIN | POLL_FLAGS.POLLPRI | POLL_FLAGS.POLLOUT;

const poll: NonNullable<Host["poll"]> = (asked, timeoutMs) =>
  PollList.of(...[...posixHost.poll(asked, timeoutMs)].map(({ fd, flags }) => ({ fd, flags: flags & KNOWN })));

reference.socketMap.host = { ...posixHost, poll };
